"""The checks of a scorecard on one subject: each a value with its rating and what it does to the results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isnan

import numpy as np
import pandas as pd

from audit.anthropometry.flags import smart_flags, who_flags
from audit.quality.age_distribution import age_distribution
from audit.quality.age_heaping import age_heaping
from audit.quality.age_ratio import age_ratio
from audit.quality.card_rows import Subject
from audit.quality.card_tables import (
    age_table,
    digit_table,
    flag_table,
    given_table,
    missing_table,
    remainder_table,
    sex_table,
)
from audit.quality.chi_square import ChiSquare
from audit.quality.clustering import dispersion
from audit.quality.completeness import COLUMNS
from audit.quality.digits import digit_preference_score, last_digits
from audit.quality.outliers import mahalanobis_outliers, tukey_counts
from audit.quality.sex_ratio import sex_ratio
from audit.quality.smart_score import (
    ena_score,
    grade_digits,
    grade_flags,
    grade_p,
    grade_sd,
    grade_shape,
)
from audit.quality.spread import Spread, spread
from audit.reference.anthropometry_rules import CLASSES, ClassedIndex, Index
from audit.reference.quality_rules import (
    AGE_GROUPS,
    AGE_SPAN_MONTHS,
    ENA_POINTS,
    MINIMUM_CASES_A_CLUSTER,
    MINIMUM_FOR_DIGITS,
    MINIMUM_FOR_KURTOSIS,
    MINIMUM_FOR_SHAPE,
    MINIMUM_FOR_SPREAD,
    MISSING_CLASSES,
    OUTLIER_CLASSES,
    POISSON_CLASSES,
    SD_CLASSES,
    SD_USUAL,
    STATUS_OF,
    TUKEY_FAR,
    TUKEY_NEAR,
    EnaPart,
    Grade,
    Rules,
)
from audit.reference.statistics import FLAGGED_POOR
from audit.results import CheckResult, CountTable, RateTable, Sentence, Status

__all__ = ["checks_of"]

_INDICES: tuple[Index, ...] = ("haz", "waz", "whz")
_CLUSTERED: tuple[ClassedIndex, ...] = ("haz", "whz")
_SCORED: Index = "whz"  # the index that ENA scores
_DIGITS: tuple[tuple[str, EnaPart], ...] = (
    ("weight", "digits_weight"),
    ("lenhei", "digits_lenhei"),
    ("muac", "digits_muac"),
)
_COLUMN = {"weight": "weight_kg", "lenhei": "lenhei_cm", "muac": "muac_cm"}
_STATUSES: tuple[Status, ...] = ("good", "fair", "poor")

Evidence = tuple[CountTable | RateTable, ...]


class _Card:
    """Collects the checks of one subject, and the classes that the overall score adds up."""

    def __init__(self, subject: Subject, *, evidence: bool) -> None:
        self.subject = subject
        self.evidence = evidence
        self.checks: list[CheckResult] = []
        self.grades: dict[EnaPart, Grade | None] = {}

    def add(
        self,
        id: str,
        kind: str,
        status: Status | None,
        value: float,
        unit: str,
        n: int,
        tables: Evidence = (),
        **evidence: float,
    ) -> None:
        """Add a check; without a status it cannot be assessed and has no value."""
        sure = status is not None and not isnan(value)
        self.checks.append(
            CheckResult(
                id=id,
                subject=self.subject.name,
                status=status if status is not None and sure else "not_assessable",
                value=float(value) if sure else None,
                unit=unit,
                n=n,
                meaning=Sentence(f"scorecard.{kind}_{status}" if sure else "scorecard.not_assessable"),
                tables=tables,
                table=_row(evidence) if evidence and self.evidence else None,
            )
        )


def _row(evidence: Mapping[str, float]) -> pd.DataFrame:
    return pd.DataFrame(np.array([list(evidence.values())], dtype="float64"), columns=list(evidence))


def checks_of(subject: Subject, rules: Rules, *, evidence: bool = True) -> Iterator[CheckResult]:
    """Every check of one subject, the overall ENA score last; ``evidence``: with the row of numbers behind each."""
    card = _Card(subject, evidence=evidence)
    _completeness(card)
    for index in _INDICES:
        _z_scores(card, index, rules)
    _sexes_and_ages(card)
    _digits(card)
    for index in _CLUSTERED:
        _clustering(card, index)
    _outliers(card)
    _overall(card)
    yield from card.checks


def _up_to(value: float, limits: Sequence[float]) -> Status:
    return _STATUSES[sum(value > limit for limit in limits)]


def _status(grade: Grade | None) -> Status | None:
    return None if grade is None else STATUS_OF[grade]


def _completeness(card: _Card) -> None:
    n = card.subject.n_measured
    for column in COLUMNS:
        id, missing = f"completeness.{column}", card.subject.missing[column]
        share = missing / n if n else np.nan
        collected = n and not (column == "muac_cm" and missing == n)  # MUAC is not measured everywhere
        status = _up_to(share, MISSING_CLASSES) if collected else None
        tables = missing_table(id, card.subject, column, missing)
        card.add(id, "completeness", status, 100 * share, "percent", n, tables)


def _z_scores(card: _Card, index: Index, rules: Rules) -> None:
    z = card.subject.children[index]
    given = int((~np.isnan(z)).sum())
    by_who, by_smart = who_flags(z, index), smart_flags(z)
    _flagged(card, index, int(by_who.sum()), int(by_smart.sum()), given)
    who, smart = spread(z[~by_who]), spread(z[~by_smart])
    chosen = who if rules == "who2019" else smart
    kind, status = _sd_status(chosen, index, rules)
    # n is of the z-scores given: less the flagged ones it would tell a small count of flags by subtraction
    card.add(
        f"sd.{index}", kind, status, chosen.sd, "z", given, given_table(f"sd.{index}", card.subject, index, given),
        n_who=who.n, mean_who=who.mean, sd_who=who.sd, n_smart=smart.n, mean_smart=smart.mean, sd_smart=smart.sd,
    )  # fmt: skip
    _shape(card, index, chosen, given)
    if index == _SCORED and smart.n >= MINIMUM_FOR_SHAPE and not isnan(smart.skewness):
        card.grades |= {
            "sd": grade_sd(smart.sd),
            "skewness": grade_shape(smart.skewness),
            "kurtosis": grade_shape(smart.kurtosis),
        }


def _flagged(card: _Card, index: Index, who: int, smart: int, given: int) -> None:
    of_who, of_smart = (n / given if given else np.nan for n in (who, smart))
    enough = given >= MINIMUM_FOR_SPREAD
    grade = grade_flags(of_smart) if enough else None
    status: Status | None = ("good" if of_who <= FLAGGED_POOR else "poor") if enough else None
    if index == _SCORED:
        card.grades["flags"] = grade
    id = f"flags_who.{index}"
    card.add(id, "flags", status, 100 * of_who, "percent", given, flag_table(id, card.subject, index, who, given))
    id = f"flags_smart.{index}"
    tables = given_table(f"{id}.of", card.subject, index, given)
    card.add(id, "flags", _status(grade), 100 * of_smart, "percent", given, tables)


def _sd_status(found: Spread, index: Index, rules: Rules) -> tuple[str, Status | None]:
    """Whether the spread is too wide or too narrow, and how much: ENA's classes for its index, else usual surveys."""
    if found.n < MINIMUM_FOR_SPREAD:
        return "sd_wide", None
    if rules == "ena2020" and index == _SCORED:
        best, _ = SD_CLASSES[0]
        return "sd_narrow" if found.sd <= best else "sd_wide", STATUS_OF[grade_sd(found.sd)]
    narrowest, widest = SD_CLASSES[-1]
    if found.sd <= narrowest:
        return "sd_narrow", "poor"
    best, usual = SD_USUAL[index]
    return "sd_wide", _up_to(found.sd, (max(best, widest), usual))


