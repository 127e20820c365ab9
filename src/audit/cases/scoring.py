"""The score by which cases are proposed: five published parts, each 0 to 1, from what is known of each person.

What is not known adds nothing and takes nothing away: learning more never lowers a score, and who answered nothing is
never below who answered "no". Implausible values count as not known: they are measured again first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from audit.cases.people import People
from audit.cases.rules import AT_RISK, NOT_ASKED, NOT_ASSESSABLE, Screening
from audit.reference.rule_sets import Rule
from audit.reference.selection_rules import PARTS, SelectionRules

__all__ = ["NEUTRAL_BURDEN", "area_burden", "is_eligible", "is_strong", "score", "score_parts", "solid_risk"]

NEUTRAL_BURDEN = 0.5  # of an area that cannot be assessed: neither a reason for nor against
_DIGITS = 6  # of a score: so that equal scores are equal on every machine
_CHILDREN = ("baduta", "balita_24_59")


def solid_risk(screening: Screening, rule: Rule) -> np.ndarray:
    """Who is at risk by a rule by a value that is plausible."""
    found = screening.states[rule.id].eq(AT_RISK).to_numpy()
    return found & ~_implausible(screening.people, rule)


def _implausible(people: People, rule: Rule) -> np.ndarray:
    flag = f"{rule.asks.field}_flag"
    if flag not in people.frame:
        return np.zeros(len(people.frame), dtype=bool)
    return people.frame[flag].eq(True).to_numpy(dtype=bool)


def is_strong(rule: Rule) -> bool:
    """A risk that acts directly and on which sources agree: what makes the case of a woman severe."""
    return rule.kind == "risk" and rule.cause == "direct" and rule.confidence == "H"


def is_eligible(screening: Screening, *, refused: Collection[str] = (), urgent: Screening | None = None) -> np.ndarray:
    """Who may be chosen: at risk by one rule or more, screening rules apart, and has not refused the audit.

    ``urgent`` is what the rules of urgent referral say of the same people. A value that sends somebody to a doctor now
    does not make a case as well: who is at risk by such values alone goes that way and no other. The audit rests on the
    offices' duty to treat, so no consent is asked for beforehand; a refusal is honoured.
    """
    risks = [rule for rule in screening.rules.rules if rule.kind == "risk"]
    sent = _urgent_fields(urgent)
    able = np.zeros(len(screening.people.frame), dtype=bool)
    for rule in risks:
        found = solid_risk(screening, rule)
        able |= found & ~sent[rule.asks.field] if rule.asks.field in sent else found
    if refused:
        able &= ~screening.people.frame["person_id"].isin(list(refused)).to_numpy()
    return able


def _urgent_fields(urgent: Screening | None) -> dict[str, np.ndarray]:
    """For each field that an urgent rule asks about: whose value it sends to a doctor."""
    sent: dict[str, np.ndarray] = {}
    if urgent is None:
        return sent
    for rule in urgent.rules.rules:
        found = urgent.states[rule.id].eq(AT_RISK).to_numpy()
        field = rule.asks.field
        sent[field] = sent[field] | found if field in sent else found
    return sent


def score_parts(
    screening: Screening,
    rules: SelectionRules,
    *,
    earlier: Screening | None = None,
    assessable: Collection[str] = (),
) -> pd.DataFrame:
    """The parts of the score of everybody, and how much is not known of them.

    Parameters
    ----------
    screening : by the risk rules; rows of the answer are those of ``screening.people.frame``.
    earlier : the same rules asked of women as they were at the contact before (``people_of`` without the newest one);
        without it no woman counts as unchanged.
    assessable : codes of desa whose routine figures bear a conclusion (``quality.assessable``).

    Returns
    -------
    Columns ``PARTS`` (0-1): *severity* of a child by height-for-age, of a woman by strong risks (``is_strong``);
    *no_improvement*: height-for-age no better than before, or a woman with the same strong risk at two contacts;
    *risks* and *comorbidity* by rules; *area_burden* as ``area_burden``. ``data_missing`` is the share (0-1) of the
    rules asked of a person that could not be assessed: a reason for a home visit, never part of the score.
    """
    frame = screening.people.frame
    n = len(frame)
    risks, strong, same, ill = (np.zeros(n, dtype=np.int16) for _ in range(4))
    asked, unknown = np.zeros(n, dtype=np.int16), np.zeros(n, dtype=np.int16)
    at = _place(screening, earlier)
    counted = {matter[0]: np.zeros(n, dtype=bool) for matter in rules.one_matter}
    first = {id: matter[0] for matter in rules.one_matter for id in matter}
    for rule in screening.rules.rules:
        state = screening.states[rule.id].to_numpy()
        implausible = _implausible(screening.people, rule)
        asked += state != NOT_ASKED
        unknown += (state == NOT_ASSESSABLE) | (implausible & (state != NOT_ASKED))
        found = (state == AT_RISK) & ~implausible
        new = found
        if rule.id in first:
            new = found & ~counted[first[rule.id]]
            counted[first[rule.id]] |= found
        if rule.kind == "risk":
            risks += new
        if rule.id in rules.comorbidity:
            ill += found
        if is_strong(rule):
            strong += new
            if earlier is not None and rule.id in earlier.states:
                before = np.append(solid_risk(earlier, rule), False)
                same += found & before[at]
    child = frame["group"].isin(_CHILDREN).to_numpy(dtype=bool)
    burden = area_burden(screening.people, assessable, below=rules.severity_z[0])
    parts = {
        "severity": np.where(child, _height_severity(frame, rules), np.minimum(strong / rules.strong_risks, 1.0)),
        "no_improvement": np.where(child, _no_better(frame, rules), (same > 0).astype(float)),
        "risks": np.minimum(risks / rules.risks, 1.0),
        "comorbidity": (ill > 0).astype(float),
        "area_burden": frame["area_code"].map(burden).fillna(NEUTRAL_BURDEN).to_numpy(dtype=float),
        "data_missing": np.divide(unknown, asked, out=np.zeros(n), where=asked > 0),
    }
    return pd.DataFrame(parts, index=frame.index)


def score(parts: pd.DataFrame, weights: Mapping[str, float]) -> np.ndarray:
    """The weighted sum of the parts, 0-1 where weights add up to 1."""
    return np.round(sum(weights[part] * parts[part].to_numpy(dtype=float) for part in PARTS), _DIGITS)


def area_burden(people: People, assessable: Collection[str], *, below: float) -> Mapping[str, float]:
    """Where a desa stands among those that can be assessed, by number and by share of short children: 0-1 by code.

    The mean of two mid-rank percentiles, of children with a plausible height; short is a z ``below`` it. Desa that
    cannot be assessed are not in it: their part is ``NEUTRAL_BURDEN``, since few measurements are no sign of few short
    children.
    """
    frame = people.frame
    known = frame["group"].isin(_CHILDREN).to_numpy(dtype=bool) & _height_known(frame)
    known &= frame["area_code"].isin(list(assessable)).to_numpy()
    if not known.any():
        return {}
    rows = frame.loc[known, ["area_code", "haz"]]
    short = rows["haz"].lt(below).groupby(rows["area_code"].astype("str")).agg(["sum", "mean"])
    standing = (short.rank(method="average") - 0.5) / len(short)
    return {str(code): float(place) for code, place in standing.mean(axis=1).items()}


def _height_known(frame: pd.DataFrame) -> np.ndarray:
    if "haz" not in frame:
        return np.zeros(len(frame), dtype=bool)
    known = frame["haz"].notna().to_numpy(dtype=bool)
    return known & ~frame["haz_flag"].eq(True).to_numpy(dtype=bool) if "haz_flag" in frame else known


def _height_severity(frame: pd.DataFrame, rules: SelectionRules) -> np.ndarray:
    known = _height_known(frame)
    if not known.any():
        return np.zeros(len(frame))
    mild, worst = rules.severity_z
    z = frame["haz"].to_numpy(dtype=float, na_value=mild)
    return np.where(known, np.clip((mild - z) / (mild - worst), 0.0, 1.0), 0.0)


def _no_better(frame: pd.DataFrame, rules: SelectionRules) -> np.ndarray:
    if "haz_change" not in frame:
        return np.zeros(len(frame))
    change = frame["haz_change"].to_numpy(dtype=float, na_value=np.nan)
    days = frame["haz_change_days"].to_numpy(dtype=float, na_value=np.nan)
    return ((change <= 0) & (days >= rules.change_days)).astype(float)


def _place(screening: Screening, earlier: Screening | None) -> np.ndarray:
    """Row of each person in the earlier screening, in the same group; -1 where there is none."""
    now = screening.people.frame
    if earlier is None or earlier.people.frame.empty:
        return np.full(len(now), -1)
    frames = (earlier.people.frame, now)
    before, after = (pd.MultiIndex.from_frame(frame[["person_id", "group"]].astype("str")) for frame in frames)
    return before.get_indexer(after)
