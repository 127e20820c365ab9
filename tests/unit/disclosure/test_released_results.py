"""Results are released when they are asked for, and exactly as all at once would be."""

from __future__ import annotations

import pytest

from audit.disclosure import release, solve_pattern
from audit.disclosure.released_results import ReleasedResults
from audit.results import Cell, CountTable, Partition

TABLE = CountTable(
    "counts",
    tuple(Cell.of("2025-08", area=area) for area in "ABCD"),
    (3, 30, 12, 0),
    (Partition("area", {"": tuple("ABCD")}),),
)
PATTERN = solve_pattern([TABLE])


def test_what_is_asked_for_is_what_release_makes_and_is_made_once(monkeypatch):
    made = []
    monkeypatch.setattr(
        "audit.disclosure.released_results.release",
        lambda result, pattern: made.append(result.id) or release(result, pattern),
    )
    shown = ReleasedResults({"counts": TABLE, "other": TABLE}, PATTERN)
    assert (list(shown), len(shown), "counts" in shown, made) == (["counts", "other"], 2, True, [])
    assert shown["counts"] is shown["counts"]
    assert shown["counts"].form("publik") == release(TABLE, PATTERN).form("publik")
    assert made == ["counts"]


def test_another_id_is_a_key_error():
    shown = ReleasedResults({"counts": TABLE}, PATTERN)
    assert shown.get("nothing") is None
    with pytest.raises(KeyError):
        shown["nothing"]
