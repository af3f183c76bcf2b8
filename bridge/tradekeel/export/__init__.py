"""The tree as other tools take it."""

from tradekeel.export.supabase import Exported, export_supabase

__all__ = ["Exported", "export_supabase"]
