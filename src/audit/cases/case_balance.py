"""Neraca kasus: why there are more or fewer cases than at the beginning, desa by desa."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pandas as pd

from audit.cases.states import HOW_IN, HOW_OUT
from audit.reference.areas import UNKNOWN, Areas
from audit.results import Cell, CountTable, CountValue, LineList, Partition, Sentence
from audit.schemas.columns import is_among
from audit.survey.snapshot import area_leaves

__all__ = [
    "BALANCE_PERIOD",
    "CaseBalance",
    "Period",
    "balance_lines",
    "balance_table",
    "birthdays_sentence",
    "case_balance",
]

# Every cell of a balance has this period, its times stand in the levels: what closes one period opens the next, so both
# are one cell, in one report and over the years.
BALANCE_PERIOD = "neraca"
_FLOWS = ("opening", *HOW_IN, *HOW_OUT, "closing", "waiting", "normal_once", "first_seen")


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both inside."""

    first: date
    last: date

    @property
    def opening_day(self) -> date:
        """The day on whose evening the cases are those at the beginning."""
        return self.first - timedelta(days=1)

    def level(self, flow: str) -> str:
        """Level of the attribute "case": ``open@2025-08-31`` for a stock, ``new@2025-02-28..2025-08-31`` for a flow.

        What a flow is called stands in the catalogue under ``balance.flow.<flow>``.
        """
        if flow in ("opening", "closing"):
            return f"open@{self.opening_day if flow == 'opening' else self.last}"
        return f"{flow}@{self.opening_day}..{self.last}"

    @property
    def partitions(self) -> tuple[Partition, ...]:
        """Everybody who was a case at some time: by how it began, by how it ended; open ones by re-measuring."""
        ever = self.level("cases")
        came = tuple(self.level(flow) for flow in ("opening", *HOW_IN))
        went = tuple(self.level(flow) for flow in (*HOW_OUT, "closing"))
        still = (self.level("waiting"), self.level("seen"))
        again = (self.level("normal_once"), self.level("short_again"))
        fresh = (self.level("first_seen"), self.level("became_short"))
        parts = {self.level("closing"): still, self.level("seen"): again, self.level("new"): fresh}
        return (
            Partition("case", {ever: came, **parts}),
            Partition("case", {ever: went}),
        )


@dataclass(frozen=True)
class CaseBalance:
    """Counts of every desa (and part of unknown desa) by period.

    ``rows``: ``first last area`` and ``opening new returned moved_in recovered died moved_out aged_out not_confirmed
    closing waiting normal_once first_seen``. ``waiting``, of the closing ones: not measured in the period ("belum
    diukur ulang"). ``normal_once``, of those measured: normal at their last height, waiting for the second that closes
    a case.
    ``first_seen``, of the new ones: short at their first height of all, so nobody knows since when; in the first months
    of a register that is nearly everybody.
    """

    periods: tuple[Period, ...]
    areas: Areas
    rows: pd.DataFrame


def case_balance(spells: pd.DataFrame, heights: pd.DataFrame, periods: Sequence[Period], areas: Areas) -> CaseBalance:
    """Opening cases and all that came and went, to the closing ones: per desa and period.

    Asserted everywhere: opening + new + returned + moved_in - recovered - died - moved_out - aged_out - not_confirmed =
    closing, and one period's closing is the next one's opening. A child may come and go more than once in a period and
    then counts each time. What moves between two desa counts in both; above the desa it is the sum of its desa.

    Parameters
    ----------
    spells, heights : of ``cases.states``, known until the end of the last period at least.
    periods : one after the other without a gap (else ``ValueError``).

    Not the measured prevalence: a case stays one until something closes it, measured again or not.
    """
    periods = tuple(periods)
    for before, after in pairwise(periods):
        if after.opening_day != before.last:
            raise ValueError(f"{before.last} and {after.first} do not meet")
    leaves = [*(a.code for a in areas.desa), *areas.unknown_parts]
    spells = spells.assign(area=area_leaves(spells["area_code"], areas))
    rows = pd.concat([_one_period(spells, heights, period, leaves) for period in periods], ignore_index=True)
    _assert_balanced(rows)
    return CaseBalance(periods, areas, rows)


def _one_period(spells: pd.DataFrame, heights: pd.DataFrame, period: Period, leaves: Sequence[str]) -> pd.DataFrame:
    first, last = pd.Timestamp(period.first), pd.Timestamp(period.last)
    inside = heights["visit_date"].between(first, last)
    seen = is_among(spells["child_id"], heights.loc[inside, "child_id"])
    begins, ends = spells["start"].between(first, last), spells["stop"].between(first, last)
    seen_first = heights.sort_values("visit_date").drop_duplicates("child_id").set_index("child_id")["visit_date"]
    is_open = (spells["start"] <= last) & ~(spells["stop"] <= last)
    counted = {"opening": (spells["start"] < first) & ~(spells["stop"] < first)}
    counted |= {how: begins & spells["how_in"].eq(how) for how in HOW_IN}
    counted |= {how: ends & spells["how_out"].eq(how) for how in HOW_OUT}
    newest = heights[heights["visit_date"] <= last].sort_values("visit_date").drop_duplicates("child_id", keep="last")
    normal = is_among(spells["child_id"], newest.loc[~newest["stunted"].astype(bool), "child_id"])
    counted |= {"closing": is_open, "waiting": is_open & ~seen, "normal_once": is_open & seen & normal}
    counted["first_seen"] = counted["new"] & spells["start"].eq(seen_first.reindex(spells["child_id"]).to_numpy())
    place = pd.Index(leaves).get_indexer(spells["area"].to_numpy(dtype=object))
    columns = {name: _by_place(place, hit, len(leaves)) for name, hit in counted.items()}
    return pd.DataFrame({"first": first, "last": last, "area": leaves, **columns})


