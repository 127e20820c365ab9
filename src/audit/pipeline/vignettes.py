"""Public vignettes: a case in a few computed words, where its family agreed and the words fit enough people.

No desa, no day, no number of the case, no word that a person wrote. What is said is checked against everybody in the
register, not against the cases; where it fits too few, fewer risks are said, and in the end nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from audit.cases.rules import AT_RISK, Screening
from audit.disclosure.combinations import is_common
from audit.reference.anthropometry_rules import STUNTED_BELOW
from audit.reference.growth_chart_rules import SEVERELY_BELOW
from audit.reference.review_rules import NOT_TRACED
from audit.reference.vignette_rules import AGE_BANDS, BAND_FIELDS, MOST_RISKS, SAYABLE
from audit.register.consents import consenting
from audit.results import Finding, Sentence

__all__ = ["VIGNETTE", "told_by", "vignettes"]

VIGNETTE = "vignette."
_BETWEEN = ";"
_CHILD = "age_months"


def told_by(cases: pd.DataFrame, consents: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Cases (``CASES``) that were traced and whose family agrees to a vignette on a day."""
    willing = cases["person_id"].isin(consenting(consents, "vignette", as_of))
    return cases[willing & ~cases["status"].isin(NOT_TRACED)]


def vignettes(screening: Screening, cases: pd.DataFrame, *, k: int) -> tuple[Finding, ...]:
    """Tell the cases of ``told_by`` that can be told: ``vignette.1`` and so on.

    ``screening`` is of everybody whom the register knows; who has died, moved or declined is not in it and has no
    vignette. Values are ids: ``group``, ``sex`` (children), ``age`` (``<field>.<from>_<to>``), ``height`` (children),
    ``risks`` (rules joined by ";"); and ``k``, of at least how many people each is true. In the order of what is said,
    which tells nothing of the order of cases; two cases of whom the same is said are one vignette.
    """
    register = _register(screening)
    rows = register[register["person_id"].isin(cases["person_id"])]
    wanted = set(zip(cases["person_id"], cases["group"], strict=True))
    found = {
        tuple(sorted(values.items()))
        for row in rows.to_dict("records")
        if (row["person_id"], row["group"]) in wanted and (values := _said(row, register, k)) is not None
    }
    return tuple(
        Finding(f"{VIGNETTE}{i}", Sentence("vignette.title"), values={**dict(values), "k": k})
        for i, values in enumerate(sorted(found), start=1)
    )


def _register(screening: Screening) -> pd.DataFrame:
    """A row a person and group, a column for each thing that may be said."""
    frame = screening.people.frame
    register = frame[["person_id", "group", "sex"]].copy()
    register["age"] = _bands(frame)
    haz = frame["haz"].mask(frame["haz_flag"].to_numpy(dtype=bool))
    words = {"severe": haz < SEVERELY_BELOW, "stunted": (haz < STUNTED_BELOW) & (haz >= SEVERELY_BELOW)}
    register["height"] = pd.Series("not_stunted", index=frame.index, dtype="object").where(haz.notna())
    for word, here in words.items():
        register.loc[here.to_numpy(dtype=bool), "height"] = word
    for rule in SAYABLE:
        if rule in screening.states:
            register[rule] = screening.states[rule].to_numpy() == AT_RISK
    return register


def _bands(frame: pd.DataFrame) -> pd.Series:
    found = pd.Series(None, index=frame.index, dtype="object")
    for group, field in BAND_FIELDS.items():
        for low, high in AGE_BANDS[field]:
            inside = frame["group"].eq(group) & frame[field].ge(low) & frame[field].lt(high)
            found[inside.to_numpy(dtype=bool, na_value=False)] = f"{field}.{low}_{high}"
    return found


def _said(row: Mapping[Hashable, Any], register: pd.DataFrame, k: int) -> dict[str, str] | None:
    """The most that may be said of a person; ``None`` where even without risks it fits too few, or is not known."""
    names = ["group", "age"]
    if BAND_FIELDS.get(str(row["group"])) == _CHILD:
        names += ["sex", "height"]
    if any(pd.isna(row[name]) for name in names):
        return None
    plain = {name: str(row[name]) for name in names}
    risks = [rule for rule in SAYABLE if row.get(rule) is True][:MOST_RISKS]
    for n in range(len(risks), -1, -1):
        if is_common(register, plain | dict.fromkeys(risks[:n], True), k=k):
            return plain | {"risks": _BETWEEN.join(risks[:n])}
    return None
