"""The parameters of the report itself: in which order it stands, and what the formal order says beside the results.

Everything has a default: what a district does not write is left as a line to fill in by hand, or said to be missing.
Offices are named rather than persons; a name may stand only with who signs, and a staff number (NIP) nowhere.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from audit.pipeline.strict import Day, ProjectPath, Strict, Words

__all__ = ["LetterheadParams", "NumberedPaper", "ReportParams", "ReviewedParams", "SignatoryParams"]

Paragraph = Annotated[str, Field(min_length=1, max_length=1500)]
PICTURES = (".png", ".jpg", ".jpeg", ".svg")
NumberedPaper = Literal["undangan", "surat_pengantar", "berita_acara_diseminasi", "berita_acara_rtl"]


class SignatoryParams(Strict):
    """Who signs: the approval sheet (prepared, reviewed, approved), the decree of the team, or letters.

    ``acting`` is an (on behalf of ``office``), plt, pj or plh; ``position`` the own office of who signs on behalf.
    """

    task: Literal["prepared", "reviewed", "approved", "decree", "letters"]
    office: Words
    name: Words | None = None
    acting: Literal["an", "plt", "pj", "plh"] | None = None
    position: Words | None = None

    @model_validator(mode="after")
    def _on_behalf(self) -> Self:
        if self.position is not None and self.acting != "an":
            raise ValueError("position_alone")
        return self


class LetterheadParams(Strict):
    """The head of letters (kop): the office below the name of the government, and how it is reached."""

    office: Words
    address: Words | None = None
    phone: Words | None = None
    email: Words | None = None


class ReviewedParams(Strict):
    """Who reviewed the report, and when: it is no draft any more."""

    office: Words
    date: Day


class ReportParams(Strict):
    """``order``: "ringkas" (findings first) or "resmi" (approval sheet, chapters, closing).

    ``body`` is what the body over the audit team is called in these years: TPPS, or TP3S (reference/practice.md C5).
    ``numbers`` are those of letters and records that have one already.
    ``reviewed`` makes a draft "ditelaah", ``approved`` (the day of approval) makes it "disahkan": no page says DRAF any
    more, and the report is never replaced again.
    """

    order: Literal["ringkas", "resmi"] = "ringkas"
    body: Words = "TPPS"
    logo: ProjectPath | None = None
    place: Words | None = None
    letterhead: LetterheadParams | None = None
    numbers: dict[NumberedPaper, Words] = Field(default_factory=dict)
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
        signing = [words for s in self.signatories for words in (s.office, s.name, s.position)]
        reviewed = self.reviewed.office if self.reviewed else None
        head = self.letterhead
        reached = (head.office, head.address, head.phone, head.email) if head else ()
        named = (self.body, self.place, reviewed, *signing, *reached)
        return tuple(words for words in named if words)

    @property
    def documents(self) -> tuple[str, ...]:
        """Free text that is written here."""
        return (*self.regulations, *self.background, *self.numbers.values())
