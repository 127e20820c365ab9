"""What lists of women and histories of children say of services of the scorecard, where they hold the very fact."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from audit.programme.quarter import MONTHS_A_QUARTER, month_numbers
from audit.programme.scorecard_evidence import Note
from audit.reference.anthropometry_rules import DAYS_PER_MONTH
from audit.reference.service_packages import PackageSet

__all__ = ["Source", "notes_of_histories", "notes_of_women", "risk_by_form"]

Source = tuple[pd.Series, Note]
_COUNTED = {"antenatal_visits": "antenatal", "supplement_tablets": "iron_tablets"}
_AT_RISK = ("kek", "risti")


def notes_of_women(women: pd.DataFrame) -> Iterator[Source]:
    """Antenatal visits and tablets, which are counted since the pregnancy began.

    What was added since the contact before is dated where both lie in one quarter, or where the pregnancy itself began
    in it; else nobody knows the quarter, and nothing is said. A count of nothing says of every month before that it was
    not.
    """
    rows = women[women["group"].eq("bumil").to_numpy(dtype=bool, na_value=False)]
    rows = rows.sort_values(["woman_id", "contact_date"], kind="stable").reset_index(drop=True)
    month = month_numbers(rows["contact_date"])
    weeks = rows["gestation_weeks"].to_numpy(dtype="float64", na_value=np.nan)
    began = month_numbers(rows["contact_date"] - pd.to_timedelta(np.nan_to_num(weeks) * 7, unit="D"))
    began = np.where(np.isnan(weeks), -1, began)
    before = np.roll(np.arange(len(rows)), 1)
    same = rows["woman_id"].eq(rows["woman_id"].shift()).to_numpy(dtype=bool, na_value=False)
    same &= (began >= 0) & (month[before] >= began)  # the contact before is of this pregnancy too
    for column, fact in _COUNTED.items():
        total = rows[column].to_numpy(dtype="float64", na_value=np.nan)
        since = np.where(same, month[before], began)
        added = np.where(same, total - total[before], total)
        dated = (since >= 0) & (since // MONTHS_A_QUARTER == month // MONTHS_A_QUARTER) & (added > 0)
        place = np.flatnonzero(dated)
        yield rows["woman_id"], Note(fact, place, month[place], _times(fact, added[place]))
        none = np.flatnonzero((total == 0) & (began >= 0))
        spans = month[none] - began[none]
        person = np.repeat(none, spans)
        steps = np.arange(len(person)) - np.repeat(np.cumsum(spans) - spans, spans)
        yield rows["woman_id"], Note(fact, person, np.repeat(began[none], spans) + steps, np.zeros(len(person)))


def _times(fact: str, added: np.ndarray) -> np.ndarray:
    return added if fact == "antenatal" else np.ones(len(added))  # tablets: that she had some


def notes_of_histories(history: pd.DataFrame, children: pd.DataFrame, packages: PackageSet) -> Iterator[Source]:
    """Immunisation complete for the age, and parenting classes, on the day on which they were asked about.

    Complete for the age says yes of what the scorecard asks for at that age; not complete leaves open which is missing
    and says no of the last that is asked for, so that the service is not received.
    """
    born = children.set_index("child_id")["birth_date"].reindex(history["child_id"])
    days = (history["recorded_on"].to_numpy() - born.to_numpy()).astype("timedelta64[D]").astype("float64")
    age = np.where(np.isnat(born.to_numpy()) | history["recorded_on"].isna().to_numpy(), np.nan, days / DAYS_PER_MONTH)
    month = month_numbers(history["recorded_on"])
    complete = history["immunised_for_age"].astype("Float64").to_numpy(dtype="float64", na_value=np.nan)
    asks = [(ask.fact, _first_age(packages, tuple(ask.at_least))) for ask in packages["child.immunisation"].asks]
    for i, (fact, low) in enumerate(asks):
        until = asks[i + 1][1] if i + 1 < len(asks) else np.inf
        place = np.flatnonzero((age >= low) & ((complete == 1) | ((complete == 0) & (age < until))))
        yield history["child_id"], Note(fact, place, month[place], complete[place])
    attended = history["parenting_class"].astype("Float64").to_numpy(dtype="float64", na_value=np.nan)
    place = np.flatnonzero(~np.isnan(attended))
    yield history["child_id"], Note("parenting", place, month[place], attended[place])


def _first_age(packages: PackageSet, stages: tuple[str, ...]) -> float:
    """Completed months from which something is asked for: where the stage before its first ends."""
    ordered = packages.stages_of("child")
    first = next(i for i, stage in enumerate(ordered) if stage.id in stages)
    return ordered[first - 1].until or 0.0 if first else 0.0


def risk_by_form(mothers: pd.DataFrame, months: tuple[str, ...]) -> pd.Series:
    """Whether form 2A of some months says KEK or RISTI, by person: once yes is yes; who has no status is not in it."""
    rows = mothers[mothers["month"].isin(months).to_numpy(dtype=bool) & mothers["mother_status"].notna().to_numpy()]
    risk = rows["mother_status"].isin(_AT_RISK)
    return risk.groupby(rows["person_id"].astype(object)).any().astype("boolean")