def _shape(card: _Card, index: Index, found: Spread, given: int) -> None:
    for kind, value, error, enough in (
        ("skewness", found.skewness, found.skewness_se, MINIMUM_FOR_SHAPE),
        ("kurtosis", found.kurtosis, found.kurtosis_se, MINIMUM_FOR_KURTOSIS),
    ):
        sure = found.n >= enough and not isnan(value)
        status = STATUS_OF[grade_shape(value)] if sure else None
        id = f"{kind}.{index}"
        tables = given_table(id, card.subject, index, given)
        card.add(id, kind, status, value, "ratio", given, tables, n_used=found.n, standard_error=error)


def _sexes_and_ages(card: _Card) -> None:
    children = card.subject.children
    boys, girls = (int((children["sex"] == sex).sum()) for sex in ("m", "f"))
    test = sex_ratio(boys, girls)
    card.grades["sex_ratio"] = _first_of_two(card, "sex_ratio", test, sex_table(card.subject, boys, girls))
    low, below = AGE_SPAN_MONTHS
    months = children["months"]
    span = months[(months >= low) & (months < below)]
    test = age_ratio(span)
    young, old = (int(n) for n in test.observed)
    groups = AGE_GROUPS.children
    tables = age_table("age_ratio", card.subject, {"06-29": young, "30-59": old})
    card.grades["age_ratio"] = _first_of_two(card, "age_ratio", test, tables)
    test = age_distribution(span)
    counts = dict(zip((*groups["06-29"], *groups["30-59"]), map(int, test.observed), strict=True))
    _tested(card, "age_distribution", test, test.p, "p", age_table("age_distribution", card.subject, counts))
    test = age_heaping(months)
    _tested(card, "age_heaping", test, test.p, "p", remainder_table(card.subject, test.observed))


