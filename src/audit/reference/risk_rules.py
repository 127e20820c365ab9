"""Limits of risk-factor models: how many clusters and events they need, each figure with its source."""

from __future__ import annotations

__all__ = ["EVENTS_PER_PARAMETER", "FEW_CLUSTERS", "FEW_EVENTS_PER_PARAMETER", "MINIMUM_CELL", "SPLINE_KNOTS"]

# Below so many clusters sandwich errors are too small on average, and t(G-1) is taken: Cameron & Miller, J Hum Resour
# 2015;50:317-372, section VI ("few" is 20 to 50); the project's rule is 30.
FEW_CLUSTERS = 30

# Events (or non-events, where they are fewer) for each parameter: below this estimates are said to be uncertain.
# Peduzzi et al., J Clin Epidemiol 1996;49:1373-1379.
EVENTS_PER_PARAMETER = 10

# Below this an adjusted model is refused: bias and coverage become problematic under 5, not under 10. Vittinghoff &
# McCulloch, Am J Epidemiol 2007;165:710-718.
FEW_EVENTS_PER_PARAMETER = 5

# Children with and without the outcome that a group needs to be compared: Cochran, Biometrics 1954;10:417-451 (expected
# counts of 5).
MINIMUM_CELL = 5

# Knots of a restricted cubic spline, as quantiles. Harrell, Regression Modeling Strategies, 2nd ed. 2015, table 2.3.
SPLINE_KNOTS = {
    3: (0.10, 0.50, 0.90),
    4: (0.05, 0.35, 0.65, 0.95),
    5: (0.05, 0.275, 0.50, 0.725, 0.95),
    6: (0.05, 0.23, 0.41, 0.59, 0.77, 0.95),
    7: (0.025, 0.1833, 0.3417, 0.50, 0.6583, 0.8167, 0.975),
}
