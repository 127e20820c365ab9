"""Which test holds which row of ``oracle/risk_*.csv``: every row has one, and a row that nobody tests fails here.

A claim names rows by the first columns of their file, joined with a space, the number of them, and the test. Inputs
(``risk_input_*``) hold data, not figures.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

pytestmark = pytest.mark.shared

KEY = {
    "risk_equity.csv": ["dataset", "estimator"],
    "risk_fayherriot.csv": ["dataset", "method", "kind"],
    "risk_mi.csv": ["term"],
    "risk_mi_truth.csv": ["term"],
    "risk_misc.csv": ["topic", "case"],
    "risk_mixed.csv": ["dataset", "model", "term"],
    "risk_models.csv": ["dataset", "estimator", "model", "term"],
    "risk_paf.csv": ["dataset", "method", "exposure"],
    "risk_prediction.csv": ["stat"],
    "risk_survey_api.csv": ["case"],
    "risk_svyprev.csv": ["dataset", "domain", "method", "level"],
}
EQUITY, MISC = "risk/test_equity_r.py", "risk/test_tables_and_interaction_oracle.py"
AREAS, SPLINES = "survey/test_areas_compared.py", "risk/test_splines_and_screen.py"
PAF, GROWTH = "risk/test_paf_oracle.py", "risk/test_growth_and_standards.py"
TREND, MEASURED = "programme/test_target_trend_r.py", "quality/test_measurement_error.py"
MIXED, TOTALS = "risk/test_mixed_models.py", "survey/test_survey_totals.py"
CLAIMS = {
    "risk_equity.csv": [
        (r"washb rineq_\w+_linreg_delta_unw_notie", 4, f"{EQUITY}::test_rineq_delta"),
        (r"washb rineq_\w+_direct_unw_notie", 4, f"{EQUITY}::test_rineq_direct"),
        (r"washb rineq_\w+_linreg_delta_wtd_HC1_notie", 4, f"{EQUITY}::test_rineq_weighted"),
        (r"washb (CI_cov|Erreygers|Wagstaff|ACI_generalised)_.*", 8, f"{EQUITY}::test_closed_forms_with_ties"),
        (r"washb CI_convreg_.*", 2, f"{EQUITY}::test_convenient_regression_with_clusters"),
        (r"washb (SII|RII)_.*", 8, f"{EQUITY}::test_slope_indices"),
        (r"washb (gap|ratio)_Q1.*", 2, f"{EQUITY}::test_fifths_compared"),
    ],
    "risk_fayherriot.csv": [
        (r"(milk|zambia_areas) (REML|ML|FH) .*", 315, "survey/test_fay_herriot.py::test_equals_sae"),
    ],
    "risk_mi.csv": [(r".*", 7, "risk/test_pooling.py::test_every_row_equals_mitools")],
    "risk_mi_truth.csv": [
        (r".*", 7, "risk/test_imputed_truth.py::test_imputation_comes_within_half_an_error_of_what_was_there_before"),
        (r".*", 7, "risk/test_imputed_truth.py::test_children_with_everything_known_give_rs_complete_case"),
        (r".*", 7, "risk/test_imputed_truth.py::test_the_pooled_column_is_rs_imputation"),
    ],
    "risk_misc.csv": [
        (r"binom_\w+ .*", 27, "survey/test_survey_prevalence.py::test_binomial_intervals_equal_rs"),
        (r"(2x2_\w+|RD_wald) .*", 25, f"{MISC}::test_a_table_of_two_by_two"),
        (r"MH_OR_by_area .*", 5, f"{MISC}::test_mantel_haenszel_by_area"),
        (r"cochran_armitage .*", 1, f"{MISC}::test_trend_over_fifths_of_wealth"),
        (r"(RERI|AP|Synergy)_.*", 4, f"{MISC}::test_interaction_on_the_additive_scale"),
        (r"evalue_\w+ .*", 8, f"{MISC}::test_every_e_value"),
        (r"p_adjust_\w+ .*", 75, f"{SPLINES}::test_adjusted_p_values_equal_rs"),
        (r"GVIF_\w+ .*", 26, f"{SPLINES}::test_variance_inflation_equals_cars"),
        (r"condition_number_belsley .*", 1, f"{SPLINES}::test_the_condition_number_equals_belsleys"),
        (r"rcs_\w+ .*", 48, f"{SPLINES}::test_a_restricted_cubic_spline_equals_rms"),
        (r"EB_marshall_1991 .*", 18, f"{AREAS}::test_empirical_bayes_equals_marshalls"),
        (r"funnel_(normal|exact_interp|wilson) .*", 36, f"{AREAS}::test_limits_equal_rs"),
        (r"funnel_(z_arcsine|phi_unwinsorised) .*", 19, f"{AREAS}::test_z_and_over_dispersion_equal_rs"),
        (r"wagstaff_\w+ .*", 20, f"{EQUITY}::test_wagstaffs_decomposition"),
        (r"(TEM_length_cm|relTEM_pct|reliability_R|digit_pref_chisq) .*", 8,
         f"{MEASURED}::test_repeat_lengths_of_wash_benefits"),
        (r"AARR_loglinear .*", 1, f"{TREND}::test_pace"),
        (r"required_AARR .*", 2, f"{TREND}::test_required_pace"),
        (r"forecast_logitlinear_pred_interval .*", 6, f"{TREND}::test_fan"),
        (r"forecast_prob_below .*", 12, f"{TREND}::test_probability_of_reaching"),
        (r"direct_age_std_prev .*", 2, f"{GROWTH}::test_a_prevalence_at_the_ages_of_all_children"),
        (r"growth_lmer_\w+ .*", 6, f"{GROWTH}::test_growth_of_children_in_clusters_equals_lmers"),
        (r"transition (n_pairs|P).*", 3, f"{GROWTH}::test_who_becomes_stunted_and_who_is_no_longer"),
        (r"transition (cor|sd_diff)", 2, f"{GROWTH}::test_how_closely_the_second_length_follows_the_first"),
    ],
    "risk_mixed.csv": [
        (r"\w+ (lmer_haz_REML|glmer_logit_nAGQ9) .*", 58, f"{MIXED}::test_every_row_equals_lme4s"),
        (r"\w+ glmer_null_nAGQ9 .*", 6,
         f"{MIXED}::test_the_empty_model_and_what_covariates_account_for_equal_glmers"),
    ],
    "risk_models.csv": [
        (r"\w+ gee_.*", 92, "risk/test_gee_models.py::test_estimating_equations_equal_geepacks"),
        (r"\w+ (?!gee_).*", 728, "risk/test_glm_models.py::test_every_model_equals_rs"),
    ],
    "risk_paf.csv": [
        (r"\w+ (gcomp_poisson|gcomp_logit_AFglm)\S* .*", 33, f"{PAF}::test_a_fraction_and_its_error_equal_afglms"),
        (r"\w+ (levin_crude|miettinen)\S* .*", 22, f"{PAF}::test_formulas_from_figures_alone"),
        (r"\w+ gcomp_logit_joint\S* .*", 2, f"{PAF}::test_factors_taken_away_together"),
        (r"\w+ average_PAF\S* .*", 6, f"{PAF}::test_the_average_over_all_orders"),
    ],
    "risk_prediction.csv": [(r".*", 47, "risk/test_risk_prediction.py::test_every_row_is_as_r_gives_it")],
    "risk_survey_api.csv": [
        (r"api(strat|clus1):mean_api00", 2, f"{TOTALS}::test_mean_with_its_design_effect_equals_rs"),
        (r"api(strat|clus1):total_enroll", 2, f"{TOTALS}::test_total_equals_rs"),
        (r"apiclus2:(mean|total).*", 2, f"{TOTALS}::test_second_stage_is_a_design_within_the_clusters_of_the_first"),
        (r"api\w+:svyglm_logit:.*", 12,
         "risk/test_glm_models.py::test_a_logit_under_a_finite_population_equals_svyglms_where_r_stops"),
        (r"washb:RaoScottF:.*", 4, f"{TOTALS}::test_independence_equals_rs"),
    ],
    "risk_svyprev.csv": [
        (r"\w+ \w+ logit\w* .*", 85, "survey/test_survey_prevalence.py::test_every_prevalence_equals_rs"),
        (r"\w+ all (?!logit)\w+ .*", 10,
         "survey/test_survey_prevalence.py::test_every_interval_of_a_given_standard_error_equals_rs"),
    ],
}  # fmt: skip


def rows_of(shared, file: str) -> pd.Series:
    table = pd.read_csv(shared(f"oracle/{file}"), dtype=str, keep_default_na=False)
    return table[KEY[file]].agg(" ".join, axis=1)


@cache
def named_in(file: Path) -> frozenset[str]:
    return frozenset(node.name for node in ast.parse(file.read_text(encoding="utf-8")).body if hasattr(node, "name"))


def test_no_file_of_the_oracle_is_left_out(shared):
    found = {path.name for path in shared("oracle").glob("risk_*.csv")}
    assert {name for name in found if not name.startswith("risk_input_")} == set(CLAIMS)


@pytest.mark.parametrize("file", CLAIMS)
def test_every_row_is_held_by_a_test_that_is_there(file, shared, repository):
    rows = rows_of(shared, file)
    claimed = pd.Series(data=False, index=rows.index)
    for pattern, number, test in CLAIMS[file]:
        own = rows.str.fullmatch(pattern)
        assert int(own.sum()) == number, pattern
        module, _, name = test.partition("::")
        assert name in named_in(repository / "tests/golden" / module), test
        claimed |= own
    assert rows[~claimed].tolist() == []


def test_a_row_of_a_new_kind_is_claimed_by_nobody():
    """No pattern is so wide that it would take what no test knows."""
    for file in ("risk_misc.csv", "risk_equity.csv", "risk_survey_api.csv", "risk_svyprev.csv", "risk_mixed.csv"):
        assert not any(re.fullmatch(pattern, "washb new_figure x y") for pattern, _, _ in CLAIMS[file])
