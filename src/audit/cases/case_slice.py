"""The part of the cases that one office or partner gets: only its desa or its plans, only of those who allow it.

Which columns go along is a matter of the role (``audit.reference.slice_rules``). Whoever has died, moved, declined or
cannot be found is not among ``cases`` any more when they come here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from audit.reference.areas import Areas
from audit.reference.slice_rules import SliceRole
from audit.register.consents import consenting, refusing

__all__ = ["CaseSlice", "Recipient", "slice_cases"]

_NAMING = ("opd", "leader", "actor")  # fields of a plan that say who works on it
_BRIDES = "catin"
_CANCELLED = "batal"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets a part: an office or a function, never a person.

    ``name`` is printed on every sheet and page. ``areas`` are codes of kecamatan or desa, for a role by area;
    ``offices`` the spellings under which plans name it, for a role by plan.
    """

    id: str
    role: SliceRole
    name: str
    areas: frozenset[str] = frozenset()
    offices: tuple[str, ...] = ()


@dataclass(frozen=True)
class CaseSlice:
    """Cases and ids of plans that a recipient gets; ``withheld``: how many cases stay out for want of consent."""

    recipient: Recipient
    cases: pd.DataFrame
    plans: frozenset[str]
    withheld: int


def slice_cases(
    cases: pd.DataFrame, plans: pd.DataFrame, consents: pd.DataFrame, recipient: Recipient, *, areas: Areas, as_of: date
) -> CaseSlice:
    """Cut cases (``CASES``) and plans (``FOLLOW_UPS``) down to one recipient.

    By area: cases whose desa is in ``areas``; a bride-to-be only where the whole kecamatan is, since nobody is told
    more of her than the kecamatan. By plan: cases with a plan whose ``opd``, ``leader`` or ``actor`` is one of
    ``offices``, whatever the capitals and gaps (a longer name is another office), once it is approved and not
    cancelled: before that nobody outside the team needs to know. A case without a desa is in no part by
    area. Consent as the role asks (``register.consents``): given up to ``as_of``, and nobody asked is no consent.
    """
    role = recipient.role
    if role.scope == "area":
        reached = _reached(recipient.areas, areas)
        brides = cases["group"].eq(_BRIDES).fillna(False).to_numpy(dtype=bool)
        inside, whole = (
            cases["area_code"].isin(codes).to_numpy(dtype=bool) for codes in (reached, _whole(reached, areas))
        )
        mine = inside & (~brides | whole)
        own = plans["case_id"].notna()
    else:
        own = _standing(plans, as_of) & _naming(plans, recipient.offices)
        mine = cases["case_id"].isin(plans.loc[own, "case_id"]).to_numpy(dtype=bool)
    may = _allowed(cases["person_id"], consents, role, as_of)
    taken = cases[mine & may].reset_index(drop=True)
    kept = plans.loc[own & plans["case_id"].isin(taken["case_id"]), "rtl_id"]
    return CaseSlice(recipient, taken, frozenset(kept.astype(str)), int((mine & ~may).sum()))


def _reached(codes: Collection[str], areas: Areas) -> frozenset[str]:
    """Every desa of some kecamatan and desa."""
    return frozenset(d.code for d in areas.desa if d.code in codes or d.parent in codes)


def _whole(reached: frozenset[str], areas: Areas) -> frozenset[str]:
    """Those of some desa whose whole kecamatan is among them."""
    part = {d.parent for d in areas.desa if d.code not in reached}
    return frozenset(d.code for d in areas.desa if d.parent not in part)


def _naming(plans: pd.DataFrame, offices: Collection[str]) -> pd.Series:
    """Plans that name one of some offices."""
    names = {_folded(name) for name in offices}
    named = pd.Series(data=False, index=plans.index)
    for field in _NAMING:
        named |= pd.Series([_folded(said) in names for said in plans[field].fillna("")], plans.index, dtype=bool)
    return named


def _standing(plans: pd.DataFrame, as_of: date) -> pd.Series:
    """Plans that are approved and not cancelled."""
    approved = plans["approved_on"].le(pd.Timestamp(as_of))
    return approved & ~plans["status"].eq(_CANCELLED).fillna(value=False).astype(bool)


def _allowed(people: pd.Series, consents: pd.DataFrame, role: SliceRole, as_of: date) -> np.ndarray:
    if role.consent == "given":
        return people.isin(consenting(consents, role.purpose, as_of)).to_numpy(dtype=bool)
    return ~people.isin(refusing(consents, role.purpose, as_of)).to_numpy(dtype=bool)


def _folded(name: object) -> str:
    return " ".join(str(name).split()).casefold()