def _by_place(place: np.ndarray, hit: pd.Series, places: int) -> np.ndarray:
    return np.bincount(place[hit.fillna(False).to_numpy(dtype=bool)], minlength=places)


def _assert_balanced(rows: pd.DataFrame) -> None:
    expected = rows["opening"] + rows[list(HOW_IN)].sum(axis=1) - rows[list(HOW_OUT)].sum(axis=1)
    unbalanced = rows[expected != rows["closing"]]
    carried = rows.groupby("area")["closing"].shift()
    torn = rows[carried.notna() & (carried != rows["opening"])]
    if len(unbalanced) or len(torn):
        raise AssertionError(f"cases do not balance in {sorted({*unbalanced['area'], *torn['area']})}")


def balance_table(balance: CaseBalance, *, desa: bool = False) -> CountTable:
    """The balance as cells: the district, each kecamatan, the part of unknown kecamatan; each desa where asked for.

    The partitions say that both sides add up to everybody who was a case in the period, so that no hidden flow can be
    recomputed; ``waiting`` is a part of the closing ones.
    """
    areas = balance.areas
    below = [*(a.code for a in areas.desa), *areas.unknown_parts[1:]] if desa else []
    places = [None, *(a.code for a in areas.kecamatan), areas.unknown_parts[0], *below]
    counts: dict[Cell, int] = {}
    for period in balance.periods:
        for place, total in _totals(balance, period, places).items():
            counts |= {_cell(period, flow, place): n for flow, n in zip(_FLOWS, total, strict=True)}
    partitions = (areas.partition, *(p for period in balance.periods for p in period.partitions))
    return CountTable("case_balance", tuple(counts), tuple(counts.values()), partitions)


def balance_lines(balance: CaseBalance) -> LineList:
    """The balance of the last period in full, for those who may see it: each kecamatan with its desa by code.

    ``area`` and the flows; unknown parts only where there is somebody. A desa has so few of each flow that hidden cells
    would leave little to read, so the public table stops at the kecamatan.
    """
    areas = balance.areas
    parts = [(k.code, *(a.code for a in areas.within(k.code)), areas.unknown_within(k.code)) for k in areas.kecamatan]
    places = [place for kecamatan in parts for place in kecamatan] + [areas.unknown_parts[0]]
    totals = _totals(balance, balance.periods[-1], places)
    rows = [(place, *total) for place, total in totals.items() if place not in areas.unknown_parts or any(total)]
    return LineList("case_balance_desa", pd.DataFrame(rows, columns=["area", *_FLOWS]))


def _totals(balance: CaseBalance, period: Period, places: Sequence[str | None]) -> dict[str | None, list[int]]:
    """Counts of a period in the order of the flows, by place; ``None`` is the district."""
    rows = balance.rows[balance.rows["last"] == pd.Timestamp(period.last)]
    flows = rows[list(_FLOWS)].to_numpy()
    inside = {place: [place is None or _lies_in(leaf, place) for leaf in rows["area"]] for place in places}
    return {place: flows[here].sum(axis=0).tolist() for place, here in inside.items()}


def _lies_in(leaf: str, place: str) -> bool:
    return leaf == place or (leaf.startswith(place + ".") and not place.endswith("." + UNKNOWN))


def _cell(period: Period, flow: str, place: str | None) -> Cell:
    return Cell.of(BALANCE_PERIOD, case=period.level(flow), area=place)


def birthdays_sentence(balance: CaseBalance, period: Period, place: str | None = None) -> Sentence:
    """How much of a fall is children who turned five: said in words, so that nobody takes birthdays for success.

    Messages ``balance.<fall>``; where one of its numbers is hidden, ``balance.<fall>.disamarkan`` without any.
    """
    table = balance_table(balance, desa=place is not None)
    cells = {flow: _cell(period, flow, place) for flow in ("opening", "closing", "aged_out", "recovered")}
    n = {flow: table[cell] for flow, cell in cells.items()}
    values = {flow: CountValue(cell, n[flow]) for flow, cell in cells.items()}
    fall = n["opening"] - n["closing"]
    if fall <= 0:
        return Sentence("balance.no_fall", values)
    if not n["aged_out"]:
        return Sentence("balance.fall_without_birthdays", values)
    return Sentence("balance.fall_all_birthdays" if n["aged_out"] >= fall else "balance.fall_some_birthdays", values)
