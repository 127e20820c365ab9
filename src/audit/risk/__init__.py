"""Risk factors, inequality and prediction: models and measures whose errors know of clusters and sampling. Floor 3."""

from audit.risk.attributable import Attributable, FactorFraction, attributable
from audit.risk.bias_reduced import BiasReduced, bias_reduced
from audit.risk.calibration import Calibration, calibration, calibration_curve
from audit.risk.capacity import CapacityThreshold, capacity_curve, threshold_for_capacity
from audit.risk.concentration import Concentration, concentration_curve, concentration_index
from audit.risk.decision_curve import decision_curve
from audit.risk.decomposition import Decomposition, decompose
from audit.risk.discrimination import Auc, auc
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
from audit.risk.missing import Imputations, mice, missing_patterns
from audit.risk.mixed import MixedResult, proportional_change, random_intercept
from audit.risk.model_card import ModelCard, card_text, model_card
from audit.risk.nested import NestedResult, nested_intercepts
from audit.risk.paf import miettinen, paf
from audit.risk.paf_average import paf_average
from audit.risk.pooling import Pooled, pool, pool_fits
from audit.risk.prediction import Performance, RiskModel, fit_risk, performance, performance_by
from audit.risk.prediction_features import risk_frame
from audit.risk.prediction_over_time import RegisterPrediction, predict_register
from audit.risk.prediction_size import children_needed
from audit.risk.screen import collinearity, condition_number, p_adjust, sparse_check
from audit.risk.slope_index import SlopeIndex, sii_rii
from audit.risk.splines import rcs
from audit.risk.stratified import mantel_haenszel, trend
from audit.risk.two_by_two import TwoByTwo
from audit.risk.visit_first import (
    capacity_sentence,
    faltering_counts,
    faltering_sentence,
    reason_words,
    still_time,
    visit_first,
)
from audit.risk.wealth_index import WealthIndex, wealth_index

__all__ = [
    "Accuracy",
    "Attributable",
    "Auc",
    "BiasReduced",
    "Calibration",
    "CapacityThreshold",
    "Concentration",
    "Decomposition",
    "EValue",
    "FactorFraction",
    "Fraction",
    "GeeResult",
    "GlmResult",
    "GroupInequality",
    "Hierarchy",
    "Imputations",
    "Interaction",
    "Marginal",
    "MixedResult",
    "ModelCard",
    "NestedResult",
    "PafResult",
    "Performance",
    "Pooled",
    "RegisterPrediction",
    "RiskModel",
    "SlopeIndex",
    "Subgroups",
    "TwoByTwo",
    "WealthIndex",
    "adjusted_curve",
    "attributable",
    "auc",
    "bias_reduced",
    "calibration",
    "calibration_curve",
    "capacity_curve",
    "capacity_sentence",
    "card_text",
    "children_needed",
    "collinearity",
    "concentration_curve",
    "concentration_index",
    "condition_number",
    "decision_curve",
    "declared_levels",
    "decompose",
    "difference",
    "e_value",
    "exposure_misclassified",
    "faltering_counts",
    "faltering_sentence",
    "fit_gee",
    "fit_glm",
    "fit_risk",
    "group_inequality",
    "heat_frame",
    "hierarchical_models",
    "lr_test",
    "mantel_haenszel",
    "mice",
    "miettinen",
    "misclass_bounds",
    "missing_patterns",
    "model_card",
    "nested_intercepts",
    "p_adjust",
    "paf",
    "paf_average",
    "performance",
    "performance_by",
    "pool",
    "pool_fits",
    "predict_register",
    "proportional_change",
    "random_intercept",
    "rcs",
    "reason_words",
    "reri",
    "risk_frame",
    "sii_rii",
    "sparse_check",
    "standardised",
    "still_time",
    "subgroup",
    "threshold_for_capacity",
    "trend",
    "visit_first",
    "wald_joint",
    "wealth_index",
    "write_heat",
]
