"""What can be set from outside, and which database that means.

Everything has a default; names are those of the environment variables in the descriptions.
"""

from pathlib import Path
from typing import Annotated, Literal

import psycopg
from psycopg.conninfo import conninfo_to_dict
from pydantic import AliasChoices, Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from tradekeel.postgres import Cluster, apply_local
from tradekeel.postgres.cluster import SUPERUSER

DEFAULT_HTTP_ADDRESS = "127.0.0.1:9464"


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
    bridge_url: Annotated[
        str | None,
        Field(
            description="TRADEKEEL_BRIDGE_URL: the database as role tradekeel_bridge."
            " Without it, the private one or DATABASE_URL itself."
        ),
    ] = None
    paper_address: Annotated[
        str | None,
        Field(
            pattern=r"^127\.0\.0\.1:[0-9]{1,5}$",
            description="TRADEKEEL_PAPER_ADDRESS: 127.0.0.1:port of a paper exchange. Every"
            " exchange it plays is reached there instead of at its own address.",
        ),
    ] = None
    paper_ca: Annotated[
        Path | None,
        Field(description="TRADEKEEL_PAPER_CA: certificate file of that paper exchange."),
    ] = None
    trading_seconds: Annotated[float, Field(ge=0.05, le=3600)] = 1.0
    monitor_seconds: Annotated[float, Field(ge=0.05, le=3600)] = 2.0
    reconciliation_seconds: Annotated[float, Field(ge=0.1, le=3600)] = 30.0
    capital_watchdog_seconds: Annotated[float, Field(ge=0.1, le=3600)] = 60.0
    streams: Annotated[
        bool,
        Field(
            description="TRADEKEEL_STREAMS: whether to listen to user-data streams where they are"
            " known. They only make it faster; everything works without."
        ),
    ] = True
    stream_idle_seconds: Annotated[
        float,
        Field(ge=1, le=86400, description="A stream that says nothing for so long is opened anew."),
    ] = 900.0
    lease_seconds: Annotated[
        float, Field(ge=1, le=600, description="How long an account lease lasts unrenewed.")
    ] = 30.0
    checks_seconds: Annotated[
        float, Field(ge=1, le=86400, description="How often every check view is read.")
    ] = 300.0
    http_address: Annotated[
        str,
        Field(
            description="TRADEKEEL_HTTP_ADDRESS: host:port of the console, /metrics and"
            " /internal/health, or off. Anything but loopback needs TRADEKEEL_HTTP_TOKEN."
        ),
    ] = DEFAULT_HTTP_ADDRESS
    http_token: Annotated[
        str | None,
        Field(
            min_length=16,
            description="TRADEKEEL_HTTP_TOKEN: asked as a bearer token by /metrics and"
            " /internal/health.",
        ),
    ] = None
    gateway_sockets: Annotated[
        int,
        Field(
            ge=1,
            le=100_000,
            description="TRADEKEEL_GATEWAY_SOCKETS: so many clients of live updates at once.",
        ),
    ] = 2000
    monitor_url: Annotated[
        str | None,
        Field(
            description="TRADEKEEL_MONITOR_URL: the database as a login in role tradekeel_monitor,"
            " for the exporter. Without it DATABASE_URL, or the private one."
        ),
    ] = None
    console_url: Annotated[
        str | None,
        Field(
            description="TRADEKEEL_CONSOLE_URL: the database as a login in roles tradekeel_auditor"
            " and authenticated, for the console. Without it DATABASE_URL, or the private one."
        ),
    ] = None
    console_token: Annotated[
        str | None,
        Field(
            min_length=32,
            description="TRADEKEEL_CONSOLE_TOKEN: lets an operator into the console. Without it"
            " operators need a token of the issuer.",
        ),
    ] = None
    jwt_secret: Annotated[
        str | None,
        Field(
            min_length=32,
            description="TRADEKEEL_JWT_SECRET: signs the tokens of tenants and operators (HS256).",
        ),
    ] = None
    jwks_file: Annotated[
        Path | None,
        Field(
            description="TRADEKEEL_JWKS_FILE: JSON Web Key Set with the issuer's public keys"
            " (ES256, RS256), beside or instead of the secret."
        ),
    ] = None
    jwt_audience: Annotated[
        str, Field(min_length=1, description="TRADEKEEL_JWT_AUDIENCE: whom tokens are for.")
    ] = "authenticated"
    log_format: Literal["console", "json"] = "console"

    @field_validator("database_url", "bridge_url", "monitor_url", "console_url")
    @classmethod
    def _is_address(cls, given: str | None) -> str | None:
        if given is not None:
            try:
                conninfo_to_dict(given)
            except psycopg.ProgrammingError:
                raise ValueError(
                    "this is not a PostgreSQL address: give postgresql://user@host/name"
                ) from None
        return given


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
