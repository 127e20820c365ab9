"""What was measured, under which conditions: one JSON line a run in ``benchmarks/history.jsonl``, oldest first.

A line names versions, cores, load and the hash of the library's own files, never a machine, a folder or a day; nor a
commit, which whoever rebases has others of.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from audit.cli.speed.rows import Row
from audit.pipeline.keys import code_sha256, short
from audit.store import whole_file

__all__ = ["FILE", "Measured", "load_now", "measured", "read_history", "record"]

FILE = Path("benchmarks") / "history.jsonl"  # of a checkout
_BUSY = 0.5  # load a core before the first measurement, beyond which seconds say little
_ALWAYS = ("audit-kasus-stunting", "numpy", "pandas")


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: rows, and what they were measured with. ``load`` is the one-minute average before and after.

    ``code``: the library's files by their hash, as in manifests ("": not known). ``load`` is missing where the system
    does not tell (Windows).
    """

    part: str
    rows: tuple[Row, ...]
    cores: int
    load: tuple[float, float] | None
    python: str
    packages: Mapping[str, str]
    code: str = ""

    @property
    def busy(self) -> bool:
        """Whether others were at work before it began."""
        return self.load is not None and self.load[0] > _BUSY * self.cores

    @property
    def equal(self) -> bool:
        """Whether no output differed from what it must be: the speed of a wrong figure is none."""
        return all(row.equal is not False for row in self.rows)

    def to_json(self) -> dict[str, Any]:
        """As a line holds it: what is missing of a row is left out, seconds and ratios to four digits."""
        rows = [{name: _short(v) for name, v in row.to_json().items() if v is not None} for row in self.rows]
        return {**asdict(self), "busy": self.busy, "rows": rows}


def load_now() -> float | None:
    """How many processes want a core, over the last minute; ``None`` where the system does not tell."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None


def measured(part: str, rows: Iterable[Row], *, before: float | None) -> Measured:
    """Rows with the conditions of now; ``before`` is ``load_now()`` of when it began."""
    rows, after = tuple(rows), load_now()
    names = sorted({*_ALWAYS, *(row.peer for row in rows if row.peer)})
    return Measured(
        part,
        rows,
        os.cpu_count() or 1,
        None if before is None or after is None else (before, after),
        platform.python_version(),
        {name: found for name in names if (found := _version(name))},
        short(code_sha256()),
    )


def record(run: Measured, file: Path) -> None:
    """Add a run to a history. Raises ``ValueError`` where an output differs."""
    if not run.equal:
        raise ValueError("an output that differs has no speed")
    lines = file.read_text(encoding="utf-8") if file.is_file() else ""
    with whole_file(file) as partial:
        partial.write_text(f"{lines}{json.dumps(run.to_json(), allow_nan=False)}\n", encoding="utf-8", newline="\n")


def read_history(file: Path) -> tuple[Measured, ...]:
    """Runs of a history, oldest first; none where there is no file."""
    if not file.is_file():
        return ()
    return tuple(_read(json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines())


def _read(line: dict[str, Any]) -> Measured:
    del line["busy"]
    rows = tuple(Row.from_json(row) for row in line.pop("rows"))
    load = line.pop("load")
    return Measured(rows=rows, load=None if load is None else (load[0], load[1]), **line)


def _short(value: Any) -> Any:
    return float(f"{value:.4g}") if isinstance(value, float) else value


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:  # a yardstick of our own
        return None
