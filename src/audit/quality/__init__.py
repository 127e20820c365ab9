"""Can these measurements be believed? One check a file. Floor 3."""

from audit.quality.accounting import Linking, SourceRows, linkage, row_accounting
from audit.quality.agreement import agreement
from audit.quality.completeness import missing
from audit.quality.digits import digit_preference, digit_preference_score
from audit.quality.flags import flags

__all__ = [
    "Linking",
    "SourceRows",
    "agreement",
    "digit_preference",
    "digit_preference_score",
    "flags",
    "linkage",
    "missing",
    "row_accounting",
]
