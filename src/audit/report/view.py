"""One edition of a context, with the words and numbers of its language: all that a builder may look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from audit.disclosure.released import (
    Edition,
    Shown,
    ShownCheck,
    ShownFinding,
    ShownLines,
    ShownNumber,
    ShownRate,
    ShownRow,
    ShownSentence,
    ShownTable,
    ShownValue,
)
from audit.language import has, join, month_text, number, percent, text
from audit.language.catalogue import Language
from audit.reference.areas import UNKNOWN
from audit.reference.disclosure_rules import SMALL_DENOMINATOR
from audit.report.context import ReportContext

__all__ = ["HIDDEN", "NONE", "View", "enough"]

HIDDEN = "*"
NONE = "\N{EN DASH}"
_WHOLE = 1e-6  # what floating point leaves of a whole percentage
S = TypeVar("S", bound=Shown)


@dataclass(frozen=True, slots=True)
class View:
    """What a builder sees: released forms of one edition only, and words."""

    context: ReportContext
    edition: Edition

    @property
    def language(self) -> Language:
        """Language of the report."""
        return self.context.language

    def _form(self, id: str, kind: type[S]) -> S | None:
        released = self.context.released.get(id)
        form = released.form(self.edition) if released else None
        if form is not None and not isinstance(form, kind):
            raise TypeError(f"{id} is a {type(form).__name__}, not a {kind.__name__}")
        return form

    def _forms(self, prefix: str, kind: type[S]) -> tuple[S, ...]:
        found = (self._form(id, kind) for id in self.context.released if id.startswith(prefix))
        return tuple(form for form in found if form is not None)

    def table(self, id: str) -> ShownTable | None:
        """A table, or ``None`` where this run or this edition has none; so below."""
        return self._form(id, ShownTable)

    def check(self, id: str) -> ShownCheck | None:
        """A quality check."""
        return self._form(id, ShownCheck)

    def checks(self, prefix: str) -> tuple[ShownCheck, ...]:
        """Quality checks whose id starts with ``prefix``, in the order of the results."""
        return self._forms(prefix, ShownCheck)

    def lines(self, id: str) -> ShownLines | None:
        """Rows about single persons: never in the public edition."""
        return self._form(id, ShownLines)

    def sentence(self, id: str) -> ShownSentence | None:
        """A sentence of page one."""
        return self._form(id, ShownSentence)

    def findings(self, prefix: str) -> tuple[ShownFinding, ...]:
        """Findings whose id starts with ``prefix``, in the order in which the rules gave them."""
        return self._forms(prefix, ShownFinding)

    # words ------------------------------------------------------------------------------------------------------

    def words(self, id: str, /, **values: object) -> str:
        """Words of the catalogue in this language."""
        return text(id, self.language, **values)

    def label(self, attribute: str, level: str) -> str:
        """Name of one level of an attribute, e.g. ``sex``, ``m``."""
        return self.words(f"group.{attribute}.{level}")

    def reason(self, id: str) -> str:
        """Why a row was set aside; the bare id where the register has no words for it."""
        message = f"register.reason.{id}"
        return self.words(message) if has(message, self.language) else id.replace("_", " ")

    def area(self, code: str | None) -> str:
        """Name of an area; the district for ``None``; "kecamatan not known" for the unknown part of the district."""
        if code is None or code == self.context.district_code:  # as the district writes itself
            return self.context.district_name
        if code.endswith(f".{UNKNOWN}"):
            return self.words(f"group.area.unknown_{self.level(code)}")
        return self.context.areas.by_code[code].name

    def level(self, code: str | None) -> str:
        """Level of an area code: district, kecamatan or desa."""
        return ("district", "kecamatan", "desa")[code.count(".") - 1 if code else 0]

    def either(self, indonesian: str, english: str) -> str:
        """What a table of the reference says in both languages; its Indonesian where the English is no different."""
        return english if self.language == "en" and english else indonesian

    def source(self, id: str) -> str:
        """What a source is: its kind in words, with its id where several are of that kind; the bare id without one."""
        kinds = {s.id: s.kind for s in self.context.sources}
        kind = kinds.get(id)
        if not kind:
            return id
        name = self.words(f"report.source_kind.{kind}")
        return name if list(kinds.values()).count(kind) == 1 else f"{name} ({id})"

    def month(self, month: str) -> str:
        """``Agustus 2025``."""
        return month_text(month, language=self.language)

    def percent(self, proportion: float, digits: int = 1) -> str:
        """``19,5%``."""
        return percent(proportion, digits, language=self.language)

    def tick(self, proportion: float) -> str:
        """A percentage on an axis: whole where it is whole."""
        whole = abs(proportion * 100 - round(proportion * 100)) < _WHOLE
        return self.percent(proportion, 0 if whole else 1)

    def number(self, x: float, digits: int = 0) -> str:
        """``1.234``."""
        return number(x, digits, language=self.language)

    def join(self, words: list[str]) -> str:
        """``Melati, Kenanga, dan Seruni``."""
        return join(words, language=self.language)

    def interval(self, row: ShownRow) -> str:
        """``18,4–20,6%``; an en dash where there is none."""
        if row.low is None or row.high is None:
            return NONE
        return f"{self.number(row.low * 100, 1)}–{self.percent(row.high)}"

    def spoken(self, shown: ShownSentence | ShownFinding) -> str:
        """A sentence with its values in words."""
        sentence = shown.sentence if isinstance(shown, ShownFinding) else shown
        return self.words(sentence.id, **self.values(sentence.values))

    def values(self, values: Mapping[str, ShownValue]) -> dict[str, object]:
        """Values as a sentence prints them.

        Text that is a message id, a month (``2025-08``) or area codes joined by commas is put into words; a message
        among the values may itself use the other values.
        """
        plain = {k: self._plain(v) for k, v in values.items()}
        return {k: self.words(v, **plain) if isinstance(v, str) and _is_message(v) else v for k, v in plain.items()}

    def _plain(self, value: ShownValue) -> object:
        if isinstance(value, ShownRate):
            return NONE if value.value is None else self.percent(value.value, value.digits)
        if isinstance(value, ShownNumber):
            return NONE if value.value is None else self.number(value.value, value.digits)
        if not isinstance(value, str):
            return value
        if _is_month(value):
            return self.month(value)
        codes = value.split(",")
        if all(code in self.context.areas.by_code for code in codes):
            return self.join([self.area(code) for code in codes])
        return value


def enough(row: ShownRow) -> bool:
    """Whether a rate is shown at all and rests on enough children to print its percentage."""
    return row.value is not None and (row.denominator or 0) >= SMALL_DENOMINATOR


def _is_message(value: str) -> bool:
    return "." in value and " " not in value and has(value)


def _is_month(value: str) -> bool:
    year, _, month = value.partition("-")
    return len(value) == len("2025-08") and year.isdigit() and month.isdigit()
