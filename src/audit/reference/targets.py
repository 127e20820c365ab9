"""Targets of the nation with their documents, and the conventions of looking ahead to a target."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = [
    "DRAWS",
    "FAN_LEVELS",
    "FEWEST_FOR_TREND",
    "SCENARIO_PACES",
    "SINGLE_DIGIT_PERCENT",
    "TREND_FROM",
    "YEARS_AHEAD",
    "NationalTarget",
    "national_targets",
]

# "Satu digit" means below 10.0 percent (practice notes, U1).
SINGLE_DIGIT_PERCENT = 10.0
# Surveys that a trend needs; with two or three it is refused and scenarios are shown (risk notes, section 4).
FEWEST_FOR_TREND = 4
# First year of surveys that are set side by side: those of Riskesdas 2018 and after (risk notes, section 4).
TREND_FROM = 2018
# Average annual rates of reduction of the scenarios: slow; what the nation needs from 19.8 % in 2024 to 14.2 % in 2029;
# fast (risk notes, section 4).
SCENARIO_PACES = (0.03, 0.064, 0.10)
# Years that are looked ahead of the newest survey at least: the length of a plan of a district (RPJMD: five years, Law
# 23/2014, article 263).
YEARS_AHEAD = 5
# Shares of outcomes inside the inner and the outer band of a fan.
FAN_LEVELS = (0.50, 0.95)
# Draws of a simulation: a probability is then known to 0.005 (one standard error at one half). Risk notes, section 3.
DRAWS = 10_000


@dataclass(frozen=True, slots=True)
class NationalTarget:
    """Prevalence (percent) that a document wants the nation to reach in a year; ``source``: where it was read."""

    year: int
    percent: float
    document: str
    source: str


@cache
def national_targets() -> tuple[NationalTarget, ...]:
    """Targets of the nation by year. Never the yardstick of a district: its own document sets its target."""
    text = (files("audit.reference") / "tables" / "national_targets.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(text))
    return tuple(NationalTarget(int(r["year"]), float(r["percent"]), r["document"], r["source"]) for r in rows)
