"""Live updates over WebSockets, in the Realtime protocol that the Supabase clients speak.

`Gateway` reads the outbox and serves sockets; `routes` are what an application puts beside its own;
`run_gateway` serves them alone. Who may listen to what is decided in the database.
"""

from tradekeel.gateway.door import Door
from tradekeel.gateway.hub import Gateway, Limits
from tradekeel.gateway.routes import PATH, routes
from tradekeel.gateway.serve import run_gateway, running

__all__ = ["PATH", "Door", "Gateway", "Limits", "routes", "run_gateway", "running"]
