"""What may be shown to whom. Floor 6."""

from audit.disclosure.attack import AttackReport, Recomputed, attack
from audit.disclosure.facts import Fact, facts_of_rows
from audit.disclosure.identities import Identities
from audit.disclosure.leak_scan import Hit, ScanReport, scan
from audit.disclosure.pattern import Pattern, solve_pattern
from audit.disclosure.printed import printed_by
from audit.disclosure.release import HIDDEN_SUFFIX, release
from audit.disclosure.released import (
    Edition,
    Released,
    Shown,
    ShownCheck,
    ShownFinding,
    ShownLines,
    ShownRate,
    ShownRow,
    ShownSentence,
    ShownTable,
    ShownValue,
)
from audit.disclosure.written_dates import brief_dates_in, dates_in

__all__ = [
    "HIDDEN_SUFFIX",
    "AttackReport",
    "Edition",
    "Fact",
    "Hit",
    "Identities",
    "Pattern",
    "Recomputed",
    "Released",
    "ScanReport",
    "Shown",
    "ShownCheck",
    "ShownFinding",
    "ShownLines",
    "ShownRate",
    "ShownRow",
    "ShownSentence",
    "ShownTable",
    "ShownValue",
    "attack",
    "brief_dates_in",
    "dates_in",
    "facts_of_rows",
    "printed_by",
    "release",
    "scan",
    "solve_pattern",
]
