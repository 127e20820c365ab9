"""Risk factors and inequality: models and measures whose errors know of clusters and sampling. Floor 3."""

from audit.risk.concentration import Concentration, concentration_curve, concentration_index
from audit.risk.decomposition import Decomposition, decompose
from audit.risk.gee import GeeResult, fit_gee
from audit.risk.glm import GlmResult, fit_glm
from audit.risk.group_inequality import GroupInequality, group_inequality
from audit.risk.heat_template import heat_frame, write_heat
from audit.risk.hierarchy import Hierarchy, declared_levels, hierarchical_models
from audit.risk.joint_tests import lr_test, wald_joint
from audit.risk.marginal import Marginal, adjusted_curve, difference, standardised
from audit.risk.screen import collinearity, condition_number, p_adjust, sparse_check
from audit.risk.slope_index import SlopeIndex, sii_rii
from audit.risk.splines import rcs
from audit.risk.wealth_index import WealthIndex, wealth_index

__all__ = [
    "Concentration",
    "Decomposition",
    "GeeResult",
    "GlmResult",
    "GroupInequality",
    "Hierarchy",
    "Marginal",
    "SlopeIndex",
    "WealthIndex",
    "adjusted_curve",
    "collinearity",
    "concentration_curve",
    "concentration_index",
    "condition_number",
    "declared_levels",
    "decompose",
    "difference",
    "fit_gee",
    "fit_glm",
    "group_inequality",
    "heat_frame",
    "hierarchical_models",
    "lr_test",
    "p_adjust",
    "rcs",
    "sii_rii",
    "sparse_check",
    "standardised",
    "wald_joint",
    "wealth_index",
    "write_heat",
]
