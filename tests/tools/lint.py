"""``make lint``: every linter, all of them even when one fails."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tools import house_lint, sql_style
from tools.server import ROOT


def main() -> int:
    """0 when nothing complains."""
    bin_folder = Path(sys.executable).parent
    commands = {
        "ruff check": ["ruff", "check", "bridge", "tests"],
        "ruff format": ["ruff", "format", "--check", "--quiet", "bridge", "tests"],
        "mypy --strict": ["mypy", "--no-error-summary"],
    }
    failed = [
        name
        for name, (program, *arguments) in commands.items()
        if subprocess.run([str(bin_folder / program), *arguments], cwd=ROOT, check=False).returncode
    ]
    for name, check in (("sqlfluff", sql_style.main), ("house rules", house_lint.main)):
        if check() != 0:
            failed.append(name)
    print(f"lint: {'failed: ' + ', '.join(failed) if failed else 'clean'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
