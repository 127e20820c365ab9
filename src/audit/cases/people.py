"""Everybody whom an audit is about, one row a person, with what is known of them on the day of the audit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from audit.cases.child_facts import CHILD_ORIGINS, child_facts
from audit.cases.newest import newest_answer
from audit.cases.woman_facts import WOMAN_ORIGINS, woman_facts
from audit.reference.anthropometry_rules import DAYS_PER_MONTH
from audit.reference.areas import Areas
from audit.reference.rule_sets import GROUPS
from audit.reference.target_groups import DEFAULT_GROUPS
from audit.survey.snapshot import area_leaves

__all__ = ["OUTDATED_COLUMNS", "People", "people_of"]

OUTDATED_COLUMNS = ("person_id", "group", "area_code", "reason")
_OF_HOUSEHOLD = (
    "welfare_rank", "safe_water", "healthy_latrine", "liveable_house", "members", "mother_too_young", "mother_too_old",
    "births_too_close", "children_too_many", "modern_contraception", "health_insurance", "assistance", "distance_km",
)  # fmt: skip
_SMOKE = "smoke_at_home"  # asked of the household and at contacts: the newest answer counts
_ORIGINS = {**WOMAN_ORIGINS, **CHILD_ORIGINS, **dict.fromkeys(_OF_HOUSEHOLD, "household"), _SMOKE: _SMOKE}
_RECEIVED = ("received", "rechecked")


def _nobody() -> pd.DataFrame:
    return pd.DataFrame(columns=list(OUTDATED_COLUMNS), dtype="string")


@dataclass(frozen=True)
class People:
    """One row a person and target group.

    ``frame`` has ``person_id``, ``group`` (``audit.reference.rule_sets.GROUPS``), ``area_code``, ``area`` (its leaf in
    ``Areas.partition``), ``household_id``, ``posyandu``, ``birth_date``, the fields that rules ask about, and for each
    origin of fields the day and the system it comes from (``visit_on``, ``visit_source``; a visit of a child, a contact
    of a woman). ``origins`` says which origin a field has. ``<field>_flag`` says that a value is implausible. Only
    people who are alive, live here and did not refuse are in it.

    ``outdated`` lists people who may be in a group but are not asked, because what is known of them is too old
    ("status perlu diperbarui"): ``OUTDATED_COLUMNS``, reason ``catin_over``, ``bumil_over``, ``nifas_over``,
    ``busui_over`` or ``age_unknown``.
    """

    frame: pd.DataFrame
    origins: Mapping[str, str]
    outdated: pd.DataFrame = field(default_factory=_nobody)

    def origin(self, field: str, rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
        """The day and the source system of a field, for some rows of ``frame``; missing where nobody noted them."""
        of = self.origins.get(field)
        if of is None or f"{of}_on" not in rows:
            return pd.Series(pd.NaT, index=rows.index, dtype="datetime64[s]"), pd.Series(
                pd.NA, index=rows.index, dtype="string"
            )
        return rows[f"{of}_on"], rows[f"{of}_source"]

    def age_months(self, field: str) -> pd.Series:
        """Age on the day on which a field was noted, for everybody; on the day of the audit where no day is known.

        A child who is six months old today was not late for vitamin A when it was asked about at five.
        """
        noted, _ = self.origin(field, self.frame)
        if "birth_date" not in self.frame:
            return self.frame["age_months"]
        then = (noted - self.frame["birth_date"]).dt.days / DAYS_PER_MONTH
        return then.where(then.notna() & self.frame["age_months"].notna(), self.frame["age_months"])


def people_of(
    children: pd.DataFrame,
    visits: pd.DataFrame,
    women: pd.DataFrame,
    households: pd.DataFrame,
    services: pd.DataFrame,
    child_history: pd.DataFrame,
    *,
    as_of: date,
    areas: Areas,
    groups: Collection[str] = DEFAULT_GROUPS,
) -> People:
    """Bring together what canonical tables say of everybody of the target groups on a day.

    Children as ``child_facts``, women as ``woman_facts``; nothing dated after ``as_of`` is known yet. ``groups`` are
    those that the district audits. Household facts come by ``household_id``; a person without one has them missing.
    ``received_on`` is the day of the newest service received. A field that nobody noted is missing, never "no".

    Raises ``ValueError`` for a group that does not exist.
    """
    if unknown := set(groups) - set(GROUPS):
        raise ValueError(f"no target groups: {sorted(unknown)}")
    young, no_age = child_facts(children, visits, child_history, as_of=as_of)
    grown, stale = woman_facts(women, as_of=as_of)
    frame = pd.concat([grown, young], ignore_index=True)
    frame = frame[frame["group"].isin(list(groups)).to_numpy()].reset_index(drop=True)
    flags = [str(name) for name in frame if str(name).endswith("_flag")]
    frame[flags] = frame[flags].eq(True)
    frame["area"] = area_leaves(frame["area_code"], areas)
    frame = _with_household(frame, households, pd.Timestamp(as_of))
    frame["received_on"] = _received(services, pd.Timestamp(as_of)).reindex(frame["person_id"]).array
    outdated = pd.concat([stale[stale["group"].isin(list(groups))], no_age], ignore_index=True)
    return People(frame, _ORIGINS, outdated[list(OUTDATED_COLUMNS)].astype("string"))


def _with_household(frame: pd.DataFrame, households: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    known = households[~(households["recorded_on"] > day).to_numpy(dtype=bool, na_value=False)]
    known = known.set_index("household_id")
    at = pd.Index(frame["household_id"])
    place = known.index.get_indexer(at.where(at.notna(), ""))

    def of(name: str) -> pd.Series:
        return pd.Series(known[name].array.take(place, allow_fill=True), index=frame.index)

    frame = frame.assign(
        household_on=of("recorded_on"), household_source=of("source_system"), **{n: of(n) for n in _OF_HOUSEHOLD}
    )
    said = frame.pop("contact_smoke_at_home").astype("boolean")
    return frame.join(newest_answer(frame, _SMOKE, ((said, "visit"), (of(_SMOKE), "household"))))


def _received(services: pd.DataFrame, day: pd.Timestamp) -> pd.Series:
    """The newest day on which each person received something."""
    rows = services[services["stage"].isin(_RECEIVED).to_numpy() & (services["date"] <= day).to_numpy()]
    return rows.groupby("person_id")["date"].max()
