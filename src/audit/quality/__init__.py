"""Can these measurements be believed? One check a file. Floor 3."""

from audit.quality.accounting import Linking, SourceRows, linkage, row_accounting
from audit.quality.agreement import agreement
from audit.quality.assessable import Assessment, assessable, focus_status, heaping_sentence
from audit.quality.birth_dates import age_steps, birth_months, first_days
from audit.quality.completeness import missing
from audit.quality.cutoff_heaping import cutoff_heaping, heaping_at_levels, placebo_cutoffs
from audit.quality.digits import digit_preference, digit_preference_score
from audit.quality.equipment import equipment_beside_quality, equipment_counts
from audit.quality.expected_cases import SurveyPrevalence, expected_cases
from audit.quality.exported_values import label_agreement
from audit.quality.flags import flags
from audit.quality.found_rows import judged_rows
from audit.quality.measurement_error import TechnicalError, bias, smart_level, tem_between, tem_of_pairs, total_tem
from audit.quality.month_consistency import month_consistency
from audit.quality.posture import posture
from audit.quality.remeasurement import (
    design_weighted_prevalence,
    draw,
    measured_again,
    remeasurement,
    sides,
    with_second,
)
from audit.quality.row_findings import row_finding_counts, row_findings
from audit.quality.scorecard import scorecard, scorecard_lines
from audit.quality.standardisation import doubtful_readings, perlu_penyegaran, session_results, standardisation
from audit.quality.timeliness import timeliness
from audit.quality.typed_figures import TypedFigure, lint_files, typed_figures, wrong_figures

__all__ = [
    "Assessment",
    "Linking",
    "SourceRows",
    "SurveyPrevalence",
    "TechnicalError",
    "TypedFigure",
    "age_steps",
    "agreement",
    "assessable",
    "bias",
    "birth_months",
    "cutoff_heaping",
    "design_weighted_prevalence",
    "digit_preference",
    "digit_preference_score",
    "doubtful_readings",
    "draw",
    "equipment_beside_quality",
    "equipment_counts",
    "expected_cases",
    "first_days",
    "flags",
    "focus_status",
    "heaping_at_levels",
    "heaping_sentence",
    "judged_rows",
    "label_agreement",
    "linkage",
    "lint_files",
    "measured_again",
    "missing",
    "month_consistency",
    "perlu_penyegaran",
    "placebo_cutoffs",
    "posture",
    "remeasurement",
    "row_accounting",
    "row_finding_counts",
    "row_findings",
    "scorecard",
    "scorecard_lines",
    "session_results",
    "sides",
    "smart_level",
    "standardisation",
    "tem_between",
    "tem_of_pairs",
    "timeliness",
    "total_tem",
    "typed_figures",
    "with_second",
    "wrong_figures",
]
