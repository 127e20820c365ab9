"""Charts as SVG, drawn from shown rows only: a hidden row has no number and so no place in a drawing."""

from audit.report.figures.age_sex import age_sex
from audit.report.figures.canvas import PHONE, WIDE, Paper
from audit.report.figures.digits import bars_digits
from audit.report.figures.dots import dot_interval
from audit.report.figures.funnel import funnel
from audit.report.figures.severity import stacked_severity

__all__ = ["PHONE", "WIDE", "Paper", "age_sex", "bars_digits", "dot_interval", "funnel", "stacked_severity"]
