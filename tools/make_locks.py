"""Make ``requirements.lock`` (to run) and ``requirements-dev.lock`` (to test as well) from ``pyproject.toml`` with uv.

    python tools/make_locks.py              keep every version that still fits the bounds
    python tools/make_locks.py --upgrade    take the newest versions within the bounds

One lock serves every system and Python version (``--universal``). It holds versions and hashes, and no address from
which to fetch them. The build tools are inside, so that the project itself installs without fetching any.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EXTRAS = {"requirements.lock": ("build",), "requirements-dev.lock": ("build", "dask", "dev", "lake", "survey")}
OPTIONS = ("--universal", "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--no-header", "--quiet")


def command(lock: str) -> list[str]:
    extras = [word for extra in EXTRAS[lock] for word in ("--extra", extra)]
    return ["uv", "pip", "compile", "pyproject.toml", *extras, *OPTIONS, "--output-file", lock]


def main(arguments: list[str]) -> None:
    for lock in EXTRAS:
        subprocess.run([*command(lock), *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main(sys.argv[1:])
