"""``TRADEKEEL_TEST_PG=docker``: the same suites on a container, for those who have Docker.

Needs the extra ``docker`` (testcontainers) and a running engine. The image is the official one
plus pgTAP and plpgsql_check from PostgreSQL's own Debian repository, which that image knows;
``TRADEKEEL_TEST_IMAGE`` names another base, such as ``postgres:16-bookworm``. The project's own
CI has no engine, so this way is not exercised there.
"""

from __future__ import annotations

import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

if TYPE_CHECKING:
    from collections.abc import Mapping

DOCKERFILE = """\
ARG BASE
FROM ${BASE}
RUN apt-get update \\
 && apt-get install -y --no-install-recommends \\
      postgresql-${PG_MAJOR}-pgtap postgresql-${PG_MAJOR}-plpgsql-check \\
 && rm -rf /var/lib/apt/lists/*
"""
START_TIMEOUT_SECONDS = 60


class DockerMissingError(Exception):
    """testcontainers is not installed, or there is no engine to talk to."""


@dataclass
class Container:
    """A running server in a container."""

    container: Any
    host: str
    port: int

    def url(self, dbname: str, user: str) -> str:
        """Connection URL; the container trusts every role."""
        return f"postgresql://{user}@{self.host}:{self.port}/{dbname}"

    def destroy(self) -> None:
        """Stop and remove the container."""
        self.container.stop()


def start(settings: Mapping[str, str], superuser: str) -> Container:
    """Build the image, start it and wait until it answers. Raises DockerMissingError."""
    try:
        from testcontainers.core.container import DockerContainer  # noqa: PLC0415 - an extra
        from testcontainers.core.image import DockerImage  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise DockerMissingError("testcontainers is missing: pip install -e '.[docker]'") from error
    base = os.environ.get("TRADEKEEL_TEST_IMAGE") or "postgres:15-bookworm"
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "Dockerfile").write_text(DOCKERFILE)
        try:
            image = DockerImage(
                folder, tag="tradekeel-test", clean_up=False, buildargs={"BASE": base}
            )
            image.build()
        except Exception as error:
            raise DockerMissingError(f"no image could be built: {error}") from error
    options = " ".join(f"-c {key}={value}" for key, value in settings.items())
    container = (
        DockerContainer(str(image))
        .with_env("POSTGRES_USER", superuser)
        .with_env("POSTGRES_HOST_AUTH_METHOD", "trust")
        .with_env("POSTGRES_INITDB_ARGS", "-E UTF8 --no-locale")
        .with_command(f"postgres {options}")
        .with_exposed_ports(5432)
    )
    container.start()
    running = Container(
        container, container.get_container_host_ip(), int(container.get_exposed_port(5432))
    )
    _wait(running, superuser)
    return running


def _wait(running: Container, superuser: str) -> None:
    """The image starts a first server for its own set-up; only TCP tells the real one."""
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    while True:
        try:
            psycopg.connect(running.url("postgres", superuser), connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                running.destroy()
                raise
            time.sleep(0.2)
