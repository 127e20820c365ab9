"""Conventions of comparing the coverage of essential indicators: gaps, orders of them, and what "low" may mean."""

from __future__ import annotations

from typing import Literal, get_args

__all__ = ["KNOWN_SHARE", "LOW_RULES", "RANK_SHARE", "LowRule"]

# Share of the draws in which one gap must be larger than another before the two are told apart: two-sided 95 %, as of
# every printed interval. Source: Goldstein & Spiegelhalter, J R Stat Soc A 1996;159:385-443.
RANK_SHARE = 0.975

# What a "low" indicator is. Kediri's criterion does not say (domain notes 3.1), so each is one reading and the choice
# is varied: short of its target; short of it beyond chance (the whole interval); worse than the district as a whole.
LowRule = Literal["short_of_target", "surely_short", "below_district"]
LOW_RULES: tuple[LowRule, ...] = get_args(LowRule)

# Share of the indicators that apply to a desa above which so many must be known before a share of them is said: more
# than half (ours; nobody settles it).
KNOWN_SHARE = 0.5
