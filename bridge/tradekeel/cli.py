"""The command `tradekeel`. Modules that take time to import are imported inside the commands."""

# ruff: noqa: PLC0415 - help and completion have to answer at once

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn
from uuid import UUID

import typer

if TYPE_CHECKING:
    import psycopg

    from tradekeel.applier import Event
    from tradekeel.settings import Settings

EXIT_OK = 0
EXIT_FOUND = 1
EXIT_ERROR = 2
EXIT_INTERRUPTED = 130

EXIT_HELP = "Exit codes: 0 all is well, 1 a problem was found, 2 wrong use or environment."

app = typer.Typer(
    name="tradekeel",
    help="A trading control plane that lives in PostgreSQL.",
    epilog=EXIT_HELP,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
database = typer.Typer(
    help="The private PostgreSQL below TRADEKEEL_HOME (used when DATABASE_URL is not set).",
    epilog=EXIT_HELP,
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(database, name="db")
exports = typer.Typer(
    help="The schema as other tools take it.",
    epilog=EXIT_HELP,
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(exports, name="export")

Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
Url = Annotated[
    str | None,
    typer.Option(
        "--url", metavar="ADDRESS", help="Database to use instead of DATABASE_URL.", show_default=""
    ),
]


# -- the schema ---------------------------------------------------------------------------------


@app.command(epilog=EXIT_HELP)
def apply(
    url: Url = None,
    target: Annotated[
        int | None, typer.Option(help="Run migrations only, up to this number.", min=1)
    ] = None,
    heal: Annotated[
        bool, typer.Option("--heal", help="Also apply files whose object was changed by hand.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Bring the database to what the SQL tree says. May be repeated, also in parallel."""
    from tradekeel.applier import apply as apply_tree

    address = _database(url)
    with _progress("applying") as show:
        result = apply_tree(address, target=target, heal=heal, report=lambda e: show(_describe(e)))
    if as_json:
        _print_json(
            {
                "migrations": result.migrations,
                "repeatables": result.repeatables,
                "cleared": result.cleared,
                "release": result.release,
                "server_major": result.server_major,
                "drifted": result.drifted,
                "seconds": round(result.seconds, 3),
            }
        )
        return
    typer.echo(
        f"{len(result.migrations)} migrations and {len(result.repeatables)} files applied to"
        f" PostgreSQL {result.server_major} in {result.seconds:.1f} s"
        if result.changed
        else "nothing to apply"
    )
    if result.drifted:
        typer.echo(f"{result.drifted} objects differ from what was applied: tradekeel drift")


@app.command(epilog=EXIT_HELP)
def check(
    url: Url = None,
    full: Annotated[
        bool, typer.Option("--full", help="Also the slow forms that read the whole history.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Read every view that watches a promise; exit 1 if one is not empty."""
    from tradekeel.applier import check as read_checks

    address = _database(url)
    with _progress("checking"):
        rows = read_checks(address, full=full)
    if as_json:
        _print_json([vars(row) for row in rows])
    elif not rows:
        typer.echo("every check is empty")
    for row in [] if as_json else rows:
        subject = " ".join(str(part) for part in (row.user_id, row.subject) if part)
        typer.echo(f"{row.severity} {row.check_name} {subject} {json.dumps(row.detail)}")
        if row.remediation:
            typer.echo(f"  {row.remediation} {row.runbook or ''}".rstrip())
    _exit_if(bool(rows))


@app.command(epilog=EXIT_HELP)
def drift(
    url: Url = None,
    rebaseline: Annotated[
        bool, typer.Option("--rebaseline", help="Accept what is there as what ought to be there.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Compare the live catalog with what was applied; exit 1 if they differ."""
    from tradekeel.applier import drift as read_drift
    from tradekeel.applier import rebaseline as accept

    address = _database(url)
    if rebaseline:
        accepted = accept(address)
        if as_json:
            _print_json({"accepted": accepted})
        else:
            typer.echo(f"{accepted} objects accepted")
        return
    with _progress("comparing"):
        rows = read_drift(address)
    if as_json:
        _print_json([vars(row) for row in rows])
    elif not rows:
        typer.echo("no drift")
    for row in [] if as_json else rows:
        typer.echo(f"{row.problem} {row.detail}\n  {row.remediation}")
    _exit_if(bool(rows))


@exports.command("supabase", epilog=EXIT_HELP)
def export_supabase(
    folder: Annotated[Path, typer.Argument(help="The folder that the Supabase CLI uses.")] = Path(
        "supabase"
    ),
) -> None:
    """Write migrations, config, seed and pgTAP tests for the Supabase CLI; only what is new."""
    from tradekeel.export import export_supabase as export

    exported = export(folder)
    for name in exported.written:
        typer.echo(f"written  {folder / name}")
    typer.echo(f"{len(exported.written)} written, {len(exported.kept)} kept")


@app.command(epilog=EXIT_HELP)
def version(as_json: Json = False) -> None:
    """Versions of the program, the SQL tree and Python."""
    import platform

    from tradekeel import __version__
    from tradekeel.applier.tree import read_tree

    tree = read_tree()
    facts = {
        "tradekeel": __version__,
        "release": tree.release,
        "migration": tree.migrations[-1].version,
        "python": platform.python_version(),
    }
    if as_json:
        _print_json(facts)
        return
    typer.echo(
        f"tradekeel {facts['tradekeel']}, release {facts['release']},"
        f" migration {tree.migrations[-1].version:04d}, Python {facts['python']}"
    )


@app.command(epilog=EXIT_HELP)
def validate(
    url: Url = None,
    as_json: Json = False,
    as_html: Annotated[bool, typer.Option("--html", help="One HTML page instead.")] = False,
) -> None:
    """The validation report, from live evidence; exit 1 if a criterion does not hold.

    For whoever may take the roles of Tradekeel: who applied the schema, or a superuser. What has to
    be refused is tried in transactions that are rolled back.
    """
    from datetime import UTC, datetime

    from tradekeel import __version__
    from tradekeel import validate as report

    address = _database(url)
    with _progress("validating"):
        findings = report.validate(address)
    about = f"tradekeel {__version__}, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    if as_json:
        _print_json(report.as_json(findings, about))
    else:
        typer.echo((report.as_html if as_html else report.as_markdown)(findings, about))
    _exit_if(not all(finding.holds for finding in findings))


# -- the private PostgreSQL ---------------------------------------------------------------------


@database.command("start", epilog=EXIT_HELP)
def database_start() -> None:
    """Create it if it is not there, start it, print its address."""
    from tradekeel.settings import start_embedded

    with _progress("starting PostgreSQL"):
        cluster = start_embedded(_settings())
    typer.echo(cluster.url())


@database.command("stop", epilog=EXIT_HELP)
def database_stop() -> None:
    """Stop it; the data stays."""
    from tradekeel.settings import embedded_cluster

    with _progress("stopping PostgreSQL"):
        embedded_cluster(_settings()).stop()


@database.command("url", epilog=EXIT_HELP)
def database_url(
    user: Annotated[str, typer.Option(help="Role of the private PostgreSQL.")] = "postgres",
) -> None:
    """Print the address in use: DATABASE_URL, or that of the private PostgreSQL."""
    from tradekeel.settings import embedded_cluster

    settings = _settings()
    typer.echo(settings.database_url or embedded_cluster(settings).url(user=user))


@database.command(
    "psql",
    epilog=EXIT_HELP,
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)
def database_psql(context: typer.Context) -> None:
    """Open psql there; everything after the command is handed to psql."""
    from tradekeel.settings import embedded_cluster

    settings = _settings()
    address = _database(None)
    program = shutil.which("psql")
    if program is None:
        program = str(embedded_cluster(settings).binaries.program("psql"))
    if not os.access(program, os.X_OK):
        _fail("there is no psql here: install your system's PostgreSQL client")
    os.execv(program, [program, address, *context.args])  # noqa: S606 - the user's own psql


@database.command("status", epilog=EXIT_HELP)
def database_status(as_json: Json = False) -> None:
    """Say whether it runs; exit 1 if it does not."""
    from tradekeel.settings import embedded_cluster

    cluster = embedded_cluster(_settings())
    running = cluster.is_running()
    facts = {
        "running": running,
        "folder": str(cluster.folder),
        "version": cluster.binaries.version,
        "source": cluster.binaries.source,
        "url": cluster.url() if running else None,
    }
    if as_json:
        _print_json(facts)
    else:
        state = f"runs at {facts['url']}" if running else "does not run"
        typer.echo(f"PostgreSQL {facts['version']} ({facts['source']}) in {cluster.folder} {state}")
    _exit_if(not running)


# -- trading ------------------------------------------------------------------------------------


@app.command(epilog=EXIT_HELP)
def up() -> None:
    """Drive every exchange account in the database until stopped (SIGINT, SIGTERM)."""
    import asyncio

    from tradekeel.logs import configure_logs
    from tradekeel.up import run_bridge

    settings = _settings()
    configure_logs(settings.log_format)
    asyncio.run(run_bridge(settings))


@app.command(epilog=EXIT_HELP)
def status(url: Url = None, as_json: Json = False) -> None:
    """One screen: loops, accounts, capital, locks, mismatches, incidents; exit 1 at risk.

    For a login in role tradekeel_operator or tradekeel_auditor.
    """
    from tradekeel.status import read_status, show

    document = read_status(_operators_database(url))
    if as_json:
        _print_json(document)
    else:
        show(document)
    _exit_if(document["status"] == "at_risk")


@app.command(epilog=EXIT_HELP)
def plan(
    user: Annotated[UUID, typer.Argument(help="The account's user.")],
    account: Annotated[UUID, typer.Argument(help="The account.")],
    document: Annotated[
        Path | None,
        typer.Option(help="A reading to plan from, as JSON, instead of the newest stored one."),
    ] = None,
    url: Url = None,
    as_json: Json = False,
) -> None:
    """What a reconciliation of an account would do, changing nothing; exit 1 if it would do any.

    For a login in role tradekeel_operator.
    """
    from tradekeel.planning import has_findings, read_plan, show

    reading = None if document is None else _json_file(document)
    rows = read_plan(_operators_database(url), str(user), str(account), reading)
    if as_json:
        _print_json(rows)
    else:
        show(rows)
    _exit_if(has_findings(rows))


@app.command(epilog=f"{EXIT_HELP} Without arguments it says what there is to look at.")
def look(
    thing: Annotated[str | None, typer.Argument(help="What to look at, as incidents.")] = None,
    names: Annotated[
        list[str] | None, typer.Argument(help="Whose: user, then profile, account or order.")
    ] = None,
    symbol: Annotated[
        str | None, typer.Option(help="Of an order that is named by the exchange's own id.")
    ] = None,
    limit: Annotated[
        int, typer.Option(help="At most so many rows of a kind.", show_default=True)
    ] = 50,
    url: Url = None,
    as_json: Json = False,
) -> None:
    """What is stopped, open, held or under way, and one user's things; only reads.

    For a login in role tradekeel_operator or tradekeel_auditor. A look at one user is recorded.
    """
    from tradekeel import looking

    if thing is None:
        typer.echo(looking.usage())
        return
    known = looking.THINGS.get(thing)
    if known is None:
        _fail(f"there is no {thing} to look at: one of {', '.join(looking.THINGS)}")
    if len(names or []) != len(known.names):
        _fail(f"this is wanted: tradekeel {known.usage(thing)}")
    rows = looking.read(_operators_database(url), thing, names or [], symbol, limit)
    if as_json:
        _print_json(rows)
    else:
        looking.show(rows)


@app.command("call", epilog=EXIT_HELP)
def call_function(
    function: Annotated[
        str | None, typer.Argument(help="As fn_pause_profile or pause_profile; none lists all.")
    ] = None,
    arguments: Annotated[
        list[str] | None, typer.Argument(help="As name=value, each; an empty value is null.")
    ] = None,
    url: Url = None,
    as_json: Json = False,
) -> None:
    """Call a function of operators; a refusal is one line here and one in the operators' record.

    For a login in role tradekeel_operator. runbooks/reference/ops.md describes each.
    """
    from tradekeel import calling

    address = _operators_database(url)
    if function is None:
        for known in calling.list_functions(address):
            typer.echo(f"{known.usage}\n    {known.about.rstrip('.')}.")
        return
    pairs = [text.partition("=") for text in arguments or ()]
    wrong = [name for name, mark, _ in pairs if not mark]
    if wrong:
        _fail(f"arguments are written name=value: {wrong[0]} is not")
    rows = calling.call(address, function, {name: value for name, _, value in pairs})
    if as_json:
        _print_json(rows)
        return
    for row in rows:
        for name, value in row.items():
            shown = json.dumps(value, default=str) if isinstance(value, dict | list) else value
            typer.echo(f"{name}: {shown}")


@app.command(epilog=EXIT_HELP)
def watch(
    url: Url = None,
    seconds: Annotated[float, typer.Option(min=0.2, max=3600, help="How often to read.")] = 2.0,
    as_json: Json = False,
) -> None:
    """The screen of status, live, until interrupted; with --json one document a line."""
    import time

    from tradekeel.status import read_status
    from tradekeel.status import watch as watch_screen

    address = _operators_database(url)
    if not as_json:
        watch_screen(address, seconds)
    while True:
        _print_json(read_status(address))
        time.sleep(seconds)


@app.command(epilog=EXIT_HELP)
def exporter() -> None:
    """Serve /metrics and /internal/health alone, as a login that may do nothing else."""
    import asyncio

    from tradekeel.exporter import run_exporter
    from tradekeel.logs import configure_logs

    settings = _settings()
    configure_logs(settings.log_format)
    asyncio.run(run_exporter(settings))


@app.command(epilog=EXIT_HELP)
def gateway() -> None:
    """Serve live updates alone, in the protocol of the Supabase clients; any number of times."""
    import asyncio

    from tradekeel.gateway import run_gateway
    from tradekeel.logs import configure_logs

    settings = _settings()
    configure_logs(settings.log_format)
    asyncio.run(run_gateway(settings))


@app.command(epilog=EXIT_HELP)
def demo(
    seconds: Annotated[
        float,
        typer.Option(envvar="DEMO_SECONDS", min=20, max=86_400, help="How long to trade and heal."),
    ] = 60,
    seed: Annotated[int, typer.Option(help="What prices and wishes follow from.")] = 1,
    as_json: Json = False,
) -> None:
    """Show everything at work: real PostgreSQL, a paper exchange, three faults, and the proof.

    Uses a private database of its own below TRADEKEEL_HOME, never DATABASE_URL. Exit code 1 when a
    check view is not empty at the end.
    """
    import asyncio

    from tradekeel.demo.run import run_demo

    _exit_if(asyncio.run(run_demo(_settings(), seconds, seed, as_json=as_json)) != EXIT_OK)


# -- shared -------------------------------------------------------------------------------------


def main() -> NoReturn:
    """The entry point: every error that a user can cause is one line, without a traceback."""
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)
    except Exception as error:
        line = one_line(error)
        if line is None:
            raise
        _fail(line)
    sys.exit(EXIT_OK)


def one_line(error: Exception) -> str | None:
    """What to tell the user about this error, or None if it is a mistake of ours."""
    import psycopg
    from pydantic import ValidationError

    from tradekeel.applier import ApplyError
    from tradekeel.calling import CallError
    from tradekeel.gateway.serve import GatewayError
    from tradekeel.health_server import AddressError
    from tradekeel.pool import NotInstalledError
    from tradekeel.postgres import PostgresError
    from tradekeel.tokens import TokenError

    known = ApplyError | PostgresError | AddressError | GatewayError | TokenError
    if isinstance(error, known | NotInstalledError | CallError):
        return str(error)
    if isinstance(error, psycopg.OperationalError):
        first = str(error).strip().splitlines()[0]
        where = "DATABASE_URL, TRADEKEEL_..._URL or --url"
        return f"cannot work with the database: {first} (check the address: {where})"
    if isinstance(error, psycopg.Error) and error.sqlstate is not None:
        return _refusal(error)
    if isinstance(error, psycopg.ProgrammingError):
        return "this is not a PostgreSQL address: give postgresql://user@host/name"
    if isinstance(error, ValidationError):
        first_error = error.errors()[0]
        name = "_".join(str(part) for part in first_error["loc"]).upper()
        prefix = "" if name == "DATABASE_URL" else "TRADEKEEL_"
        return f"{prefix}{name}: {first_error['msg'].removeprefix('Value error, ')}"
    return None


def _refusal(error: "psycopg.Error") -> str:
    """What the database answered, with what to do where its error says so."""
    about = error.diag
    if error.sqlstate in ("3F000", "42883", "42P01"):
        return (
            f"the database refused: {error.sqlstate} {about.message_primary};"
            " Tradekeel is not installed there, or is older: run tradekeel apply"
        )
    if error.sqlstate == "42501":
        return (
            f"the database refused: {error.sqlstate} {about.message_primary};"
            " use a login that is a member of the role this needs, see docs/operating.md"
        )
    more = "".join(
        f"{mark}{text}" for mark, text in ((": ", about.message_detail), ("; ", about.message_hint))
        if text
    )  # fmt: skip
    return f"the database refused: {error.sqlstate} {about.message_primary}{more}".splitlines()[0]


def _settings() -> "Settings":
    from tradekeel.settings import Settings

    return Settings()


def _operators_database(url: str | None) -> str:
    """The address to use; on the private PostgreSQL whoever may start it is its operator."""
    from tradekeel.postgres.cluster import SUPERUSER
    from tradekeel.settings import start_embedded

    settings = _settings()
    address = url or settings.database_url
    return address or start_embedded(settings).url(user=SUPERUSER)


def _database(url: str | None) -> str:
    """The address to use. Starting a private PostgreSQL may take a second or two."""
    from tradekeel.settings import resolve_database

    if url:
        return url
    with _progress("starting PostgreSQL"):
        return resolve_database(_settings())


@contextmanager
def _progress(what: str) -> Iterator[Callable[[str], None]]:
    """Shows on a terminal what is going on; elsewhere only what somebody has to wait for."""
    if not sys.stderr.isatty():
        yield lambda text: None if text.startswith(what) else typer.echo(text, err=True)
        return
    from rich.console import Console

    with Console(stderr=True).status(what) as status:
        yield status.update


def _describe(event: "Event") -> str:
    if event.action == "waiting":
        return f"waiting for {event.detail}"
    if event.action == "retrying":
        return f"again: {event.path} ({event.detail})"
    return f"applying {event.path}"


def _json_file(path: Path) -> Any:
    """What a file says. Ends the command when it cannot be read as JSON."""
    try:
        return json.loads(path.read_text())
    except OSError as error:
        _fail(f"cannot read {path}: {error.strerror}")
    except ValueError as error:
        _fail(f"{path} is no JSON: {error}")


def _print_json(value: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> None:
    typer.echo(json.dumps(value, default=str))


def _exit_if(found: bool) -> None:
    if found:
        raise typer.Exit(EXIT_FOUND)


def _fail(line: str) -> NoReturn:
    typer.echo(f"tradekeel: {line}", err=True)
    sys.exit(EXIT_ERROR)


if __name__ == "__main__":
    main()
