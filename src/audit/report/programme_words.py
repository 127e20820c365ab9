"""Needs, activities, offices, families and lokus in the words of people: labels by id."""

from __future__ import annotations

from typing import Literal

from audit.language import text
from audit.language.catalogue import Language

__all__ = ["Subject", "label"]

Subject = Literal[
    "need", "need_level", "need_stage", "activity", "activity_kind", "office", "family_level", "lokus_criterion",
    "lokus_reason", "lokus_status",
]  # fmt: skip
_PREFIX: dict[Subject, str] = {
    "need": "needs.need.",
    "need_level": "needs.level.",
    "need_stage": "needs.stage.",
    "activity": "needs.activity.",
    "activity_kind": "needs.kind.",
    "office": "needs.office.",
    "family_level": "families.level.",
    "lokus_criterion": "lokus.criterion.",
    "lokus_reason": "lokus.reason.",
    "lokus_status": "lokus.status.",
}


def label(subject: Subject, id: str, language: Language = "id") -> str:
    """What something is called: ``need``, ``medical`` -> ``Medis dan penyakit penyerta``. ``KeyError`` for no words."""
    return text(_PREFIX[subject] + id, language)
