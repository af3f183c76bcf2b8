"""Tradekeel: the thin bridge between exchanges and a control plane that lives in PostgreSQL."""

__version__ = "0.1.0"
