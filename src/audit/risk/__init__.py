"""Risk factors and inequality. Floor 3."""

from audit.risk.concentration import Concentration, concentration_curve, concentration_index
from audit.risk.decomposition import Decomposition, decompose
from audit.risk.group_inequality import GroupInequality, group_inequality
from audit.risk.heat_template import heat_frame, write_heat
from audit.risk.slope_index import SlopeIndex, sii_rii
from audit.risk.wealth_index import WealthIndex, wealth_index

__all__ = [
    "Concentration",
    "Decomposition",
    "GroupInequality",
    "SlopeIndex",
    "WealthIndex",
    "concentration_curve",
    "concentration_index",
    "decompose",
    "group_inequality",
    "heat_frame",
    "sii_rii",
    "wealth_index",
    "write_heat",
]
