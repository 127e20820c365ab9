"""Released results of a run, each made when it is first asked for: a notebook shows a tenth of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from audit.disclosure.pattern import Pattern
from audit.disclosure.release import release
from audit.disclosure.released import Released
from audit.results import Result

__all__ = ["ReleasedResults"]


class ReleasedResults(Mapping[str, Released[Any]]):
    """``release`` of every result by one pattern, by id. ``KeyError`` as there, and for an id that is not there."""

    def __init__(self, results: Mapping[str, Result], pattern: Pattern) -> None:
        self._results, self._pattern = results, pattern
        self._made: dict[str, Released[Any]] = {}

    def __getitem__(self, id: str) -> Released[Any]:
        if id not in self._made:
            self._made[id] = release(self._results[id], self._pattern)
        return self._made[id]

    def __contains__(self, id: object) -> bool:
        return id in self._results

    def __iter__(self) -> Iterator[str]:
        return iter(self._results)

    def __len__(self) -> int:
        return len(self._results)
