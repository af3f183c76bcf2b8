"""The private PostgreSQL, the applier, the command."""
