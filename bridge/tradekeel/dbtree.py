"""Where the SQL tree is: `db/` of the checkout, or its copy inside an installed wheel."""

from pathlib import Path


def database_folder() -> Path:
    """The folder with migrations/, functions/, local/ ... FileNotFoundError if there is none."""
    package = Path(__file__).resolve().parent
    for folder in (package.parent.parent / "db", package / "_db"):
        if (folder / "migrations").is_dir():
            return folder
    raise FileNotFoundError(f"no SQL tree beside {package}")
