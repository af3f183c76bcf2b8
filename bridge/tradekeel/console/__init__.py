"""The web console at `/`: for operators what `status` shows, for a tenant what is the tenant's."""

from tradekeel.console.access import Gatekeeper
from tradekeel.console.pages import ConsolePages, opened_console
from tradekeel.console.reading import ConsoleReader

__all__ = ["ConsolePages", "ConsoleReader", "Gatekeeper", "opened_console"]
