"""Arrays in, arrays out: z-scores, classes, flags, curves. Floor 1."""

from audit.anthropometry.classes import classify
from audit.anthropometry.curves import lms, value_at_z
from audit.anthropometry.engine import zscores
from audit.anthropometry.flags import national_smart, smart_flags, who_flags
from audit.anthropometry.reasons import REASONS

__all__ = ["REASONS", "classify", "lms", "national_smart", "smart_flags", "value_at_z", "who_flags", "zscores"]
