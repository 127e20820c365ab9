"""SKDN: registered, holding a card, weighed, gained, month by month and area by area."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from audit.programme.coverage import coverage
from audit.reference.areas import Areas
from audit.reference.growth_groups import BGM, GAIN
from audit.results import Cell, CountTable, RateTable
from audit.survey import count_table, rate_table

__all__ = ["Skdn", "skdn"]

# Rates among weighed children: numerator and denominator as (attribute, level).
_RATES = {
    "skdn_gained": (("gain", "N"), ("gain", "judged")),  # N/D'
    "skdn_not_gained": (("gain", "T"), ("gain", "judged")),  # T/D'
    "skdn_two_t": (("gain", "two_t"), ("gain", "judged")),  # 2T/D'
    "skdn_bgm": (("bgm", "bgm"), ("bgm", "bgm_known")),
}
_GAIN_LEVELS = ("weighed", *GAIN.below("weighed"), *GAIN.below("judged"), *GAIN.below("T"))
_BGM_LEVELS = ("bgm_known", "bgm")


@dataclass(frozen=True)
class Skdn:
    """The balance of a posyandu list.

    ``weighed``: D, N, T (first and 2T), O, B and those whose gain cannot be judged. ``rates`` by id:
    ``skdn_participation`` (D/S), ``skdn_coverage`` (K/S, where cards are known), ``skdn_gained`` (N/D'),
    ``skdn_not_gained`` (T/D'), ``skdn_two_t`` (2T/D'), ``skdn_bgm``. ``absent``: ``area month cards weighed absent``
    with absent = K - D, missing where more were weighed than hold a card: then the list of cards has gaps.
    """

    weighed: CountTable
    rates: Mapping[str, RateTable]
    absent: pd.DataFrame


def skdn(
    frame: pd.DataFrame,
    registered: pd.DataFrame,
    months: Sequence[str],
    areas: Areas,
    *,
    cards: pd.DataFrame | None = None,
) -> Skdn:
    """Count S, K, D, N, T, O, B by month in the district, each kecamatan, each desa and the unknown parts.

    Parameters
    ----------
    frame : ``survey.snapshot`` rows through ``with_growth``. registered : as for ``coverage``.
    cards : area_code (desa), month, cards (children holding a KMS or Buku KIA); K. Without it there is neither K/S nor
        K - D.

    D counts children weighed, of whom the balance D = N + T + O + B + not assessable is asserted. A rate over S or K
    exists only where every desa inside has a figure; above it percentages come from summed numerators. No intervals:
    these are whole lists. 2T is a series: whoever has the first T is referred already (practice C17).
    """
    places = [None, *(a.code for a in areas.kecamatan), *(a.code for a in areas.desa), *areas.unknown_parts]
    everywhere = [Cell.of(month, area=place) for month in months for place in places]
    gains, lines = (
        count_table(
            "skdn",
            frame,
            [cell.replace(attribute, level) for cell in everywhere for level in levels],
            (areas.partition, partition),
        )
        for attribute, levels, partition in (("gain", _GAIN_LEVELS, GAIN), ("bgm", _BGM_LEVELS, BGM))
    )
    _assert_balance(gains, everywhere)
    counted = dict(zip((*gains.cells, *lines.cells), (*gains.counts, *lines.counts), strict=True))
    partitions = (areas.partition, GAIN, BGM)

    def count(id: str, attribute: str, level: str, places: Sequence[Cell] = everywhere) -> CountTable:
        cells = tuple(cell.replace(attribute, level) for cell in places)
        return CountTable(id, cells, tuple(counted[cell] for cell in cells), partitions)

    rates = {
        id: rate_table(id, count(id, *of), count(f"{id}.of", *among), interval=False)
        for id, (of, among) in _RATES.items()
    }
    listed = coverage(frame, registered, months, areas).denominator
    at = [cell.replace("population", None) for cell in listed.cells]
    rates["skdn_participation"] = rate_table(
        "skdn_participation", count("skdn_participation", "gain", "weighed", at), listed, interval=False
    )
    absent = pd.DataFrame(columns=["area", "month", "cards", "weighed", "absent"])
    if cards is not None:
        held = _held(frame, cards, months, areas)
        both = {cell: n for cell, n in zip(at, listed.counts, strict=True) if cell in held}
        holding = CountTable("skdn_coverage", _of(both, "cards"), tuple(held[cell] for cell in both))
        whole = CountTable("skdn_coverage.of", _of(both, "registered"), tuple(both.values()))
        rates["skdn_coverage"] = rate_table("skdn_coverage", holding, whole, interval=False)
        absent = _absent(held, counted)
    return Skdn(gains, rates, absent)


def _of(cells: Iterable[Cell], population: str) -> tuple[Cell, ...]:
    return tuple(cell.replace("population", population) for cell in cells)


def _held(frame: pd.DataFrame, cards: pd.DataFrame, months: Sequence[str], areas: Areas) -> dict[Cell, int]:
    """K of every place whose desa all have a figure."""
    table = coverage(frame, cards.rename(columns={"cards": "registered"}), months, areas).denominator
    return {cell.replace("population", None): n for cell, n in zip(table.cells, table.counts, strict=True)}


def _absent(held: Mapping[Cell, int], came: Mapping[Cell, int]) -> pd.DataFrame:
    rows = [(c.level("area"), c.period, k, came[c.replace("gain", "weighed")]) for c, k in held.items()]
    out = pd.DataFrame(rows, columns=["area", "month", "cards", "weighed"])
    gone = (out["cards"] - out["weighed"]).astype("Int64")
    return out.assign(absent=gone.mask(gone < 0))


def _assert_balance(weighed: CountTable, places: Sequence[Cell]) -> None:
    n = dict(zip(weighed.cells, weighed.counts, strict=True))
    for place in places:
        for whole in ("weighed", "judged", "T"):
            parts = [n[place.replace("gain", part)] for part in GAIN.below(whole)]
            if n[place.replace("gain", whole)] != sum(parts):
                raise AssertionError(f"{whole} is not the sum of its parts in {place.key}")
