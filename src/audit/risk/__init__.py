"""Risk factors, inequality and prediction: models and measures whose errors know of clusters and sampling. Floor 3."""

from audit.risk.attributable import Attributable, FactorFraction, attributable
from audit.risk.concentration import Concentration, concentration_curve, concentration_index
from audit.risk.decomposition import Decomposition, decompose
from audit.risk.e_values import EValue, e_value
from audit.risk.fractions import Fraction, PafResult
from audit.risk.gee import GeeResult, fit_gee
from audit.risk.glm import GlmResult, fit_glm
from audit.risk.group_inequality import GroupInequality, group_inequality
from audit.risk.heat_template import heat_frame, write_heat
from audit.risk.hierarchy import Hierarchy, declared_levels, hierarchical_models
from audit.risk.interaction import Interaction, Subgroups, reri, subgroup
from audit.risk.joint_tests import lr_test, wald_joint
from audit.risk.marginal import Marginal, adjusted_curve, difference, standardised
from audit.risk.misclassification import Accuracy, exposure_misclassified, misclass_bounds
from audit.risk.paf import miettinen, paf
from audit.risk.paf_average import paf_average
from audit.risk.screen import collinearity, condition_number, p_adjust, sparse_check
from audit.risk.slope_index import SlopeIndex, sii_rii
from audit.risk.splines import rcs
from audit.risk.stratified import mantel_haenszel, trend
from audit.risk.two_by_two import TwoByTwo
from audit.risk.wealth_index import WealthIndex, wealth_index

__all__ = [
    "Accuracy",
    "Attributable",
    "Concentration",
    "Decomposition",
    "EValue",
    "FactorFraction",
    "Fraction",
    "GeeResult",
    "GlmResult",
    "GroupInequality",
    "Hierarchy",
    "Interaction",
    "Marginal",
    "PafResult",
    "SlopeIndex",
    "Subgroups",
    "TwoByTwo",
    "WealthIndex",
    "adjusted_curve",
    "attributable",
    "collinearity",
    "concentration_curve",
    "concentration_index",
    "condition_number",
    "declared_levels",
    "decompose",
    "difference",
    "e_value",
    "exposure_misclassified",
    "fit_gee",
    "fit_glm",
    "group_inequality",
    "heat_frame",
    "hierarchical_models",
    "lr_test",
    "mantel_haenszel",
    "miettinen",
    "misclass_bounds",
    "p_adjust",
    "paf",
    "paf_average",
    "rcs",
    "reri",
    "sii_rii",
    "sparse_check",
    "standardised",
    "subgroup",
    "trend",
    "wald_joint",
    "wealth_index",
    "write_heat",
]
