"""How fast children become cases, recover and relapse: events over the time in which they could."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from audit.cases.case_balance import BALANCE_PERIOD, Period
from audit.reference.anthropometry_rules import DAYS_PER_YEAR
from audit.reference.growth_rules import CHILD_YEARS
from audit.reference.statistics import CONFIDENCE_LEVEL
from audit.results import Cell, CheckResult, CountTable, Partition, Sentence

__all__ = ["RATES", "EventRate", "case_rates", "person_time", "rate_checks"]

# Rate: the state in which it can happen, and the event.
RATES = {"incidence": ("at_risk", "new"), "recovery": ("case", "recovered"), "relapse": ("recovered", "returned")}


@dataclass(frozen=True, slots=True)
class EventRate:
    """Events over child-years. ``low`` and ``high`` per 100 child-years; all ``None`` where nobody was followed."""

    id: str
    events: int
    child_years: float
    per_100: float | None
    low: float | None
    high: float | None


def person_time(spells: pd.DataFrame, heights: pd.DataFrame) -> pd.DataFrame:
    """Start-stop table: one row a child and stay in a state.

    ``child_id state start stop event``; ``at_risk``: measured and never yet a case; ``case``; ``recovered``: after a
    recovery. ``event`` is how the stay ended (``how_in`` or ``how_out`` of spells), empty where it was still going on
    at the child's last height: nobody knows what came after, so time ends there. What happens between two heights is
    dated by the later. Death and turning five end a stay as competing events.
    """
    seen = heights.groupby("child_id")["visit_date"].agg(first="min", last="max")
    spells = spells.join(seen, on="child_id").sort_values(["child_id", "start"], ignore_index=True)
    following = spells.groupby("child_id")[["start", "how_in"]].shift(-1)
    opened = spells.drop_duplicates("child_id").set_index("child_id")[["start", "how_in"]]
    before = seen.join(opened).reset_index()
    at_risk = _stays(before, "at_risk", before["first"], before["start"].fillna(before["last"]), before["how_in"])
    case = _stays(spells, "case", spells["start"], spells["stop"].fillna(spells["last"]), spells["how_out"])
    after = spells["how_out"].eq("recovered").fillna(False).astype(bool)
    recovered = _stays(
        spells, "recovered", spells["stop"], following["start"].fillna(spells["last"]), following["how_in"]
    )
    out = pd.concat([at_risk, case, recovered[after.to_numpy()]], ignore_index=True)
    return out[out["stop"] > out["start"]].sort_values(["child_id", "start"], ignore_index=True)


def _stays(rows: pd.DataFrame, state: str, start: pd.Series, stop: pd.Series, event: pd.Series) -> pd.DataFrame:
    said = event.astype("string").fillna("")
    return pd.DataFrame({"child_id": rows["child_id"], "state": state, "start": start, "stop": stop, "event": said})


def case_rates(time: pd.DataFrame, first: date, last: date) -> list[EventRate]:
    """Incidence, recovery and relapse per 100 child-years between two days, with exact intervals.

    ``time`` of ``person_time``. Intervals are Poisson's (Garwood 1936), for independent children. A district that
    measures twice a year dates events late.
    """
    since, until = pd.Timestamp(first), pd.Timestamp(last)
    start, stop = time["start"].mask(time["start"] < since, since), time["stop"].mask(time["stop"] > until, until)
    days = (stop - start).dt.days.clip(lower=0)
    inside = time["stop"].between(since, until)
    rates: list[EventRate] = []
    for name, (state, event) in RATES.items():
        here = time["state"].eq(state)
        years = float(days[here].sum()) / DAYS_PER_YEAR
        rates.append(_rate(name, int((here & inside & time["event"].eq(event)).sum()), years))
    return rates


def rate_checks(rates: Iterable[EventRate], period: Period) -> Iterator[CheckResult]:
    """Each rate as it may be shown: ``case_rates.<id>`` per 100 child-years, then ``.low``, ``.high`` and ``.years``.

    ``n`` of each is its events, as a cell of ``balance_table``, so that all four are withheld where the balance hides
    them: ``situation.case_rates.disamarkan``.
    """
    for rate in rates:
        events = _events(rate, period)
        figures = {
            "": (rate.per_100, 1),
            ".low": (rate.low, 1),
            ".high": (rate.high, 1),
            ".years": (rate.child_years, 0),
        }
        for name, (value, digits) in figures.items():
            yield CheckResult(
                f"case_rates.{rate.id}{name}",
                BALANCE_PERIOD,
                "not_assessable" if rate.per_100 is None else "good",
                None if value is None else round(value, digits),
                "child_years" if name == ".years" else "per_100_child_years",
                rate.events,
                Sentence("situation.case_rates"),
                (events,),
            )


def _events(rate: EventRate, period: Period) -> CountTable:
    """Events as part of a flow: new cases once measured normal, all recoveries, returns after a recovery."""
    level = {
        "incidence": period.level("became_short"),
        "recovery": period.level("recovered"),
        "relapse": period.level("relapsed"),
    }[rate.id]
    returned = Partition("case", {period.level("returned"): (period.level("relapsed"), period.level("not_relapsed"))})
    cell = Cell.of(BALANCE_PERIOD, case=level)
    return CountTable(f"case_rates.{rate.id}", (cell,), (rate.events,), (*period.partitions, returned))


def _rate(name: str, events: int, years: float) -> EventRate:
    from scipy.special import gammaincinv

    if not years:
        return EventRate(name, events, years, None, None, None)
    tail = (1 - CONFIDENCE_LEVEL) / 2
    low = gammaincinv(events, tail) if events else 0.0
    per_100, low, high = (CHILD_YEARS * np.array([events, low, gammaincinv(events + 1, 1 - tail)]) / years).tolist()
    return EventRate(name, events, years, per_100, low, high)
