"""When a limit of the data is large enough to be said beside the result that it limits."""

from __future__ import annotations

__all__ = ["AGE_GAP_OF_COVERAGE", "BETWEEN_AREAS"]

# Share of a factor's variance that lies between desa above which its figures tell more of places than of children: more
# between desa than within them. Ours; the reading of such factors is that of Diez Roux, Am J Public Health 1998;88:216.
BETWEEN_AREAS = 0.5

# Difference of the shares measured (as proportions) between children under two and all under five above which those
# who come are of other ages than those registered. Ours: five in a hundred change the age mix of a month visibly.
AGE_GAP_OF_COVERAGE = 0.05