def _first_of_two(card: _Card, id: str, test: ChiSquare, tables: Evidence) -> Grade | None:
    """A ratio as the share of the first (boys, younger children): disclosure control reads counts out of shares."""
    first, second = (int(n) for n in test.observed)
    share = 100 * first / test.n if test.n else np.nan
    return _tested(card, id, test, share, "percent", tables, ratio=first / second if second else np.nan)


def _tested(
    card: _Card, id: str, test: ChiSquare, value: float, unit: str, tables: Evidence, **evidence: float
) -> Grade | None:
    grade = grade_p(test.p) if test.assessable else None
    card.add(id, id, _status(grade), value, unit, test.n, tables, chi2=test.chi2, df=test.df, p=test.p, **evidence)
    return grade


def _digits(card: _Card) -> None:
    for what, part in _DIGITS:
        counts = last_digits(card.subject.measured[_COLUMN[what]])
        n, score = int(counts.sum()), digit_preference_score(counts)
        grade = grade_digits(score) if score is not None and n >= MINIMUM_FOR_DIGITS else None
        card.grades[part] = grade
        id, tables = f"digits.{what}", digit_table(f"digits.{what}", card.subject, counts)
        shares = counts / n if n else np.full(len(counts), np.nan)
        card.add(
            id, "digits", _status(grade), np.nan if score is None else score, "score", n, tables,
            dissimilarity=float(np.abs(shares - 1 / len(counts)).sum() / 2), whole=shares[0], half=shares[5],
        )  # fmt: skip


def _clustering(card: _Card, index: ClassedIndex) -> None:
    z, posyandu = card.subject.children[index], card.subject.children["posyandu_code"]
    used = ~np.isnan(z) & (posyandu >= 0) & ~who_flags(z, index)
    _, cluster = np.unique(posyandu[used], return_inverse=True)
    case = z[used] < CLASSES["who"][index].below[-1]
    found = dispersion(np.bincount(cluster, weights=case), np.bincount(cluster))
    enough = found.clusters > 1 and found.cases / found.clusters >= MINIMUM_CASES_A_CLUSTER
    grade = grade_p(found.p, POISSON_CLASSES) if enough else None
    if index == _SCORED:
        card.grades["poisson"] = grade
    id, given = f"clustering.{index}", int((~np.isnan(z)).sum())
    card.add(
        id, "clustering", _status(grade), found.green, "index", given, given_table(id, card.subject, index, given),
        clusters=found.clusters, cases=found.cases, variance_to_mean=found.variance_to_mean, p=found.p,
    )  # fmt: skip


def _outliers(card: _Card) -> None:
    children = card.subject.children
    for index in _INDICES:
        z = children[index]
        near, far = tukey_counts(z, (TUKEY_NEAR, TUKEY_FAR))
        id, given = f"outliers_tukey.{index}", int((~np.isnan(z)).sum())
        tables = given_table(id, card.subject, index, given)
        _share_outside(card, id, far, given, tables, near=near, far=far)
    pairs = int((~np.isnan(children["haz"] + children["whz"])).sum())
    found = int(mahalanobis_outliers(children["haz"], children["whz"]).sum())
    _share_outside(card, "outliers_mahalanobis", found, pairs, found=found)


def _share_outside(card: _Card, id: str, outside: int, n: int, tables: Evidence = (), **evidence: float) -> None:
    share = outside / n if n else np.nan
    status = _up_to(share, OUTLIER_CLASSES) if n >= MINIMUM_FOR_SPREAD else None
    card.add(id, "outliers", status, 100 * share, "percent", n, tables, **evidence)


def _overall(card: _Card) -> None:
    total = ena_score(card.grades)
    n = int((~np.isnan(card.subject.children[_SCORED])).sum())
    score = np.nan if total.score is None else total.score
    points = {part: total.points.get(part, np.nan) for part in ENA_POINTS}  # NaN: could not be assessed
    tables = given_table("ena_score", card.subject, _SCORED, n)
    card.add("ena_score", "ena", _status(total.grade), score, "score", n, tables, **points)
