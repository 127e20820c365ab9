"""What is known of each child under five on the day of an audit: its newest visit, the one before, its history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from audit.anthropometry import zscores
from audit.cases.newest import last_of_each, newest_answer, newest_rows, taken
from audit.reference.anthropometry_rules import DAYS_PER_MONTH
from audit.reference.growth_groups import DEVELOPMENT_WORDS
from audit.reference.target_groups import BABY_MONTHS
from audit.register.life import present_at

__all__ = ["CHILD_ORIGINS", "child_facts"]

_BORN = ("birth_weight_kg", "birth_length_cm", "gestation_weeks")
_MEASURED = ("weight_kg", "lenhei_cm", "muac_cm", "oedema", "weight_gain_status")
_INDICES = ("haz", "waz", "whz")
_OF_VISITS = (*_BORN, *_MEASURED, *_INDICES, "bmi", "haz_change", "haz_change_days", "weight_change_kg",
              "weight_change_days", "visits")  # fmt: skip
_OF_HISTORY = (
    "early_breastfeeding", "exclusive_breastfeeding", "complementary_from_months", "animal_protein", "meals_enough",
    "immunised_for_age", "dewormed", "recent_illness", "comorbidity", "caregiver", "parenting_class",
)  # fmt: skip
_OF_BOTH = ("development", "vitamin_a")  # asked at visits and in histories: the newest answer counts
CHILD_ORIGINS = {
    "age_months": "visit",
    **dict.fromkeys(_OF_VISITS, "visit"),
    **dict.fromkeys(_OF_HISTORY, "history"),
    **{name: name for name in _OF_BOTH},
}
_Dtype = Literal["string", "boolean"]
_GIVEN = {"1": True, "2": True, "ya": True, "y": True, "biru": True, "merah": True, "0": False, "tidak": False}


def child_facts(
    children: pd.DataFrame, visits: pd.DataFrame, history: pd.DataFrame, *, as_of: date
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row a child who is on the lists of a day (``register.life.present_at``), and those whose age is unknown.

    ``children``, ``visits``, ``history`` are canonical (``CHILDREN VISITS CHILD_HISTORY``). Visits on or before
    ``as_of`` count, of one day the last. z-scores are at chronological age and of the newest visit, whatever it lacks:
    an older height is not today's. ``<index>_flag``: implausible by WHO's limits, ``muac_cm_flag`` by those of arm
    circumference for age; ``weight_change_kg_flag``: one of its two weights is implausible for age. Changes are of the
    newest visit since the last one before with what they need, missing where either lacks it; ``haz_change`` is missing
    too where a height is implausible.
    """
    day = pd.Timestamp(as_of)
    there = children[present_at(children, as_of).to_numpy()]
    unknown = there["birth_date"].isna().to_numpy()
    who = there[~unknown].reset_index(drop=True)
    months = (day - who["birth_date"]).dt.days / DAYS_PER_MONTH
    names = ("area_code", "household_id", "posyandu", "mother_id", "sex", "birth_date", *_BORN)
    frame = pd.DataFrame(
        {
            "person_id": who["child_id"],
            "group": pd.Series(np.where(months < BABY_MONTHS, "baduta", "balita_24_59"), dtype="string"),
            "age_months": months,
            **{name: who[name] for name in names},
        }
    )
    places = pd.Index(who["child_id"])
    frame = frame.join(_measured(who, visits, places.get_indexer(pd.Index(visits["child_id"])), day))
    place = places.get_indexer(pd.Index(history["child_id"]))
    told = last_of_each(newest_rows(place, history["recorded_on"], day), place, len(who))

    def of_history(name: str) -> pd.Series:
        return taken(history[name], told, frame.index)

    frame = frame.assign(
        history_on=of_history("recorded_on"),
        history_source=of_history("source_system"),
        **{name: of_history(name) for name in _OF_HISTORY},
    )
    for name in _OF_BOTH:
        both = newest_answer(
            frame, name, ((of_history(name), "history"), (frame.pop(f"visit_{name}"), f"visit_{name}"))
        )
        frame = frame.drop(columns=[f"visit_{name}_on", f"visit_{name}_source"]).join(both)
    outdated = there.loc[unknown, ["child_id", "area_code"]].rename(columns={"child_id": "person_id"})
    return frame, outdated.assign(group=pd.NA, reason="age_unknown")


