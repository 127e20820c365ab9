"""Who is truly at risk by which rule, and who needs a doctor now: what an audit of the lists should find.

Judged from what is true on the day of the lists, before gaps and errors, by the bounds of the rule sets; nothing of
``audit.cases`` is used.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from audit.reference.anthropometry_rules import DAYS_PER_MONTH
from audit.reference.rule_sets import Condition, Rule, rule_set
from audit.reference.target_groups import NIFAS_DAYS
from audit.synth.families import DAYS_A_YEAR
from audit.synth.people import MONTHS_REGISTERED, People
from audit.synth.people_files import Lists

__all__ = ["RULE_SETS", "true_risks"]

RULE_SETS = ("risk_practice_2026", "urgent_practice_2026")
_BADUTA_MONTHS = 24
_OF_FAMILIES = (
    "welfare_rank", "safe_water", "healthy_latrine", "liveable_house", "smoke_at_home", "health_insurance",
    "distance_km", "mother_too_young", "mother_too_old", "births_too_close", "children_too_many",
)  # fmt: skip
_OF_VISITS = ("haz", "waz", "whz", "muac_cm")
_AT_VISITS = (*_OF_VISITS, "weight_change_kg", "weight_gain_status")  # judged at the age of the visit


def true_risks(people: People, drawn: Lists, visits: pd.DataFrame, on: pd.Timestamp) -> pd.DataFrame:
    """One row a person and rule met: ``nik``, ``group``, ``rules`` (id of the set), ``rule_id``.

    ``visits`` are the rows of the register before errors. Everybody is in the group of the day: women of the lists, by
    their newest contact, and children under five, by their last measurement.
    """
    everybody = pd.concat([_women(drawn, on), _children(people, drawn, visits, on)], ignore_index=True)
    parts = [
        everybody.loc[_met(everybody, rule), ["nik", "group"]].assign(rules=id, rule_id=rule.id)
        for id in RULE_SETS
        for rule in rule_set(id).rules
    ]
    return pd.concat(parts, ignore_index=True).sort_values(["nik", "rules"], kind="stable", ignore_index=True)


def _women(drawn: Lists, on: pd.Timestamp) -> pd.DataFrame:
    contacts = pd.concat([drawn.couples, drawn.contacts], ignore_index=True).sort_values("contact_date", kind="stable")
    newest = contacts.drop_duplicates("family_no", keep="last")
    metres = newest["height_cm"] / 100
    over = newest["group"].eq("nifas") & ((on - newest["delivery_date"]).dt.days > NIFAS_DAYS)
    married = newest["group"].eq("catin") & (newest["wedding_date"] < on)
    stopped = newest["breastfeeding"].eq(False).fillna(False) & (over | newest["group"].eq("busui"))
    women = newest.assign(
        group=newest["group"].mask(over, "busui"),
        age_years=np.floor((on - newest["birth_date"]).dt.days / DAYS_A_YEAR),
        bmi=newest["weight_kg"] / metres**2,
    )
    family = drawn.everybody[list(_OF_FAMILIES)].drop(columns="smoke_at_home")
    return women[~married & ~stopped.to_numpy(dtype=bool)].join(family, on="family_no")


def _children(people: People, drawn: Lists, visits: pd.DataFrame, on: pd.Timestamp) -> pd.DataFrame:
    frame = people.frame
    months = (on - frame["birth_date"]).dt.days / DAYS_PER_MONTH
    family = drawn.families.of_child
    children = frame[["nik", "birth_weight_kg", "birth_length_cm", "gestation_weeks"]].assign(
        age_months=months,
        group=np.where(months < _BADUTA_MONTHS, "baduta", "balita_24_59"),
        **{field: drawn.everybody[field].to_numpy()[family] for field in _OF_FAMILIES},
    )
    seen = visits.sort_values(["child_no", "visit_date"], kind="stable")
    last = seen.assign(weight_change_kg=seen.groupby("child_no")["weight_kg"].diff()).drop_duplicates(
        "child_no", keep="last"
    )
    measured = last.assign(age_at_visit=last["age_days"] / DAYS_PER_MONTH).set_index("child_no")[
        [*_OF_VISITS, "weight_change_kg", "gain", "age_at_visit"]
    ]
    told = drawn.histories.set_index("child_no").drop(columns=["nik", "birth_date"])
    children = children.join(measured.rename(columns={"gain": "weight_gain_status"})).join(told)
    return children[frame["birth_date"] > on - pd.DateOffset(months=MONTHS_REGISTERED)]


def _met(frame: pd.DataFrame, rule: Rule) -> np.ndarray:
    met = frame["group"].isin(rule.groups).to_numpy()
    for condition in (rule.asks, *rule.where):
        at_visit = condition.field == "age_months" and rule.asks.field in _AT_VISITS
        met = met & _holds(frame, replace(condition, field="age_at_visit") if at_visit else condition)
    return met


def _holds(frame: pd.DataFrame, condition: Condition) -> np.ndarray:
    if condition.field not in frame:
        return np.zeros(len(frame), dtype=bool)
    values, bound = frame[condition.field], condition.bound
    if condition.test in ("below", "at_most", "above", "at_least"):
        number = values.astype("float64").to_numpy()
        compare = {"below": np.less, "at_most": np.less_equal, "above": np.greater, "at_least": np.greater_equal}
        return compare[condition.test](number, bound)
    wanted = list(bound) if isinstance(bound, tuple) else [bound]
    among = values.isin(wanted).to_numpy(dtype=bool)
    return values.notna().to_numpy() & ~among if condition.test == "is_not" else among
