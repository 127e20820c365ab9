"""Blocks and the files made of them. Floor 7.

Names load when first used: importing this package costs no chart library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.on_demand import on_demand
from audit.report.homes import HOMES

if TYPE_CHECKING:
    from audit.report.blocks import MIME, Block, blocks_in
    from audit.report.context import (
        Forum,
        PlanRecord,
        Programme,
        PublishedFigure,
        Question,
        ReportContext,
        SourceRecord,
        StatementRecord,
        TargetRecord,
    )
    from audit.report.explore import explore
    from audit.report.figure_list import figure_list
    from audit.report.formal import Decree, Formal, Letterhead, Member, Signatory
    from audit.report.formal_leads import formal_blocks
    from audit.report.front import Front, formal_front
    from audit.report.html import render_html
    from audit.report.index import Entry, render_index
    from audit.report.packs.forum_memory import forum_obstacles, forum_promises
    from audit.report.packs.kecamatan_care import kecamatan_referrals, kecamatan_verification
    from audit.report.packs.kecamatan_couples import kecamatan_couples
    from audit.report.packs.kecamatan_decisions import kecamatan_decisions
    from audit.report.packs.kecamatan_people import kecamatan_due, kecamatan_needs, kecamatan_recorded
    from audit.report.packs.kecamatan_teams import kecamatan_teams
    from audit.report.pdf import render_pdf
    from audit.report.results_json import results_rows
    from audit.report.results_parquet import write_results
    from audit.report.sections.action_attention import action_attention
    from audit.report.sections.action_cadres import action_cadres
    from audit.report.sections.action_frameworks import action_frameworks
    from audit.report.sections.action_registers import action_registers
    from audit.report.sections.action_situation import action_situation
    from audit.report.sections.agreement import agreement
    from audit.report.sections.appendix_age import risk_age_curve, risk_heights
    from audit.report.sections.appendix_desa import risk_between_desa
    from audit.report.sections.appendix_missing import risk_missing
    from audit.report.sections.appendix_models import risk_overlap, risk_together, risk_unrecorded
    from audit.report.sections.audit_budget import audit_budget
    from audit.report.sections.audit_of_audit import audit_of_audit
    from audit.report.sections.birth_dates import birth_dates
    from audit.report.sections.case_balance import case_balance
    from audit.report.sections.case_choice import case_choice
    from audit.report.sections.case_follow_up import case_risk_shift, follow_up_tracker
    from audit.report.sections.case_funnel import case_funnel, case_funnel_by_kecamatan
    from audit.report.sections.case_gates import case_gates
    from audit.report.sections.case_patterns import case_patterns
    from audit.report.sections.case_preventable import case_preventable
    from audit.report.sections.case_rates import case_rates
    from audit.report.sections.case_selection import case_selection
    from audit.report.sections.case_vignettes import case_vignettes
    from audit.report.sections.companion_contacts import companion_contacts, companion_topics
    from audit.report.sections.companion_referrals import companion_referrals
    from audit.report.sections.companion_support import companion_support
    from audit.report.sections.confidence import confidence
    from audit.report.sections.coverage import coverage
    from audit.report.sections.coverage_bounds import coverage_bounds
    from audit.report.sections.decisions import decisions
    from audit.report.sections.desa_caterpillar import desa_caterpillar
    from audit.report.sections.desa_funnel import desa_funnel
    from audit.report.sections.development import development
    from audit.report.sections.digits import height_digits, weight_digits
    from audit.report.sections.equipment import equipment
    from audit.report.sections.essential_indicators import essential_indicators
    from audit.report.sections.expected_cases import expected_cases
    from audit.report.sections.faltering import faltering
    from audit.report.sections.families_at_risk import families_at_risk
    from audit.report.sections.family_totals import family_totals
    from audit.report.sections.flags import flags
    from audit.report.sections.forum_figures import forum_coverage, forum_funnel
    from audit.report.sections.forum_questions import forum_questions
    from audit.report.sections.headline import headline
    from audit.report.sections.heaping import heaping
    from audit.report.sections.indicator_gaps import indicator_gaps
    from audit.report.sections.indicators_by_kecamatan import indicators_by_kecamatan
    from audit.report.sections.kecamatan_map import kecamatan_map
    from audit.report.sections.key_figures import key_figures
    from audit.report.sections.last_promises import last_promises
    from audit.report.sections.linkage import linkage
    from audit.report.sections.lokus import lokus
    from audit.report.sections.measurement_error import measurement_error
    from audit.report.sections.methods import data_sources, glossary, methods, report_identity
    from audit.report.sections.missing import missing
    from audit.report.sections.money_use import money_by_action, money_use
    from audit.report.sections.month_consistency import month_consistency
    from audit.report.sections.need_answers import need_cascade, need_overlap
    from audit.report.sections.need_profiles import need_profiles
    from audit.report.sections.own_programmes import own_programmes
    from audit.report.sections.package_availability import package_availability
    from audit.report.sections.package_households import package_households
    from audit.report.sections.package_quarters import package_quarters
    from audit.report.sections.package_reach import package_reach
    from audit.report.sections.province_table import province_table
    from audit.report.sections.published_figures import published_figures
    from audit.report.sections.quality_scorecard import quality_scorecard
    from audit.report.sections.reader_agreement import reader_agreement
    from audit.report.sections.recorded_groups import recorded_groups
    from audit.report.sections.remeasurement import remeasurement
    from audit.report.sections.reporting_checklists import reporting_checklists
    from audit.report.sections.risk_data import risk_data
    from audit.report.sections.risk_factors import risk_differences, risk_factors
    from audit.report.sections.risk_fractions import risk_fractions
    from audit.report.sections.risk_inequality import risk_inequality
    from audit.report.sections.risk_inequality_parts import risk_concentration, risk_decomposition
    from audit.report.sections.risk_outcomes import risk_anaemia, risk_development, risk_height, risk_short_and_thin
    from audit.report.sections.row_accounting import row_accounting
    from audit.report.sections.row_findings import row_findings
    from audit.report.sections.sector_lists import sector_lists
    from audit.report.sections.service_costs import service_costs, service_order
    from audit.report.sections.severity import severity
    from audit.report.sections.skdn import skdn
    from audit.report.sections.sponsor_growth import sponsor_growth, sponsor_outcomes
    from audit.report.sections.sponsor_kept import sponsor_donors, sponsor_items, sponsor_months
    from audit.report.sections.sponsor_reach import sponsor_reach
    from audit.report.sections.standardisation import standardisation
    from audit.report.sections.steering_bodies import steering_bodies
    from audit.report.sections.stunted_by_group import stunted_by_group
    from audit.report.sections.stunted_children import stunted_children
    from audit.report.sections.stunting_by_age_sex import stunting_by_age_sex
    from audit.report.sections.stunting_by_desa import stunting_by_desa
    from audit.report.sections.stunting_by_kecamatan import stunting_by_kecamatan
    from audit.report.sections.stunting_by_month import stunting_by_month
    from audit.report.sections.target_averted import target_averted
    from audit.report.sections.target_outlook import target_outlook
    from audit.report.sections.timeliness import timeliness
    from audit.report.sections.urgent_referrals import urgent_referrals
    from audit.report.sections.visit_card import visit_card
    from audit.report.sections.visit_first import visit_first
    from audit.report.sections.visit_performance import (
        visit_calibration,
        visit_capacity,
        visit_decision,
        visit_groups,
    )
    from audit.report.sections.why_figures_differ import why_figures_differ

__all__ = [
    "MIME",
    "Block",
    "Decree",
    "Entry",
    "Formal",
    "Forum",
    "Front",
    "Letterhead",
    "Member",
    "PlanRecord",
    "Programme",
    "PublishedFigure",
    "Question",
    "ReportContext",
    "Signatory",
    "SourceRecord",
    "StatementRecord",
    "TargetRecord",
    "action_attention",
    "action_cadres",
    "action_frameworks",
    "action_registers",
    "action_situation",
    "agreement",
    "audit_budget",
    "audit_of_audit",
    "birth_dates",
    "blocks_in",
    "case_balance",
    "case_choice",
    "case_funnel",
    "case_funnel_by_kecamatan",
    "case_gates",
    "case_patterns",
    "case_preventable",
    "case_rates",
    "case_risk_shift",
    "case_selection",
    "case_vignettes",
    "companion_contacts",
    "companion_referrals",
    "companion_support",
    "companion_topics",
    "confidence",
    "coverage",
    "coverage_bounds",
    "data_sources",
    "decisions",
    "desa_caterpillar",
    "desa_funnel",
    "development",
    "equipment",
    "essential_indicators",
    "expected_cases",
    "explore",
    "faltering",
    "families_at_risk",
    "family_totals",
    "figure_list",
    "flags",
    "follow_up_tracker",
    "formal_blocks",
    "formal_front",
    "forum_coverage",
    "forum_funnel",
    "forum_obstacles",
    "forum_promises",
    "forum_questions",
    "glossary",
    "headline",
    "heaping",
    "height_digits",
    "indicator_gaps",
    "indicators_by_kecamatan",
    "kecamatan_couples",
    "kecamatan_decisions",
    "kecamatan_due",
    "kecamatan_map",
    "kecamatan_needs",
    "kecamatan_recorded",
    "kecamatan_referrals",
    "kecamatan_teams",
    "kecamatan_verification",
    "key_figures",
    "last_promises",
    "linkage",
    "lokus",
    "measurement_error",
    "methods",
    "missing",
    "money_by_action",
    "money_use",
    "month_consistency",
    "need_cascade",
    "need_overlap",
    "need_profiles",
    "own_programmes",
    "package_availability",
    "package_households",
    "package_quarters",
    "package_reach",
    "province_table",
    "published_figures",
    "quality_scorecard",
    "reader_agreement",
    "recorded_groups",
    "remeasurement",
    "render_html",
    "render_index",
    "render_pdf",
    "report_identity",
    "reporting_checklists",
    "results_rows",
    "risk_age_curve",
    "risk_anaemia",
    "risk_between_desa",
    "risk_concentration",
    "risk_data",
    "risk_decomposition",
    "risk_development",
    "risk_differences",
    "risk_factors",
    "risk_fractions",
    "risk_height",
    "risk_heights",
    "risk_inequality",
    "risk_missing",
    "risk_overlap",
    "risk_short_and_thin",
    "risk_together",
    "risk_unrecorded",
    "row_accounting",
    "row_findings",
    "sector_lists",
    "service_costs",
    "service_order",
    "severity",
    "skdn",
    "sponsor_donors",
    "sponsor_growth",
    "sponsor_items",
    "sponsor_months",
    "sponsor_outcomes",
    "sponsor_reach",
    "standardisation",
    "steering_bodies",
    "stunted_by_group",
    "stunted_children",
    "stunting_by_age_sex",
    "stunting_by_desa",
    "stunting_by_kecamatan",
    "stunting_by_month",
    "target_averted",
    "target_outlook",
    "timeliness",
    "urgent_referrals",
    "visit_calibration",
    "visit_capacity",
    "visit_card",
    "visit_decision",
    "visit_first",
    "visit_groups",
    "weight_digits",
    "why_figures_differ",
    "write_results",
]

on_demand(__name__, HOMES)
