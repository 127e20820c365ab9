"""SMART's four classes and ENA's overall score."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audit.reference.quality_rules import (
    ENA_POINTS,
    ENA_SCORE_CLASSES,
    FLAG_CLASSES,
    GRADES,
    P_CLASSES,
    SD_CLASSES,
    SHAPE_CLASSES,
    EnaPart,
    Grade,
)
from audit.reference.statistics import DIGIT_PREFERENCE_CLASSES

__all__ = ["EnaScore", "ena_score", "grade_digits", "grade_flags", "grade_p", "grade_score", "grade_sd", "grade_shape"]

# Without these there is no overall score; MUAC and clusters are not collected everywhere.
_NEEDED: tuple[EnaPart, ...] = (
    "flags", "sex_ratio", "age_ratio", "digits_weight", "digits_lenhei", "sd", "skewness", "kurtosis",
)  # fmt: skip


def grade_flags(share: float, index: str = "whz") -> Grade:
    """Class of a share (0-1) of flagged values: up to 2.5, 5, 7.5 % for weight for height."""
    return GRADES[bisect_left(FLAG_CLASSES[index], share)]


def grade_p(p: float, limits: Sequence[float] = P_CLASSES) -> Grade:
    """Class of a p value: above 0.1, 0.05, 0.001 (sex and age ratio), or of other falling limits."""
    return GRADES[sum(p <= limit for limit in limits)]


def grade_digits(score: float) -> Grade:
    """Class of a digit preference score: to 8, 12, 20."""
    return GRADES[bisect_left(DIGIT_PREFERENCE_CLASSES, score)]


def grade_sd(sd: float) -> Grade:
    """Class of the SD of weight for height: within 0.9-1.1, 0.85-1.15, 0.8-1.2, bounds excluded."""
    return GRADES[sum(not low < sd < high for low, high in SD_CLASSES)]


def grade_shape(value: float) -> Grade:
    """Class of a skewness or excess kurtosis by its size: below 0.2, 0.4, 0.6."""
    return GRADES[bisect_right(SHAPE_CLASSES, abs(value))]


def grade_score(score: int) -> Grade:
    """Class of the overall score: to 9, 14, 24 points."""
    return GRADES[bisect_left(ENA_SCORE_CLASSES, score)]


@dataclass(frozen=True, slots=True)
class EnaScore:
    """Points of the parts that could be assessed, their sum and its class; ``score`` is ``None`` if a part is lacking.

    Parts that may be lacking are MUAC and clusters.
    """

    points: Mapping[EnaPart, int]
    score: int | None
    grade: Grade | None


def ena_score(grades: Mapping[EnaPart, Grade | None]) -> EnaScore:
    """Sum the points of the classes. Source: ENA for SMART.

    An overall score does not accept or reject a survey: normality is no law, mixed populations widen the SD, and one
    heavy fault can hide behind many small merits. Read the parts.
    """
    points: dict[EnaPart, int] = {
        part: ENA_POINTS[part][GRADES.index(grade)] for part in ENA_POINTS if (grade := grades.get(part))
    }
    if any(part not in points for part in _NEEDED):
        return EnaScore(points, None, None)
    score = sum(points.values())
    return EnaScore(points, score, grade_score(score))
