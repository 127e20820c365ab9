"""How missing values are imputed: figures of the method, each with its source."""

from __future__ import annotations

__all__ = ["COEFFICIENT_PRIOR_SD", "DONORS", "IMPUTATIONS", "ITERATIONS", "LEAST_RIDGE"]

# Imputed data sets: at least as many as the percentage of incomplete rows, 20 being usual. White, Royston & Wood, Stat
# Med 2011;30:377-399, section 7.3.
IMPUTATIONS = 20

# Rounds of the chained equations: 5 to 20. Van Buuren, Flexible Imputation of Missing Data, 2nd ed. 2018, section 4.5.
ITERATIONS = 5

# Children among whose values one is drawn (predictive mean matching). Van Buuren 2018, section 3.4.3.
DONORS = 5

# Added to a sum of squares, as a share of itself, so that columns that say the same can be used: as mice of R.
LEAST_RIDGE = 1e-5

# Normal prior of a logistic coefficient of a column scaled to unit spread, on the logit scale: no influence on
# estimates of real size, finite ones under separation. After White, Daniel & Royston, Comput Stat Data Anal
# 2010;54:2267-2275, who add rows for it; the figure is the project's.
COEFFICIENT_PRIOR_SD = 10.0
