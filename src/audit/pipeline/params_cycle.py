"""The parameters of a cycle's papers and days: the decree, the chair, the district's own budget days and holidays.

Nothing here has an invented default: what a district does not write is not known, and the law's days stand.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from audit.pipeline.strict import Day, Strict, Words
from audit.reference.follow_up_rules import BudgetCalendar

__all__ = ["CYCLE_FORMS", "CalendarParams", "ChairParams", "DecreeParams", "MemberParams", "TeamParams"]

_MONTH_DAY = r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
CYCLE_FORMS = {_MONTH_DAY: "month_day"}  # the sentence that shows each form
_ANY_YEAR = 2025  # no leap year: 29 February is no closing day


MonthDay = Annotated[str, Field(pattern=_MONTH_DAY)]


class DecreeParams(Strict):
    """The decree (SK) of the audit team: its number, its day, and until when it holds."""

    number: Words
    signed_on: Day
    valid_until: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.valid_until is not None and self.valid_until < self.signed_on:
            raise ValueError("decree_order")
        return self


class ChairParams(Strict):
    """Who chairs the team and approves plans, by office and never by name, and until when the term lasts."""

    office: Words
    until: Day | None = None


class MemberParams(Strict):
    """An office in the audit team and what it does there."""

    role: Literal["responsible", "chair", "secretary", "technical", "expert"]
    office: Words


class TeamParams(Strict):
    """The audit team; decrees name offices, not persons."""

    decree: DecreeParams | None = None
    chair: ChairParams | None = None
    members: Annotated[tuple[MemberParams, ...], Field(strict=False)] = ()

    @property
    def offices(self) -> tuple[str, ...]:
        """Offices that are named here."""
        return (*((self.chair.office,) if self.chair else ()), *(member.office for member in self.members))

    @property
    def days(self) -> tuple[date, ...]:
        """Every day that is written here."""
        days = (self.decree and self.decree.signed_on, self.decree and self.decree.valid_until)
        return tuple(day for day in (*days, self.chair and self.chair.until) if day)


class CalendarParams(Strict):
    """Days of a district: until when money of a year can be had (month and day), and its own holidays.

    ``apbd_p`` and ``closing`` default to those of ``reference.follow_up_rules.BudgetCalendar``.
    """

    apbd_p: MonthDay | None = None
    closing: MonthDay | None = None
    holidays: Annotated[tuple[Day, ...], Field(strict=False)] = ()

    @model_validator(mode="after")
    def _sound(self) -> Self:
        try:
            for said in (self.apbd_p, self.closing):
                _ = said and date(_ANY_YEAR, *_parts(said))
        except ValueError:
            raise ValueError("no_such_day") from None
        if len(set(self.holidays)) != len(self.holidays):
            raise ValueError("holiday_twice")
        return self

    @property
    def budget(self) -> BudgetCalendar:
        """The days of the budget as this district has them."""
        law = BudgetCalendar()
        return BudgetCalendar(
            _parts(self.apbd_p) if self.apbd_p else law.apbd_p, _parts(self.closing) if self.closing else law.december
        )


def _parts(said: str) -> tuple[int, int]:
    month, day = said.split("-")
    return int(month), int(day)
