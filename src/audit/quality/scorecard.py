"""The scorecard of data quality: every check of WHO-UNICEF 2019 and of SMART/ENA, by area, month, posyandu or team."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import get_args

import pandas as pd

from audit.quality.card_checks import checks_of
from audit.quality.card_figures import figures_of
from audit.quality.card_rows import parted
from audit.reference.quality_rules import Rules
from audit.results import CheckResult, LineList

__all__ = ["scorecard", "scorecard_lines"]


def scorecard(
    children: pd.DataFrame,
    visits: pd.DataFrame,
    *,
    by: str | Sequence[str] = (),
    rules: Rules = "who2019",
    evidence: bool = True,
) -> list[CheckResult]:
    """Judge whether measurements can be believed: one result a subject and check, subjects in order.

    Parameters
    ----------
    children, visits : canonical tables (``audit.schemas``); ``visits`` may have a ``team`` column beside them.
    by : any of "kecamatan", "desa", "posyandu", "month", "team"; the subject is their values joined by ``|`` ("all"
        without any). A posyandu is ``<desa>/<name>``; an unknown area is ``.00`` of what is known.
    rules : whose flags are taken out before SD, skewness and kurtosis, and whose classes the SD of weight for height
        has: WHO's limits and the SD of usual surveys, or SMART's distance and ENA's classes. All else is equal.
    evidence : with the row of numbers behind each check (``table``); hundreds of posyandu whose checks become lines
        do without.

    Returns
    -------
    Checks ``completeness.<column>``, ``flags_who.<index>``, ``flags_smart.<index>``, ``sd.<index>``,
    ``skewness.<index>``, ``kurtosis.<index>``, ``sex_ratio``, ``age_ratio``, ``age_distribution``, ``age_heaping``,
    ``digits.<weight|lenhei|muac>``, ``clustering.<haz|whz>``, ``outliers_tukey.<index>``, ``outliers_mahalanobis`` and
    ``ena_score``. Completeness and digits look at every measurement, all others at the newest of each child in the
    subject, so that nobody counts twice. Children of 60 months or more are left out. Where too few are there (limits in
    ``reference.quality_rules``) status is "not_assessable" and the value ``None``: chance alone would rate them.

    Raises ``ValueError`` for another ``by`` or ``rules``. Subjects that name a posyandu or a team have no tables with
    cells and belong in the restricted edition alone: hand them on by :func:`scorecard_lines`. Not for comparing areas
    in rank: a check says what to look at again, not who worked badly.
    """
    if rules not in get_args(Rules):
        raise ValueError(f"no rules {rules!r}: one of {get_args(Rules)}")
    levels = (by,) if isinstance(by, str) else tuple(by)
    rows = parted(children, visits, levels)
    return [
        check
        for subject, figures in zip(rows.subjects, figures_of(rows), strict=True)
        for check in checks_of(subject, figures, rules, evidence=evidence)
    ]


def scorecard_lines(checks: Iterable[CheckResult], *, id: str = "scorecard") -> LineList:
    """Checks as rows (subject, check, status, value, unit, n, meaning as its id): a list for the restricted edition."""
    columns = ("subject", "check", "status", "value", "unit", "n", "meaning")
    rows = [(c.subject, c.id, c.status, c.value, c.unit, c.n, c.meaning.id) for c in checks]
    return LineList(id, pd.DataFrame(rows, columns=list(columns)))
