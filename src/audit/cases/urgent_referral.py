"""Who needs a doctor now: found at every import, before any selection or meeting, and never counted as selected.

Nothing here chooses a case of the audit. An implausible value is listed with "ukur ulang dulu", never dropped.
Treatment waits for no consent: a consent to the audit, or its absence, changes nothing here.
"""

from __future__ import annotations

import hashlib
from datetime import date

import pandas as pd

from audit.cases.people import People, people_of
from audit.cases.rules import screen
from audit.reference.areas import Areas
from audit.reference.growth_groups import DEVELOPMENT_WORDS
from audit.reference.rule_sets import GROUPS, RuleSet
from audit.register.life import present_at
from audit.schemas import CHILD_HISTORY, HOUSEHOLDS, REFERRALS, SERVICES, WOMEN

__all__ = ["FOUND", "new_referrals", "referral_id", "urgent_at_import", "urgent_findings"]

FOUND = ("referral_id", "person_id", "group", "area_code", "rule_id", "value", "found_on", "measure_again")
_ID_DIGITS = 16
_ANY_CHILD = "balita_24_59"  # every rule about children without a limit of age is asked of this group


def referral_id(person_id: str, rule_id: str, found_on: pd.Timestamp | date) -> str:
    """The id of a referral: the same person, rule and day of finding give the same id, in every run."""
    said = "\x1f".join((person_id, rule_id, f"{pd.Timestamp(found_on):%Y-%m-%d}"))
    return hashlib.sha256(said.encode()).hexdigest()[:_ID_DIGITS]


def urgent_findings(
    children: pd.DataFrame,
    visits: pd.DataFrame,
    women: pd.DataFrame,
    child_history: pd.DataFrame,
    *,
    as_of: date,
    areas: Areas,
    rules: RuleSet,
) -> pd.DataFrame:
    """Everybody whom a rule of urgency finds on a day: one row a person and rule, ``FOUND``.

    Tables are canonical; every target group is asked, also one that the district does not audit. Of a child the newest
    visit counts, of a woman the newest contact. Who has died, moved, refused or outgrown the register is left out
    (``People``); so is a finding without a day. A child whose age is unknown is asked what needs no age. ``value`` is
    text: a number with a point in the rule's unit, ``y``, or the word itself.
    """
    nothing = HOUSEHOLDS.empty(), SERVICES.empty()
    people = people_of(children, visits, women, *nothing, child_history, as_of=as_of, areas=areas, groups=GROUPS)
    of_no_group = screen(_of_unknown_age(children, visits, child_history, as_of), rules).findings()
    found = pd.concat([screen(people, rules).findings(), of_no_group.drop(columns="group")], ignore_index=True)
    found = found[found["found_on"].notna().to_numpy()]
    ids = [
        referral_id(person, rule, day)
        for person, rule, day in zip(found["person_id"], found["rule_id"], found["found_on"], strict=True)
    ]
    return _in_order(found.assign(referral_id=ids))


def urgent_at_import(children: pd.DataFrame, visits: pd.DataFrame, *, areas: Areas, rules: RuleSet) -> pd.DataFrame:
    """The same from measurements alone, as soon as a file is read: each child at the end of its newest month.

    An import knows no day of an audit, and one day for all would leave out whoever has turned five since, or everybody
    measured before a year that somebody mistyped.
    """
    newest = visits.groupby("child_id")["visit_date"].max()
    until = newest + pd.offsets.MonthEnd(0)
    women, history = WOMEN.empty(), CHILD_HISTORY.empty()
    parts = [
        urgent_findings(
            children[children["child_id"].isin(who)], visits[visits["child_id"].isin(who)], women, history,
            as_of=day.date(), areas=areas, rules=rules,
        )
        for day, who in ((day, until.index[until == day]) for day in sorted(until.unique()))
    ]  # fmt: skip
    return _in_order(pd.concat(parts, ignore_index=True)) if parts else _in_order(pd.DataFrame(columns=list(FOUND)))


def new_referrals(found: pd.DataFrame, referrals: pd.DataFrame) -> pd.DataFrame:
    """Findings that begin a referral: rows of ``FOUND`` as columns of ``REFERRALS``.

    While a referral of a person for a rule is open, a newer finding of the same rule is no other one. After it was
    closed only a finding of a later day than its closing begins the next. Running twice adds nothing.
    """
    key = ["person_id", "rule_id"]
    known = referrals[~referrals["referral_id"].isin(found["referral_id"])]
    until = (
        known.assign(closed_on=known["closed_on"].fillna(pd.Timestamp.max.floor("s"))).groupby(key)["closed_on"].max()
    )
    before = until.reindex(pd.MultiIndex.from_frame(found[key])).to_numpy()
    waits = ~(found["found_on"].to_numpy() <= before)
    return found[waits & ~found["referral_id"].isin(referrals["referral_id"]).to_numpy()].reset_index(drop=True)


def _in_order(found: pd.DataFrame) -> pd.DataFrame:
    dtypes = {name: dtype for name, dtype in REFERRALS.columns if name in FOUND}
    return found[list(FOUND)].astype(dtypes).sort_values(["person_id", "rule_id"], ignore_index=True)


def _of_unknown_age(children: pd.DataFrame, visits: pd.DataFrame, history: pd.DataFrame, as_of: date) -> People:
    """Children without a birth date, as far as they can be judged; whatever needs an age stays unknown."""
    who = children[present_at(children, as_of).to_numpy() & children["birth_date"].isna().to_numpy()]
    seen = _newest(visits, ["visit_date", "seq"], as_of).reindex(who["child_id"])
    told = _newest(history, ["recorded_on"], as_of).reindex(who["child_id"])
    noted = seen["development"].astype("string").str.strip().str.casefold().map(DEVELOPMENT_WORDS).astype("string")
    at_visit = noted.notna() & ~(told["recorded_on"] > seen["visit_date"])
    frame = pd.DataFrame(
        {
            "person_id": who["child_id"].array,
            "group": _ANY_CHILD,
            "area_code": who["area_code"].array,
            "age_months": pd.Series(pd.NA, index=seen.index, dtype="Float64").array,
            "oedema": seen["oedema"].array,
            "muac_cm": seen["muac_cm"].array,
            "development": told["development"].where(~at_visit, noted).array,
            "visit_on": seen["visit_date"].array,
            "visit_source": seen["source_file"].array,
            "development_on": told["recorded_on"].where(~at_visit, seen["visit_date"]).array,
            "development_source": told["source_system"].array,
        }
    )
    return People(frame, {"oedema": "visit", "muac_cm": "visit", "development": "development"})


def _newest(rows: pd.DataFrame, by: list[str], as_of: date) -> pd.DataFrame:
    """The newest row of each child up to a day, by child."""
    known = rows[(rows[by[0]] <= pd.Timestamp(as_of)).to_numpy(dtype=bool, na_value=False)].sort_values(by)
    return known.drop_duplicates("child_id", keep="last").set_index("child_id")
