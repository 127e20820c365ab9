"""What the workbook of one expert and its reader share: records, names of columns, lists of answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import permutations
from types import MappingProxyType

from audit.language import text
from audit.language.catalogue import Language
from audit.reference.causes import causes
from audit.reference.review_rules import (
    ADDRESSEES,
    CONFIRMING,
    DISCIPLINES,
    EVIDENCE,
    FIRST_READER,
    MODES,
    PREVENTABLE_BY,
    READERS,
)
from audit.reference.target_groups import CHILD_GROUPS
from audit.register.case_answers import listed_field
from audit.register.list_fields import Kind, ListField

__all__ = [
    "ADVICE_COLUMNS",
    "CAUSE_COLUMNS",
    "CAUSE_FIELDS",
    "CONFIRMED",
    "REVIEW",
    "REVIEW_COLUMNS",
    "REVIEW_FIELDS",
    "ROW",
    "cause_id",
    "may_confirm",
    "review_field",
    "review_file",
    "review_id",
    "reviewer",
    "words_of",
]

REVIEW, ROW = "review_id", "cause_row"  # the codes of a row: of a case, and of a place for a cause
CONFIRMED = "stunting_confirmed"  # of the case, not of the review: what a doctor found
REVIEW_FIELDS = ("risk", "referral_needed", "dissent", "institution", "mode", "reviewed_on", "signed")
ADVICE_COLUMNS: Mapping[str, str] = MappingProxyType({f"advice_{one}": one for one in ADDRESSEES})
REVIEW_COLUMNS = (
    REVIEW, "case_no", "group", "summary", "risk", CONFIRMED, "referral_needed", *ADVICE_COLUMNS, "dissent",
    "institution", "mode", "reviewed_on", "signed",
)  # fmt: skip
CAUSE_FIELDS = ("present", "evidence", "preventable_by")
CAUSE_COLUMNS = (ROW, "case_no", "group", "cause_code", *CAUSE_FIELDS)

_YES = ("referral_needed", "signed", "present", CONFIRMED)
_LISTS = {"mode": MODES, "preventable_by": PREVENTABLE_BY, "evidence": EVIDENCE}


def review_id(case_id: str, discipline: str, reader: str) -> str:
    """The record of what one reader of a discipline says of a case."""
    return f"{case_id}:{discipline}:{reader}"


def reviewer(record: str) -> tuple[str, str, str] | None:
    """Case, discipline and reader of a record of ``review_id``; ``None`` where it is none."""
    case, _, rest = record.partition(":")
    discipline, _, reader = rest.partition(":")
    return (case, discipline, reader) if case and discipline in DISCIPLINES and reader in READERS else None


def cause_id(review: str, cause: str) -> str:
    """The record of one cause in one review."""
    return f"{review}:{cause}"


def review_file(discipline: str, reader: str) -> str:
    """What the workbook of a discipline and reader is called."""
    return f"telaah-pakar-{discipline.replace('_', '-')}-{reader}.xlsx"


def may_confirm(group: str, discipline: str, reader: str) -> bool:
    """Whether this reader is asked if stunting is confirmed: a doctor of children, and one voice only."""
    return group in CHILD_GROUPS and discipline in CONFIRMING and reader == FIRST_READER


@cache
def words_of(name: str, language: Language = "id") -> Mapping[str, str]:
    """The word of each code of a column of choices, in order."""
    if name == "cause_code":
        return MappingProxyType({code: text(f"cause.{code}", language) for code in causes()})
    return MappingProxyType({code: text(f"expert.{name}.{code}", language) for code in _LISTS[name]})


@cache
def review_field(name: str) -> ListField:
    """How a cell of a column is read."""
    kinds: Mapping[str, Kind] = {"reviewed_on": "date", "institution": "office", **dict.fromkeys(_YES, "yes")}
    if name not in _LISTS and name != "cause_code":
        return ListField(name, name, kinds.get(name, "text"), ())
    field = listed_field(name, name, tuple(words_of(name)), lambda language: words_of(name, language))
    return replace(field, kind="codes", words={**(field.words or {}), **_letters()}) if name == "evidence" else field


def _letters() -> dict[str, str]:
    """Letters of evidence written together, in any order: "DK", "w d"."""
    orders = [order for n in range(1, len(EVIDENCE) + 1) for order in permutations(EVIDENCE, n)]
    return {between.join(order).casefold(): ";".join(sorted(order)) for order in orders for between in ("", " ")}
