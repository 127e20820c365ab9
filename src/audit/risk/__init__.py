"""Risk factors: models of an outcome, with errors that know of clusters and sampling. Floor 3."""

from audit.risk.glm import GlmResult, fit_glm
from audit.risk.hierarchy import Hierarchy, declared_levels, hierarchical_models
from audit.risk.joint_tests import lr_test, wald_joint
from audit.risk.marginal import Marginal, adjusted_curve, difference, standardised
from audit.risk.screen import collinearity, condition_number, p_adjust, sparse_check
from audit.risk.splines import rcs

__all__ = [
    "GlmResult",
    "Hierarchy",
    "Marginal",
    "adjusted_curve",
    "collinearity",
    "condition_number",
    "declared_levels",
    "difference",
    "fit_glm",
    "hierarchical_models",
    "lr_test",
    "p_adjust",
    "rcs",
    "sparse_check",
    "standardised",
    "wald_joint",
]
