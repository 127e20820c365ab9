"""What may be shown to whom. Floor 6.

The names that results pass through stand here; the attacker (``attack``), the scan of written files (``leak_scan``,
``written_dates``) and what it looks for (``identities``) are imported from their modules: no notebook needs them.
"""

from audit.disclosure.facts import Fact, facts_of_rows
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
    ShownNumber,
    ShownRate,
    ShownRow,
    ShownSentence,
    ShownTable,
    ShownValue,
)

__all__ = [
    "HIDDEN_SUFFIX",
    "Edition",
    "Fact",
    "Pattern",
    "Released",
    "Shown",
    "ShownCheck",
    "ShownFinding",
    "ShownLines",
    "ShownNumber",
    "ShownRate",
    "ShownRow",
    "ShownSentence",
    "ShownTable",
    "ShownValue",
    "facts_of_rows",
    "printed_by",
    "release",
    "solve_pattern",
]
