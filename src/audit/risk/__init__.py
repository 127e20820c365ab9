"""Risk factors: models of an outcome, with errors that know of clusters and sampling. Floor 3."""

from audit.risk.attributable import Attributable, FactorFraction, attributable
from audit.risk.e_values import EValue, e_value
from audit.risk.fractions import Fraction, PafResult
from audit.risk.glm import GlmResult, fit_glm
from audit.risk.hierarchy import Hierarchy, declared_levels, hierarchical_models
from audit.risk.interaction import Interaction, Subgroups, reri, subgroup
from audit.risk.joint_tests import lr_test, wald_joint
from audit.risk.marginal import Marginal, adjusted_curve, difference, standardised
from audit.risk.misclassification import Accuracy, exposure_misclassified, misclass_bounds
from audit.risk.missing import Imputations, mice, missing_patterns
from audit.risk.mixed import MixedResult, proportional_change, random_intercept
from audit.risk.paf import miettinen, paf
from audit.risk.paf_average import paf_average
from audit.risk.pooling import Pooled, pool, pool_fits
from audit.risk.screen import collinearity, condition_number, p_adjust, sparse_check
from audit.risk.splines import rcs
from audit.risk.stratified import mantel_haenszel, trend
from audit.risk.two_by_two import TwoByTwo

__all__ = [
    "Accuracy",
    "Attributable",
    "EValue",
    "FactorFraction",
    "Fraction",
    "GlmResult",
    "Hierarchy",
    "Imputations",
    "Interaction",
    "Marginal",
    "MixedResult",
    "PafResult",
    "Pooled",
    "Subgroups",
    "TwoByTwo",
    "adjusted_curve",
    "attributable",
    "collinearity",
    "condition_number",
    "declared_levels",
    "difference",
    "e_value",
    "exposure_misclassified",
    "fit_glm",
    "hierarchical_models",
    "lr_test",
    "mantel_haenszel",
    "mice",
    "miettinen",
    "misclass_bounds",
    "missing_patterns",
    "p_adjust",
    "paf",
    "paf_average",
    "pool",
    "pool_fits",
    "proportional_change",
    "random_intercept",
    "rcs",
    "reri",
    "sparse_check",
    "standardised",
    "subgroup",
    "trend",
    "wald_joint",
]
