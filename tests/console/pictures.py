"""``python -m console.pictures folder``: what the console looks like, as PNG files to look at."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from api.platform import SECRET, claims_of, sign, token_of
from console.browser import Browser, running_browser
from console.conftest import TOKEN
from console.world import fill, make_login
from ops.processes import command, free_port, wait_for
from tools.server import start_server


def shoot(browser: Browser, address: str, folder: Path) -> None:
    """Operators and a tenant, light and dark, at a desk and on a phone."""
    for name, token, scheme, shape in (
        ("operator-light", TOKEN, "light", (1280, 1180, False)),
        ("operator-dark", TOKEN, "dark", (1280, 2200, False)),
        ("operator-phone", TOKEN, "dark", (390, 2600, True)),
        ("tenant-light", sign(claims_of(1)), "light", (1280, 1000, False)),
        ("tenant-dark", sign(claims_of(1)), "dark", (1280, 1000, False)),
        ("tenant-phone", sign(claims_of(1)), "dark", (390, 1200, True)),
        ("tenant-ending", token_of(1, exp=int(time.time()) + 200), "light", (390, 900, True)),
    ):
        browser.scheme(scheme)
        browser.shape(shape[0], shape[1], is_phone=shape[2])
        browser.open(address)
        browser.driver.execute_script("sessionStorage.clear()")
        browser.open(f"{address}/#token={token}")
        browser.wait_text("Live")
        if token == TOKEN:
            browser.wait_text("How to look")
        browser.driver.execute_script("document.activeElement.blur(); scrollTo(0, 0)")
        browser.picture(folder / f"{name}.png")


def main() -> None:
    """A server and a bridge of its own."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    server = start_server()
    try:
        database = server.create_database()
        fill(server, database, hostile=False)
        address = f"127.0.0.1:{free_port()}"
        log = folder / "up.log"
        with command(
            log, "up", TRADEKEEL_BRIDGE_URL=server.url(database, "tradekeel_bridge"),
            TRADEKEEL_CONSOLE_URL=make_login(server, database), TRADEKEEL_CONSOLE_TOKEN=TOKEN,
            TRADEKEEL_JWT_SECRET=SECRET, TRADEKEEL_HTTP_ADDRESS=address,
        ), tempfile.TemporaryDirectory() as profile:  # fmt: skip
            wait_for(f"http://{address}/internal/health", log)
            with running_browser(Path(profile)) as browser:
                shoot(browser, f"http://{address}", folder)
    finally:
        server.destroy()


if __name__ == "__main__":
    main()
