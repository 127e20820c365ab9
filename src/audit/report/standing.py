"""For whom a document is and how far it has come: one rule for everything that goes out."""

from __future__ import annotations

from dataclasses import dataclass

from audit.disclosure import Edition
from audit.language import text
from audit.language.catalogue import Language
from audit.report.context import State

__all__ = ["Standing", "standing"]


@dataclass(frozen=True, slots=True)
class Standing:
    """``PUBLIK``, what that allows, and ``DRAF`` or the like; ``state`` is empty once the report is approved."""

    edition: str
    meaning: str
    state: str

    @property
    def marks(self) -> tuple[str, ...]:
        """Edition and state, for the foot of a page."""
        return tuple(mark for mark in (self.edition, self.state) if mark)

    @property
    def sentence(self) -> str:
        """``PUBLIK, DRAF: belum untuk disebarluaskan``."""
        return f"{', '.join(self.marks)}: {self.meaning[:1].lower()}{self.meaning[1:]}"


def standing(edition: Edition, state: State, language: Language) -> Standing:
    """The words of an edition of a report in this state: nothing may be passed on before it is approved."""
    pending = "_pending" if edition == "publik" and state != "disahkan" else ""
    return Standing(
        edition=text(f"report.edition_name.{edition}", language),
        meaning=text(f"report.edition_meaning.{edition}{pending}", language),
        state=text(f"report.state.{state}", language),
    )
