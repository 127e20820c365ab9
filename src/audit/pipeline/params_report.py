"""The parameters of the report itself: in which order it stands, and what the formal order says beside the results.

Everything has a default: what a district does not write is left as a line to fill in by hand, or said to be missing.
Offices are named rather than persons; a name may stand only with who signs, and a staff number (NIP) nowhere.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from audit.pipeline.strict import Day, ProjectPath, Strict, Words

__all__ = ["ReportParams", "ReviewedParams", "SignatoryParams"]

Paragraph = Annotated[str, Field(min_length=1, max_length=1500)]
PICTURES = (".png", ".jpg", ".jpeg", ".svg")


class SignatoryParams(Strict):
    """Who signs the approval sheet: ``acting`` an (on behalf), plt, pj or plh."""

    task: Literal["prepared", "reviewed", "approved"]
    office: Words
    name: Words | None = None
    acting: Literal["an", "plt", "pj", "plh"] | None = None


class ReviewedParams(Strict):
    """Who reviewed the report, and when: it is no draft any more."""

    office: Words
    date: Day


class ReportParams(Strict):
    """``order``: "ringkas" (findings first) or "resmi" (approval sheet, chapters, closing).

    ``body`` is what the body over the audit team is called in these years: TPPS, or TP3S (reference/practice.md C5).
    ``reviewed`` makes a draft "ditelaah", ``approved`` (the day of approval) makes it "disahkan": no page says DRAF any
    more, and the report is never replaced again.
    """

    order: Literal["ringkas", "resmi"] = "ringkas"
    body: Words = "TPPS"
    logo: ProjectPath | None = None
    place: Words | None = None
    signatories: Annotated[tuple[SignatoryParams, ...], Field(strict=False)] = ()
    regulations: Annotated[tuple[Words, ...], Field(strict=False)] = ()
    background: Annotated[tuple[Paragraph, ...], Field(strict=False)] = ()
    reviewed: ReviewedParams | None = None
    approved: Day | None = None

    @field_validator("logo")
    @classmethod
    def _picture(cls, value: str | None) -> str | None:
        if value is not None and not value.lower().endswith(PICTURES):
            raise ValueError("logo_kind")
        return value

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        tasks = [signatory.task for signatory in self.signatories]
        if len(tasks) != len(set(tasks)):
            raise ValueError("signatory_twice")
        if self.approved and (self.reviewed is None or self.approved < self.reviewed.date):
            raise ValueError("approved_unreviewed")
        return self

    @property
    def state(self) -> Literal["draf", "ditelaah", "disahkan"]:
        """How far the report has come."""
        if self.approved:
            return "disahkan"
        return "ditelaah" if self.reviewed else "draf"

    @property
    def days(self) -> tuple[date, ...]:
        """Every day that is written here."""
        days = (self.reviewed.date if self.reviewed else None, self.approved)
        return tuple(day for day in days if day)

    @property
    def offices(self) -> tuple[str, ...]:
        """Offices and officials that are named here."""
        signing = [words for s in self.signatories for words in (s.office, s.name)]
        reviewed = self.reviewed.office if self.reviewed else None
        named = (self.body, self.place, reviewed, *signing)
        return tuple(words for words in named if words)

    @property
    def documents(self) -> tuple[str, ...]:
        """Free text that is written here."""
        return (*self.regulations, *self.background)