def _measured(who: pd.DataFrame, visits: pd.DataFrame, place: np.ndarray, day: pd.Timestamp) -> pd.DataFrame:
    """What visits say of each child, as ``who``; a child without one has missing values throughout."""
    rows, n = newest_rows(place, visits["visit_date"], day, order=visits["seq"]), len(who)
    newest = last_of_each(rows, place, n)
    before = rows[~np.isin(rows, newest)]

    def last(field: pd.Series, among: np.ndarray) -> np.ndarray:
        return last_of_each(among[field.notna().to_numpy()[among]], place, n)

    def of(name: str, at: np.ndarray = newest) -> pd.Series:
        return taken(visits[name], at, who.index)

    weighed, stood = last(visits["weight_kg"], before), last(visits["lenhei_cm"], before)
    z = _scored(who, visits, newest, ("weight_kg", "lenhei_cm", "muac_cm"))
    old_weight, old_height = _scored(who, visits, weighed, ("weight_kg",)), _scored(who, visits, stood, ("lenhei_cm",))
    weight_change = of("weight_kg") - of("weight_kg", weighed)
    haz_change = (z["haz"] - old_height["haz"]).mask(z["haz_flag"] | old_height["haz_flag"])
    out = {name: of(name) for name in _MEASURED}
    out |= {
        "visit_on": of("visit_date"),
        "visit_source": of("source_file"),
        "bmi": z["bmi"],
        "muac_cm_flag": z["acz_flag"],
        "visits": pd.Series(np.bincount(place[rows], minlength=n).astype(float), index=who.index),
        **{name: z[name] for name in _INDICES},
        **{f"{name}_flag": z[f"{name}_flag"] for name in _INDICES},
        "weight_change_kg": weight_change,
        "weight_change_days": _days(of("visit_date"), of("visit_date", weighed), weight_change),
        "weight_change_kg_flag": z["waz_flag"] | old_weight["waz_flag"],
        "haz_change": haz_change,
        "haz_change_days": _days(of("visit_date"), of("visit_date", stood), haz_change),
    }
    said: dict[str, tuple[_Dtype, Mapping[str, object]]] = {
        "development": ("string", DEVELOPMENT_WORDS),
        "vitamin_a": ("boolean", _GIVEN),
    }
    for name, (dtype, meanings) in said.items():
        read = _read(visits[name], meanings, dtype)
        at = last(read, rows)
        out[f"visit_{name}"] = taken(read, at, who.index)
        out[f"visit_{name}_on"], out[f"visit_{name}_source"] = of("visit_date", at), of("source_file", at)
    return pd.DataFrame(out)


def _scored(who: pd.DataFrame, visits: pd.DataFrame, rows: np.ndarray, measures: tuple[str, ...]) -> pd.DataFrame:
    """z-scores of one visit of each child from some of its measurements."""
    of = {name: taken(visits[name], rows, who.index) for name in (*measures, "visit_date", "measure", "oedema")}
    return zscores(
        sex=who["sex"], age=(of["visit_date"] - who["birth_date"]).dt.days.astype("float64"),
        weight=of.get("weight_kg"), lenhei=of.get("lenhei_cm"), armc=of.get("muac_cm"), measure=of["measure"],
        oedema=of["oedema"],
    )  # fmt: skip


def _days(newest: pd.Series, before: pd.Series, change: pd.Series) -> pd.Series:
    return (newest - before).dt.days.astype("float64").where(change.notna())


def _read(words: pd.Series, meanings: Mapping[str, object], dtype: _Dtype) -> pd.Series:
    """What words mean, each different one looked up once; missing where they say nothing known."""
    codes, different = pd.factorize(words)
    known = [meanings.get(str(word).strip().casefold().removesuffix(".0")) for word in different]
    meant = pd.Series([*known, None], dtype=dtype)
    return pd.Series(meant.array.take(codes), index=words.index)
