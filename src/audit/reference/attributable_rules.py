"""Limits of attributable fractions, with their sources."""

from __future__ import annotations

__all__ = ["AVERAGED_FACTORS"]

# Factors whose average fraction is computed together: 2^8 = 256 sets to take away. reference/risk.md section 3.
AVERAGED_FACTORS = 8
