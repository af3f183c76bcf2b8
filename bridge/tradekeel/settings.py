"""What can be set from outside, and which database that means.

Everything has a default; names are those of the environment variables in the descriptions.
"""

from pathlib import Path
from typing import Annotated

from pydantic import AliasChoices, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from tradekeel.postgres import Cluster, apply_local
from tradekeel.postgres.cluster import SUPERUSER


class Settings(BaseSettings):
    """Read from the environment: TRADEKEEL_<NAME>, and DATABASE_URL as everybody calls it."""

    model_config = SettingsConfigDict(env_prefix="TRADEKEEL_", extra="ignore")

    database_url: Annotated[
        str | None,
        Field(
            validation_alias=AliasChoices("database_url", "TRADEKEEL_DATABASE_URL", "DATABASE_URL"),
            description="An existing database. Without it a private one is started.",
        ),
    ] = None
    home: Annotated[
        Path,
        Field(description="TRADEKEEL_HOME: the folder of everything private, here .tradekeel"),
    ] = Path(".tradekeel")


def embedded_cluster(settings: Settings) -> Cluster:
    """The private PostgreSQL below the home folder; neither created nor started by this."""
    return Cluster(settings.home / "postgres")


def start_embedded(settings: Settings) -> Cluster:
    """Starts it, and prepares it as a hosted Supabase project would be. Raises PostgresError."""
    cluster = embedded_cluster(settings)
    cluster.start()
    apply_local(cluster.url(user=SUPERUSER))
    return cluster


def resolve_database(settings: Settings) -> str:
    """The address to work on: DATABASE_URL, else the private PostgreSQL, which is then started.

    The private one takes system binaries before the wheel's. Role: as in DATABASE_URL, or
    `postgres`, which may apply the schema. Raises PostgresError, psycopg.OperationalError.
    """
    if settings.database_url:
        return settings.database_url
    return start_embedded(settings).url()
