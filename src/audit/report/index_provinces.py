"""What may be summed over the districts of a province: numerators and denominators of one month, all of them shown.

A sum stands only where each of its parts stands in the same page, so that it tells nothing that they do not: a figure
withheld in one district cannot be worked out from the sum and the others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from audit.report.index_figures import Figure, Headline

__all__ = ["District", "Reason", "Sum", "province_sum"]

# Why nothing is summed: withheld in a district, not recorded in one, of different months, invented beside true.
Reason = Literal["", "hidden", "absent", "months", "sample"]
District = tuple[Headline, bool]  # its figures, and whether they are invented


@dataclass(frozen=True, slots=True)
class Sum:
    """``numerator`` of ``denominator`` in ``period``, or the reason why there is no sum (numbers are then ``None``)."""

    reason: Reason
    period: str = ""
    numerator: int | None = None
    denominator: int | None = None

    @property
    def share(self) -> float | None:
        """The share from summed numerators; ``None`` without a sum or without anybody."""
        if self.numerator is None or not self.denominator:
            return None
        return self.numerator / self.denominator


def province_sum(districts: Sequence[District], of: Callable[[Headline], Sequence[Figure]]) -> Sum:
    """Sum the newest figure of each district; ``of`` picks the figures, oldest first."""
    newest = [figures[-1] if (figures := of(headline)) else None for headline, _ in districts]
    known = [figure for figure in newest if figure is not None]
    if any(figure.hidden for figure in known):
        return Sum("hidden")
    if not known or len(known) < len(newest):
        return Sum("absent")
    if len({sample for _, sample in districts}) > 1:
        return Sum("sample")
    if len({figure.period for figure in known}) > 1:
        return Sum("months")
    numerators = [figure.numerator for figure in known if figure.numerator is not None]
    denominators = [figure.denominator for figure in known if figure.denominator is not None]
    if len(numerators) < len(known) or len(denominators) < len(known):
        return Sum("absent")
    return Sum("", known[0].period, sum(numerators), sum(denominators))
