"""A city's second opinion: the public figures of two reports side by side, with what may be said of each pair.

Only ``publik/hasil.json`` of both is read, so nothing is told that was not public. What is withheld in either report is
said to be withheld.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.pipeline.differences import Row
from audit.reference.statistics import CONFIDENCE_LEVEL, COVERAGE_ASSESSABLE
from audit.survey.change import Estimate
from audit.survey.second_look import Compared, second_look

__all__ = ["Comparison", "Pair", "Side", "comparison"]

# Figures with an interval, in their order; the first are of measured children, whom the unmeasured may change.
_OF_MEASURED = ("stunting", "stunted_by_group", "faltering")
_OF_SERVICES = ("indicators",)
_COVERAGE = "coverage"
_DISTRICT = "district"
_METHOD = ("code", "lock")  # parts of a manifest that say how figures were computed


@dataclass(frozen=True, slots=True)
class Side:
    """One figure of one report; without an estimate it is withheld there."""

    period: str
    events: int | None
    n: int | None
    estimate: Estimate | None


@dataclass(frozen=True, slots=True)
class Pair:
    """The newest figure of one kind in both reports: ``indicator`` and ``note`` name it as in ``hasil.json``."""

    indicator: str
    note: str
    first: Side
    second: Side
    found: Compared | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every pair, and what must be known before any of them is believed.

    ``coverages``: measured over registered of each report's newest month, ``None`` where it is not public.
    ``months``: those of the newest prevalence. ``same_place``: two cycles of one district. ``same_method``: made by the
    same code and tables. ``by_chance``: how many of the pairs would seem to differ though nothing did.
    """

    pairs: tuple[Pair, ...]
    coverages: tuple[float | None, float | None]
    months: tuple[str, str]
    same_place: bool
    same_method: bool

    @property
    def by_chance(self) -> float:
        """As many in a hundred as the intervals leave out."""
        return (1 - CONFIDENCE_LEVEL) * sum(pair.found is not None for pair in self.pairs)

    @property
    def low_coverage(self) -> bool:
        """Whether either report measured too few to be judged (80 %), or does not say how many."""
        return any(coverage is None or coverage < COVERAGE_ASSESSABLE for coverage in self.coverages)

    @property
    def same_season(self) -> bool:
        """Whether the newest measurements are of the same month of the year."""
        first, second = self.months
        return first[-2:] == second[-2:]


def comparison(old: Row, new: Row, old_rows: Sequence[Row], new_rows: Sequence[Row]) -> Comparison:
    """Compare two reports by their manifests and the rows of their ``hasil.json``, the earlier first.

    Figures of whole districts alone; of each kind the newest of either report. Where no report says how many of the
    registered children were measured, nothing is found of measured children.
    """
    before, after = _newest(old_rows), _newest(new_rows)
    coverages = (_coverage(before), _coverage(after))
    same_place = _districts(old_rows) == _districts(new_rows)
    kinds = (*_OF_MEASURED, *_OF_SERVICES)
    keys = sorted(
        (key for key in before.keys() & after.keys() if key[0] in kinds), key=lambda k: (kinds.index(k[0]), k)
    )
    pairs = [
        Pair(*key, *(sides := (_side(before[key]), _side(after[key]))), _found(key[0], sides, coverages, same_place))
        for key in keys
    ]
    return Comparison(
        tuple(pairs),
        coverages,
        (_month(before), _month(after)),
        same_place,
        all(old["inputs"].get(part) == new["inputs"].get(part) for part in _METHOD),
    )


def _found(
    indicator: str, sides: tuple[Side, Side], coverages: tuple[float | None, float | None], same_place: bool
) -> Compared | None:
    first, second = (side.estimate for side in sides)
    if first is None or second is None:
        return None
    if indicator in _OF_SERVICES:
        return second_look(first, second, same_place=same_place)
    before, after = coverages
    if before is None or after is None:
        return None
    return second_look(first, second, coverages=(before, after), same_place=same_place)


def _newest(rows: Sequence[Row]) -> dict[tuple[str, str], Row]:
    """The newest row of each figure of the whole district, by indicator and note."""
    found: dict[tuple[str, str], Row] = {}
    for row in sorted(rows, key=lambda row: row["periode"]):
        told = row["nilai"] is not None or row["disamarkan"]  # no count alone, and no share of nobody
        if told and row["wilayah"]["tingkat"] == _DISTRICT:
            found[row["indikator"], row["catatan"]] = row
    return found


def _side(row: Row) -> Side:
    proportion, low, high = (row[part] for part in ("nilai", "sk_bawah", "sk_atas"))
    known = not row["disamarkan"] and None not in (proportion, low, high)
    estimate = Estimate(row["id"], "admin", proportion, low, high) if known else None
    return Side(row["periode"], row["pembilang"], row["penyebut"], estimate)


def _coverage(newest: dict[tuple[str, str], Row]) -> float | None:
    row = newest.get((_COVERAGE, ""))
    return None if row is None or row["disamarkan"] else row["nilai"]


def _month(newest: dict[tuple[str, str], Row]) -> str:
    return max((row["periode"] for (indicator, _), row in newest.items() if indicator == _OF_MEASURED[0]), default="")


def _districts(rows: Sequence[Row]) -> set[str]:
    return {row["wilayah"]["kode"] for row in rows if row["wilayah"]["tingkat"] == _DISTRICT}
