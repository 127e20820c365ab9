"""Risk factors and inequality: models and measures whose errors know of clusters and sampling. Floor 3."""

from audit.risk.calibration import Calibration, calibration, calibration_curve
from audit.risk.capacity import CapacityThreshold, capacity_curve, threshold_for_capacity
from audit.risk.concentration import Concentration, concentration_curve, concentration_index
from audit.risk.decision_curve import decision_curve
from audit.risk.decomposition import Decomposition, decompose
from audit.risk.discrimination import Auc, auc
from audit.risk.glm import GlmResult, fit_glm
from audit.risk.group_inequality import GroupInequality, group_inequality
from audit.risk.heat_template import heat_frame, write_heat
from audit.risk.hierarchy import Hierarchy, declared_levels, hierarchical_models
from audit.risk.joint_tests import lr_test, wald_joint
from audit.risk.marginal import Marginal, adjusted_curve, difference, standardised
from audit.risk.model_card import ModelCard, card_text, model_card
from audit.risk.prediction import Performance, RiskModel, fit_risk, performance, performance_by
from audit.risk.prediction_features import risk_frame
from audit.risk.prediction_over_time import RegisterPrediction, predict_register
from audit.risk.prediction_size import children_needed
from audit.risk.screen import collinearity, condition_number, p_adjust, sparse_check
from audit.risk.slope_index import SlopeIndex, sii_rii
from audit.risk.splines import rcs
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
    "Auc",
    "Calibration",
    "CapacityThreshold",
    "Concentration",
    "Decomposition",
    "GlmResult",
    "GroupInequality",
    "Hierarchy",
    "Marginal",
    "ModelCard",
    "Performance",
    "RegisterPrediction",
    "RiskModel",
    "SlopeIndex",
    "WealthIndex",
    "adjusted_curve",
    "auc",
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
    "faltering_counts",
    "faltering_sentence",
    "fit_glm",
    "fit_risk",
    "group_inequality",
    "heat_frame",
    "hierarchical_models",
    "lr_test",
    "model_card",
    "p_adjust",
    "performance",
    "performance_by",
    "predict_register",
    "rcs",
    "reason_words",
    "risk_frame",
    "sii_rii",
    "sparse_check",
    "standardised",
    "still_time",
    "threshold_for_capacity",
    "visit_first",
    "wald_joint",
    "wealth_index",
    "write_heat",
]
