"""The real driver against the paper exchange and a real database."""
