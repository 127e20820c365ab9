"""Risk factors: models of an outcome, with errors that know of clusters and sampling. Floor 3."""

from audit.risk.glm import GlmResult, fit_glm
from audit.risk.splines import rcs

__all__ = ["GlmResult", "fit_glm", "rcs"]
