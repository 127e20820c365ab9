"""Height of children before and after a sponsor, beside like children without one: what happened, never an effect.

Children are given a sponsor since they are short; a short measurement is followed by a taller one on average whatever
is done (regression to the mean), so a change alone says nothing. Like children began in the same band of age and of
height for age and were measured in the same two months; children of the same age, whatever their height, show beside
them what being short at the start alone goes with. Source: practice notes U15, C2; bands and windows are ours.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist

import numpy as np
import pandas as pd

from audit.programme.sponsor_ledger import children_of
from audit.reference.anthropometry_rules import STUNTED_BELOW
from audit.reference.areas import Areas
from audit.reference.groups import AGE_BANDS_MONTHS
from audit.reference.sponsor_rules import BASELINE_DAYS, FOLLOW_UP_SLACK_DAYS, FOLLOW_UPS, HEIGHT_BANDS
from audit.reference.statistics import CONFIDENCE_LEVEL
from audit.schemas.columns import is_among, places_among
from audit.survey.snapshot import snapshot

__all__ = ["Course", "Group", "growth_courses"]

_WHO = ["child_id", "sex", "birth_date", "area_code"]
_MEASURED = ["child_id", "visit_date", "seq", "weight_kg", "lenhei_cm", "measure", "oedema"]
_AGE = ["month_before", "month_after", "age"]
_STRATUM = [*_AGE, "band"]
_Z = NormalDist().inv_cdf(0.5 + CONFIDENCE_LEVEL / 2)


@dataclass(frozen=True, slots=True)
class Group:
    """Children measured before and after: how many, mean z before and after, mean change with its interval.

    ``at_risk`` of them were not stunted before and at risk otherwise; ``still`` of these were not stunted after, and
    ``share`` is that proportion, of like children weighted as the aided ones are. ``None`` where nobody is.
    """

    n: int
    before: float | None
    after: float | None
    change: float | None
    low: float | None
    high: float | None
    at_risk: int
    still: int
    share: float | None


@dataclass(frozen=True, slots=True)
class Course:
    """One programme and length of follow-up in ``months``. ``unlike``: aided children with no like child, left out.

    ``not_measured``: aided children without a plausible height both before and after. ``same_age``: like children and
    others, whatever their height at the start, weighted by age alone.
    """

    programme: str
    months: int
    aided: Group
    like: Group
    same_age: Group
    unlike: int
    not_measured: int


def growth_courses(
    rows: pd.DataFrame, children: pd.DataFrame, visits: pd.DataFrame, at_risk: Collection[str], areas: Areas,
    *, as_of: date,
) -> tuple[Course, ...]:  # fmt: skip
    """Follow the children of each programme, those of BAAS first; a programme without a child begun is left out.

    ``rows`` of ``sponsor_ledger.sponsored``; a child counts from its first sponsorship of the programme. ``at_risk``:
    children at risk by what does not rest on their growth. Like children never had a sponsor of either programme.
    """
    begun = rows[(rows["started_on"] <= pd.Timestamp(as_of)).to_numpy(dtype=bool)]
    supported = children_of(rows, children)["child_id"]
    who = children_of(begun, children, ("programme", "started_on"))
    who = who.sort_values(["started_on", "sponsorship_id"], kind="stable").drop_duplicates(["programme", "child_id"])
    if who.empty:
        return ()
    first = who["started_on"].min() - pd.Timedelta(days=BASELINE_DAYS)
    months = [str(month) for month in pd.period_range(first, pd.Timestamp(as_of), freq="M")]
    children, visits = children[_WHO], visits[_MEASURED]  # picking rows of other columns takes most of the time
    everybody = children["child_id"]
    risky = is_among(children["child_id"], at_risk)
    own = visits[is_among(visits["child_id"], who["child_id"])]
    of_aided = _known(children[is_among(children["child_id"], who["child_id"])], own, months, areas, everybody)
    who = who.assign(child=places_among(who["child_id"], everybody))
    pairs = {
        (programme, horizon): _pairs(who[who["programme"].eq(programme).to_numpy()], of_aided, horizon)
        for programme in sorted(who["programme"].dropna().unique())
        for horizon in FOLLOW_UPS
    }
    used = sorted({month for pair in pairs.values() for month in (*pair["month_before"], *pair["month_after"])})
    others = children[~is_among(children["child_id"], supported)]
    seen = visits[is_among(visits["child_id"], others["child_id"])]
    named = [str(pd.Period(ordinal=month, freq="M")) for month in used]
    pool = _known(others, seen, named, areas, everybody) if named else of_aided.iloc[:0]
    number = who.groupby("programme")["child"].nunique()
    return tuple(
        _course(programme, horizon, pair, pool, risky, int(number[programme]))
        for (programme, horizon), pair in pairs.items()
    )


def _known(
    children: pd.DataFrame, visits: pd.DataFrame, months: list[str], areas: Areas, everybody: pd.Series
) -> pd.DataFrame:
    """A plausible height for age of each child and month, with its bands: ``child`` is the place in ``everybody``,
    ``month`` months since 1970. Numbers alone, since courses are matched many times.
    """
    frame = snapshot(children, visits, months, areas)
    frame = frame[frame["haz_state"].eq("known").to_numpy()]
    haz = frame["haz"].to_numpy(dtype=float)
    return pd.DataFrame(
        {
            "child": places_among(frame["child_id"], everybody),
            "month": frame["visit_date"].to_numpy(dtype="datetime64[M]").astype(np.int64),
            "day": frame["visit_date"].to_numpy(),
            "age": pd.Index(list(AGE_BANDS_MONTHS)).get_indexer(pd.Index(frame["age"])),
            "band": np.searchsorted(HEIGHT_BANDS, haz, side="right"),
            "haz": haz,
        }
    )


def _pairs(who: pd.DataFrame, seen: pd.DataFrame, horizon: int) -> pd.DataFrame:
    """One row a child: the last height before its sponsorship began, and the one nearest to the horizon after."""
    frame = seen.merge(who[["child", "started_on"]], on="child")
    days = (frame["day"] - frame["started_on"]).dt.days
    before = frame[((days <= 0) & (days >= -BASELINE_DAYS)).to_numpy()]
    before = before.sort_values("day", kind="stable").drop_duplicates("child", keep="last")
    off = (days - FOLLOW_UPS[horizon]).abs()
    after = frame.assign(off=off)[((off <= FOLLOW_UP_SLACK_DAYS) & (days > 0)).to_numpy()]
    after = after.sort_values(["off", "day"], kind="stable").drop_duplicates("child")
    return before.merge(after[["child", "month", "haz"]], on="child", suffixes=("_before", "_after"))


def _others(pairs: pd.DataFrame, pool: pd.DataFrame) -> pd.DataFrame:
    """Children of the pool measured in the two months of some aided child; one row a child and pair of months."""
    parts = []
    for before, after in sorted(set(zip(pairs["month_before"], pairs["month_after"], strict=True))):
        then, now = pool[pool["month"].eq(before)], pool.loc[pool["month"].eq(after), ["child", "month", "haz"]]
        parts.append(then.merge(now, on="child", suffixes=("_before", "_after")))
    return pd.concat(parts, ignore_index=True) if parts else pairs.iloc[:0]


def _course(
    programme: str, horizon: int, pairs: pd.DataFrame, pool: pd.DataFrame, risky: np.ndarray, number: int
) -> Course:
    others = _others(pairs, pool)
    alike, like = _strata(pairs, others, _STRATUM)
    there = np.isin(alike, like)
    aided = _Courses.of(pairs[there], alike[there], risky)
    by_age, same_age = _strata(pairs[there], others, _AGE)
    of_age, of_like = np.isin(same_age, by_age), np.isin(like, alike)
    return Course(
        programme,
        horizon,
        aided.group(aided),
        _Courses.of(others[of_like], like[of_like], risky).group(aided),
        _Courses.of(others[of_age], same_age[of_age], risky).group(_Courses.of(pairs[there], by_age, risky)),
        unlike=int((~there).sum()),
        not_measured=number - len(pairs),
    )


def _strata(pairs: pd.DataFrame, others: pd.DataFrame, by: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """The stratum of every row of both, numbered alike."""
    both = pd.concat([pairs[by], others[by]], ignore_index=True)
    stratum = both.groupby(by, sort=False).ngroup().to_numpy()
    return stratum[: len(pairs)], stratum[len(pairs) :]


@dataclass(frozen=True, slots=True)
class _Courses:
    """Heights before and after of some children, the stratum of each, and whether it was at risk and not stunted."""

    child: np.ndarray
    stratum: np.ndarray
    before: np.ndarray
    after: np.ndarray
    risky: np.ndarray

    @classmethod
    def of(cls, frame: pd.DataFrame, stratum: np.ndarray, risky: np.ndarray) -> _Courses:
        """``risky`` says of every child by its number whether it is at risk."""
        before, after = (frame[name].to_numpy(dtype=float) for name in ("haz_before", "haz_after"))
        child = frame["child"].to_numpy(dtype=np.int64)
        return cls(child, stratum, before, after, (before >= STUNTED_BELOW) & risky[child])

    def only(self, rows: np.ndarray) -> _Courses:
        parts = (self.child, self.stratum, self.before, self.after, self.risky)
        return _Courses(*(part[rows] for part in parts))

    def group(self, aided: _Courses) -> Group:
        """What happened to them, strata weighted as they are among the aided; like children have all their strata."""
        change = self.after - self.before
        weights = self._weights(aided)
        middle = None if weights is None else float((weights * change).sum())
        half = None if weights is None else self._half(weights)
        risky, theirs = self.only(self.risky), aided.only(aided.risky)
        still = risky.after >= STUNTED_BELOW
        of_risky = risky._weights(theirs)
        return Group(
            len(np.unique(self.child)),
            None if weights is None else float((weights * self.before).sum()),
            None if weights is None else float((weights * self.after).sum()),
            middle,
            None if middle is None or half is None else middle - half,
            None if middle is None or half is None else middle + half,
            len(np.unique(risky.child)),
            len(np.unique(risky.child[still])),
            None if of_risky is None else float(of_risky[still].sum()),
        )

    def _weights(self, aided: _Courses) -> np.ndarray | None:
        """Weight of each row, together 1; strata of the aided without anybody here are left out."""
        if not len(self.stratum) or not len(aided.stratum):
            return None
        number = int(max(self.stratum.max(), aided.stratum.max())) + 1
        theirs, own = (np.bincount(one.stratum, minlength=number) for one in (aided, self))
        share = np.where(own > 0, theirs, 0)
        return (share / np.maximum(own, 1) / share.sum())[self.stratum] if share.sum() else None

    def _half(self, weights: np.ndarray) -> float | None:
        """Half of the interval of the weighted mean change; the spread within strata is taken as one; large samples."""
        change, own = self.after - self.before, np.bincount(self.stratum)
        means = np.bincount(self.stratum, change) / np.maximum(own, 1)
        free = len(change) - int((own > 0).sum())
        if free <= 0:
            return None
        variance = float(((change - means[self.stratum]) ** 2).sum()) / free
        return _Z * float(np.sqrt((weights**2).sum() * variance))
