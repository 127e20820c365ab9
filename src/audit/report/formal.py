"""What a district says for the formal order of its report: team, decree, who signs, and how far approval has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

__all__ = ["Acting", "Decree", "Duty", "Formal", "Letterhead", "Member", "Role", "Signatory", "Task"]

Role = Literal["responsible", "chair", "secretary", "technical", "expert"]
Task = Literal["prepared", "reviewed", "approved"]
Duty = Literal["prepared", "reviewed", "approved", "decree", "letters"]
Acting = Literal["", "an", "plt", "pj", "plh"]


@dataclass(frozen=True, slots=True)
class Decree:
    """The decree (SK) that formed the team; ``valid_until`` is ``None`` where it says nothing of its end."""

    number: str
    signed_on: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """An office of the team, never a person: decrees name offices (reference/domain.md 1.3)."""

    role: Role
    office: str


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs for what. An empty ``name`` leaves a line to write on; ``acting`` is "plt", "pj", "plh" or "an".

    ``position`` is the own office of who signs on behalf of ``office``.
    """

    task: Duty
    office: str
    name: str = ""
    acting: Acting = ""
    position: str = ""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of letters: an office and how it is reached; what is empty is left out."""

    office: str
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Formal:
    """Everything for the formal order that comes from the district and not from its data.

    ``body`` is what the body over the team is called in these years, ``chair`` the office that leads it; ``groups`` are
    the audited target groups; ``regulations`` those of the district, ``background`` its own paragraphs; ``logo`` is a
    PNG, empty where there is none; ``numbers`` are those of letters and records by the name of their file.
    ``reviewed_by``, ``reviewed_on`` and ``approved_on`` say how far it has come.
    """

    body: str = ""
    chair: str = ""
    groups: tuple[str, ...] = ()
    decree: Decree | None = None
    members: tuple[Member, ...] = ()
    regulations: tuple[str, ...] = ()
    background: tuple[str, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    place: str = ""
    reviewed_by: str = ""
    reviewed_on: date | None = None
    approved_on: date | None = None
    logo: bytes = b""
    letterhead: Letterhead | None = None
    numbers: Mapping[str, str] = field(default_factory=dict)
