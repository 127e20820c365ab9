"""When a convergence action needs attention, when a desa has a functioning KPM, and the kinds that registers know.

KPM here is the kader pembangunan manusia, never the keluarga penerima manfaat (practice notes C24). Words:
``convergence.criterion.<id>``, ``convergence.kpm.<level>``, ``convergence.cadre_kind.<id>``,
``convergence.regulation_kind.<id>``, ``convergence.obstacle.<id>``, ``convergence.coverage.<id>``.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from audit.errors import ReferenceDataError
from audit.results import Partition

__all__ = [
    "CADRE_CRITERIA",
    "CADRE_KINDS",
    "CONSULTATION_STATES",
    "FUNCTIONING",
    "LEAST_REALISED_PERCENT",
    "OBSTACLE_KINDS",
    "PUBLICATION_STATES",
    "REGULATION_KINDS",
    "REGULATION_STATES",
    "TARGET_COLUMNS",
    "ActionCoverage",
    "KpmDefinition",
    "action_coverages",
    "kpm_definition",
]

# Under-spent: less than this percent of the year's budget is realised once the action is done or the books are closed
# (practice notes U22 ask for it and give no bound). Ours, confidence L: a district may set its own.
LEAST_REALISED_PERCENT = 90

CADRE_KINDS = ("kpm", "posyandu", "pkk", "kb", "lain")  # reference/domain.md 5.1; practice U16
CADRE_CRITERIA = ("sk_valid", "form_filed", "trained", "coached", "incentive_paid")  # practice U16
REGULATION_KINDS = ("perda", "perbup", "perwali", "perkades", "sk", "se")  # practice U19
OBSTACLE_KINDS = ("data", "tenaga", "dana", "akses", "koordinasi", "keluarga")  # practice U7

REGULATION_STATES = ("in_force", "not_yet", "ended", "unknown")
CONSULTATION_STATES = ("waiting", "answered", "decided")  # practice U25: input, answer, decision
# Target data of a desa as the ministry's site asks for them (reference/domain.md 3.3); no other column was read.
TARGET_COLUMNS = ("families", "families_at_risk", "measured", "severely_stunted", "moderately_stunted")
PUBLICATION_STATES = ("approved", "unapproved", "not_yet", "undated")  # practice U20: where, when, which, who approved

# Desa by whether their KPM functions. "unknown": recorded, but not whether every criterion is met.
FUNCTIONING = Partition(
    "kpm", {"desa": ("kpm_known", "kpm_unknown", "not_recorded"), "kpm_known": ("functioning", "not_functioning")}
)


@dataclass(frozen=True, slots=True)
class ActionCoverage:
    """A coverage by which an action is also judged: below ``least_percent`` it needs attention.

    ``coverage``: "measured" (of the children registered), "screened" (development, of those measured), "kpm" (desa with
    a functioning KPM).
    """

    framework: str
    action: str
    coverage: str
    least_percent: float
    source: str
    confidence: str


@cache
def action_coverages() -> tuple[ActionCoverage, ...]:
    """Every coverage that an action is judged by, in the order in which they are told."""
    text = (files("audit.reference") / "tables" / "action_coverages.csv").read_text(encoding="utf-8")
    return tuple(
        ActionCoverage(**row | {"least_percent": float(row["least_percent"])})  # pyright: ignore[reportArgumentType]
        for row in csv.DictReader(io.StringIO(text))
    )


@dataclass(frozen=True, slots=True)
class KpmDefinition:
    """A desa has a functioning KPM where one cadre of ``kind`` meets every one of ``criteria`` (``CADRE_CRITERIA``)."""

    id: str
    kind: str
    criteria: tuple[str, ...]
    source: str
    confidence: str


@cache
def kpm_definition(id: str = "kpm_aktif") -> KpmDefinition:
    """Return a definition that ships. Raises ``ReferenceDataError`` (exit 12) for another id."""
    text = (files("audit.reference") / "tables" / "kpm_definitions.csv").read_text(encoding="utf-8")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text))}
    if id not in rows:
        raise ReferenceDataError("convergence.unknown_kpm_definition", definition=id, known=", ".join(rows))
    row = rows[id]
    return KpmDefinition(id, row["kind"], tuple(row["criteria"].split(";")), row["source"], row["confidence"])
