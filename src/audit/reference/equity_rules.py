"""Conventions of measuring inequality: what a welfare index needs, and the columns of WHO's HEAT Plus template."""

from __future__ import annotations

__all__ = ["HEAT_COLUMNS", "HEAT_SCALE", "LEAST_ASSETS", "LEAST_KNOWN_ASSETS"]

# Assets that differ between households; with one the index is that asset. Ours.
LEAST_ASSETS = 2
# Share of a household's assets that must be known for a score; ours, so that a row of means is not taken for average.
LEAST_KNOWN_ASSETS = 0.5

# Columns of the upload template of HEAT Plus, all of which must be there. Source: WHO, Health Equity Assessment Toolkit
# Plus, user manual, table 1, and the checks that the program makes of an upload.
HEAT_COLUMNS = (
    "setting", "year", "source", "indicator_abbr", "indicator_name", "dimension", "subgroup", "estimate", "se",
    "ci_lb", "ci_ub", "population", "flag", "setting_average", "iso3", "favourable_indicator", "indicator_scale",
    "ordered_dimension", "subgroup_order", "reference_subgroup",
)  # fmt: skip
HEAT_SCALE = 100  # the template's estimates are percent
