"""The checks of a scorecard on one subject: each a value with its rating and what it does to the results."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from math import isnan

import numpy as np
import pandas as pd

from audit.quality.card_figures import CLUSTERED, INDICES, Figures
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
from audit.quality.smart_score import (
    ena_score,
    grade_digits,
    grade_flags,
    grade_p,
    grade_sd,
    grade_shape,
)
from audit.quality.spread import Spread
from audit.reference.anthropometry_rules import ClassedIndex, Index
from audit.reference.quality_rules import (
    AGE_GROUPS,
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
    EnaPart,
    Grade,
    Rules,
)
from audit.reference.statistics import FLAGGED_POOR
from audit.results import CheckResult, CountTable, RateTable, Sentence, Status

__all__ = ["checks_of"]

_SCORED: Index = "whz"  # the index that ENA scores
_DIGITS: Mapping[str, EnaPart] = {"weight": "digits_weight", "lenhei": "digits_lenhei", "muac": "digits_muac"}
_UNKNOWN = Sentence("scorecard.not_assessable")
_STATUSES: tuple[Status, ...] = ("good", "fair", "poor")

Evidence = tuple[CountTable | RateTable, ...]


class _Card:
    """Collects the checks of one subject, and the classes that the overall score adds up."""

    def __init__(self, subject: Subject, figures: Figures, *, evidence: bool) -> None:
        self.subject, self.figures = subject, figures
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
                meaning=Sentence(f"scorecard.{kind}_{status}") if sure else _UNKNOWN,
                tables=tables,
                table=_row(evidence) if evidence and self.evidence else None,
            )
        )


def _row(evidence: Mapping[str, float]) -> pd.DataFrame:
    return pd.DataFrame(np.array([list(evidence.values())], dtype="float64"), columns=list(evidence))


def checks_of(subject: Subject, figures: Figures, rules: Rules, *, evidence: bool = True) -> Iterator[CheckResult]:
    """Every check of one subject, the overall ENA score last; ``evidence``: with the row of numbers behind each."""
    card = _Card(subject, figures, evidence=evidence)
    _completeness(card)
    for index in INDICES:
        _z_scores(card, index, rules)
    _sexes_and_ages(card)
    _digits(card)
    for index in CLUSTERED:
        _clustering(card, index)
    _outliers(card)
    _overall(card)
    yield from card.checks


def _up_to(value: float, limits: Sequence[float]) -> Status:
    return _STATUSES[bisect_left(limits, value)]


def _status(grade: Grade | None) -> Status | None:
    return None if grade is None else STATUS_OF[grade]


def _completeness(card: _Card) -> None:
    n = card.figures.measured
    for column, missing in card.figures.missing.items():
        id = f"completeness.{column}"
        share = missing / n if n else np.nan
        collected = n and not (column == "muac_cm" and missing == n)  # MUAC is not measured everywhere
        status = _up_to(share, MISSING_CLASSES) if collected else None
        tables = missing_table(id, card.subject, column, missing, n)
        card.add(id, "completeness", status, 100 * share, "percent", n, tables)


def _z_scores(card: _Card, index: Index, rules: Rules) -> None:
    scores = card.figures.scores[index]
    who, smart, given = scores.who, scores.smart, scores.given
    _flagged(card, index, scores.flagged_who, scores.flagged_smart, given)
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
    test, tables = card.figures.sexes, sex_table(card.subject, *card.figures.sexes.observed.tolist())
    card.grades["sex_ratio"] = _first_of_two(card, "sex_ratio", test, tables)
    test, halves, groups = card.figures.ages, ("06-29", "30-59"), AGE_GROUPS.children
    tables = age_table("age_ratio", card.subject, dict(zip(halves, test.observed.tolist(), strict=True)))
    card.grades["age_ratio"] = _first_of_two(card, "age_ratio", test, tables)
    test, years = card.figures.years, (year for half in halves for year in groups[half])
    counts = dict(zip(years, test.observed.tolist(), strict=True))
    _tested(card, "age_distribution", test, test.p, "p", age_table("age_distribution", card.subject, counts))
    test = card.figures.remainders
    _tested(card, "age_heaping", test, test.p, "p", remainder_table(card.subject, test.observed))


def _first_of_two(card: _Card, id: str, test: ChiSquare, tables: Evidence) -> Grade | None:
    """A ratio as the share of the first (boys, younger children): disclosure control reads counts out of shares."""
    first, second = test.observed.tolist()
    share = 100 * first / test.n if test.n else np.nan
    return _tested(card, id, test, share, "percent", tables, ratio=first / second if second else np.nan)


def _tested(
    card: _Card, id: str, test: ChiSquare, value: float, unit: str, tables: Evidence, **evidence: float
) -> Grade | None:
    grade = grade_p(test.p) if test.assessable else None
    card.add(id, id, _status(grade), value, unit, test.n, tables, chi2=test.chi2, df=test.df, p=test.p, **evidence)
    return grade


def _digits(card: _Card) -> None:
    for what, part in _DIGITS.items():
        digits = card.figures.digits[what]
        grade = grade_digits(digits.score) if digits.n >= MINIMUM_FOR_DIGITS else None
        card.grades[part] = grade
        id = f"digits.{what}"
        card.add(
            id, "digits", _status(grade), digits.score, "score", digits.n, digit_table(id, card.subject, digits.counts),
            dissimilarity=digits.dissimilarity, whole=digits.whole, half=digits.half,
        )  # fmt: skip


def _clustering(card: _Card, index: ClassedIndex) -> None:
    found, given = card.figures.clusters[index], card.figures.scores[index].given
    enough = found.clusters > 1 and found.cases / found.clusters >= MINIMUM_CASES_A_CLUSTER
    grade = grade_p(found.p, POISSON_CLASSES) if enough else None
    if index == _SCORED:
        card.grades["poisson"] = grade
    id = f"clustering.{index}"
    card.add(
        id, "clustering", _status(grade), found.green, "index", given, given_table(id, card.subject, index, given),
        clusters=found.clusters, cases=found.cases, variance_to_mean=found.variance_to_mean, p=found.p,
    )  # fmt: skip


def _outliers(card: _Card) -> None:
    for index, scores in card.figures.scores.items():
        id = f"outliers_tukey.{index}"
        tables = given_table(id, card.subject, index, scores.given)
        _share_outside(card, id, scores.far, scores.given, tables, near=scores.near, far=scores.far)
    found = card.figures.unusual
    _share_outside(card, "outliers_mahalanobis", found, card.figures.pairs, found=found)


def _share_outside(card: _Card, id: str, outside: int, n: int, tables: Evidence = (), **evidence: float) -> None:
    share = outside / n if n else np.nan
    status = _up_to(share, OUTLIER_CLASSES) if n >= MINIMUM_FOR_SPREAD else None
    card.add(id, "outliers", status, 100 * share, "percent", n, tables, **evidence)


def _overall(card: _Card) -> None:
    total = ena_score(card.grades)
    n = card.figures.scores[_SCORED].given
    score = np.nan if total.score is None else total.score
    points = {part: total.points.get(part, np.nan) for part in ENA_POINTS}  # NaN: could not be assessed
    tables = given_table("ena_score", card.subject, _SCORED, n)
    card.add("ena_score", "ena", _status(total.grade), score, "score", n, tables, **points)
