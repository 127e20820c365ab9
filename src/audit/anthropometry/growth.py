"""Growth monitoring: what changed between one visit and the next. The parts stand in modules of their own."""

from audit.anthropometry.catch_up import CATCH_UP, catch_up
from audit.anthropometry.conditional import conditional_gain
from audit.anthropometry.faltering import DEFINITIONS, faltering, side_by_side
from audit.anthropometry.growth_series import AtAge, Episode, GrowthEvent, GrowthPoint, GrowthSeries, growth_series
from audit.anthropometry.implausible_change import RULES, implausible_changes
from audit.anthropometry.kms import completed_months, kms_status
from audit.anthropometry.length_gains import LengthGain, length_gains
from audit.anthropometry.pairs import NEEDED, growth_pairs, measured
from audit.anthropometry.velocity import velocity_z

__all__ = [
    "CATCH_UP",
    "DEFINITIONS",
    "NEEDED",
    "RULES",
    "AtAge",
    "Episode",
    "GrowthEvent",
    "GrowthPoint",
    "GrowthSeries",
    "LengthGain",
    "catch_up",
    "completed_months",
    "conditional_gain",
    "faltering",
    "growth_pairs",
    "growth_series",
    "implausible_changes",
    "kms_status",
    "length_gains",
    "measured",
    "side_by_side",
    "velocity_z",
]
