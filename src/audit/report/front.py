"""What stands before the chapters of the formal order: the title page and the sheet on which the report is approved."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, get_args

from audit.language import date_text, text
from audit.language.catalogue import Language
from audit.report.context import ReportContext
from audit.report.formal import Signatory, Task

__all__ = ["Front", "Signature", "acting", "formal_front"]


@dataclass(frozen=True, slots=True)
class Signature:
    """One place to sign: for what, for which office, whose name. An empty name, place or day leaves a line.

    The staff number (NIP) is always a line: it holds a birth date and is written by hand.
    """

    task: str
    office: str
    name: str
    place: str
    day: str


@dataclass(frozen=True, slots=True)
class Front:
    """Words and logo (PNG, may be empty) of the pages before the first chapter."""

    body: str
    statement: str
    state: str
    signatures: tuple[Signature, ...]
    words: dict[str, str]
    logo: bytes = b""
    logo_alt: str = ""

    def to_json(self) -> dict[str, Any]:
        """Everything but the logo itself, for templates."""
        return asdict(self) | {"logo": bool(self.logo)}


def formal_front(context: ReportContext) -> Front:
    """Title page and approval sheet of a report; whoever is not named in the params gets a line to write on."""
    formal, language = context.formal, context.language
    days = {name: date_text(day, language=language) if day else "" for name, day in _days(context).items()}
    values = {
        "title": text("report.title_of", language, area=context.district_name),
        "period": context.period[:1].lower() + context.period[1:],
        "day": date_text(context.as_of, language=language),
    }
    state = text(f"formal.approval.state.{context.state}", language, office=formal.reviewed_by, **days)
    return Front(
        body=formal.body,
        statement=text("formal.approval.statement", language, **values),
        state=state,
        signatures=tuple(_signature(context, task, days[task]) for task in get_args(Task)),
        words={
            name: text(f"formal.approval.{name}", language)
            for name in ("title", "place", "date", "name", "nip", "signature")
        },
        logo=formal.logo,
        logo_alt=text("formal.logo_alt", language, area=context.district_name),
    )


def _days(context: ReportContext) -> dict[str, Any]:
    formal = context.formal
    return {"prepared": None, "reviewed": formal.reviewed_on, "approved": formal.approved_on}


def _signature(context: ReportContext, task: Task, day: str) -> Signature:
    formal, language = context.formal, context.language
    usual = text(f"formal.approval.office.{task}", language, body=formal.body, area=context.district_name)
    if task == "approved" and formal.chair:
        usual = formal.chair
    signs = next((s for s in formal.signatories if s.task == task), Signatory(task, usual))
    own = f", {signs.position}" if signs.position else ""
    office = f"{acting(signs, language)}{signs.office}{own}"
    return Signature(text(f"formal.approval.{task}", language), office, signs.name, formal.place, day)


def acting(signs: Signatory, language: Language) -> str:
    """``Plt. ``, with the space after it; nothing for who holds the office."""
    return f"{text(f'formal.approval.acting.{signs.acting}', language)} " if signs.acting else ""
