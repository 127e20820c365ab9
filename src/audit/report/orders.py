"""In which order the blocks of a report stand: findings first, or by chapters as an office submits it.

``ringkas`` needs no list: sections in their order, blocks as the notebooks show them. ``resmi`` is the outline of the
reports that districts hand in (reference/domain.md 1.9: three chapters, a closing; lists of tables and figures). Each
block has its one place here; a test fails for a block that has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

__all__ = ["FORMAL", "Chapter", "Numbering", "Order", "Part", "places"]

Order = Literal["ringkas", "resmi"]
# How a chapter is called: by its title alone, "BAB I", or "Lampiran 1".
Numbering = Literal["title", "chapter", "annex"]


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks that stand together, under a heading of their own unless ``id`` is empty.

    ``lead`` is the block that speaks right under the heading, without a title of its own.
    """

    id: str = ""
    blocks: tuple[str, ...] = ()
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter with its parts. Its title is ``formal.chapter.<id>``, that of a part ``formal.part.<id>``."""

    id: str
    numbering: Numbering
    parts: tuple[Part, ...]


FORMAL: tuple[Chapter, ...] = (
    Chapter(
        "summary",
        "title",
        (
            Part(
                blocks=(
                    *("headline", "key_figures", "last_promises", "decisions", "forum_questions"),
                    *("why_figures_differ", "confidence"),
                )
            ),
        ),
    ),
    Chapter(
        "introduction",
        "chapter",
        (
            Part("background", lead="formal_background"),
            Part("legal_basis", lead="formal_legal_basis"),
            Part("purpose", lead="formal_purpose"),
            Part("scope", lead="formal_scope"),
            Part("team", lead="formal_team"),
        ),
    ),
    Chapter(
        "findings",
        "chapter",
        (
            Part("period", ("case_gates", "audit_of_audit", "audit_budget")),
            Part("sources", ("data_sources", "row_accounting", "linkage", "coverage", "quality_scorecard", "heaping")),
            Part(
                "situation",
                (
                    "coverage_bounds",
                    "recorded_groups",
                    "stunting_by_month",
                    "stunting_by_age_sex",
                    "severity",
                    "kecamatan_map",
                    "stunting_by_kecamatan",
                    "case_balance",
                    "case_rates",
                    "published_figures",
                    "target_outlook",
                ),
            ),
            Part("growth", ("skdn", "faltering", "development")),
            Part(
                "risk",
                (
                    *("forum_coverage", "forum_funnel", "risk_factors", "risk_fractions", "risk_inequality"),
                    *("risk_differences", "risk_concentration", "risk_decomposition", "risk_data"),
                ),
            ),
            Part("needs", ("families_at_risk", "lokus", "need_profiles", "need_overlap", "need_cascade")),
            Part(
                "cases",
                (
                    "urgent_referrals",
                    "case_funnel",
                    "stunted_by_group",
                    "case_funnel_by_kecamatan",
                    "case_choice",
                    "case_selection",
                    "stunted_children",
                    "visit_first",
                ),
            ),
        ),
    ),
    Chapter(
        "conclusion",
        "chapter",
        (
            Part(
                "conclusion",
                ("case_patterns", "case_vignettes", "case_preventable", "reader_agreement"),
                lead="formal_conclusion",
            ),
            Part("follow_up", ("follow_up_tracker",)),
            Part("evaluation", ("case_risk_shift",)),
        ),
    ),
    Chapter("closing", "title", (Part(lead="formal_closing"),)),
    Chapter("desa", "annex", (Part(blocks=("stunting_by_desa", "desa_funnel", "desa_caterpillar")),)),
    Chapter(
        "quality",
        "annex",
        (
            Part(
                blocks=(
                    "remeasurement",
                    "expected_cases",
                    "measurement_error",
                    "equipment",
                    "standardisation",
                    "missing",
                    "flags",
                    "height_digits",
                    "weight_digits",
                    "agreement",
                    "birth_dates",
                    "row_findings",
                    "month_consistency",
                    "timeliness",
                ),
            ),
        ),
    ),
    Chapter(
        "programme",
        "annex",
        (
            Part("programmes", ("own_programmes",)),
            Part(
                "actions",
                ("action_attention", "action_frameworks", "action_situation", "action_registers", "action_cadres"),
            ),
            Part("packages", ("package_reach", "package_households", "package_availability", "package_quarters")),
            Part(
                "indicators",
                ("essential_indicators", "indicator_gaps", "indicators_by_kecamatan", "family_totals"),
            ),
            Part(
                "companions",
                (
                    "companion_contacts",
                    "companion_topics",
                    "companion_referrals",
                    "companion_support",
                    "steering_bodies",
                ),
            ),
            Part(
                "sponsors",
                (
                    "sponsor_reach",
                    "sponsor_months",
                    "sponsor_items",
                    "sponsor_growth",
                    "sponsor_outcomes",
                    "sponsor_donors",
                ),
            ),
            Part("money", ("money_use", "money_by_action", "service_costs", "service_order")),
            Part("who_does_what", ("sector_lists",)),
        ),
    ),
    Chapter("target", "annex", (Part(blocks=("target_averted",)),)),
    Chapter(
        "outcomes",
        "annex",
        (Part(blocks=("risk_height", "risk_short_and_thin", "risk_development", "risk_anaemia")),),
    ),
    Chapter(
        "strength",
        "annex",
        (
            Part(
                blocks=(
                    "risk_heights",
                    "risk_age_curve",
                    "risk_between_desa",
                    "risk_missing",
                    "risk_together",
                    "risk_unrecorded",
                    "risk_overlap",
                ),
            ),
        ),
    ),
    Chapter(
        "visits",
        "annex",
        (Part(blocks=("visit_calibration", "visit_decision", "visit_capacity", "visit_groups", "visit_card")),),
    ),
    Chapter("province", "annex", (Part(blocks=("province_table",)),)),
    Chapter("methods", "annex", (Part(blocks=("methods", "report_identity", "glossary", "reporting_checklists")),)),
)


def places() -> Iterator[str]:
    """Every block id of the formal order, as it is read; a lead before the blocks of its part."""
    for chapter in FORMAL:
        for part in chapter.parts:
            if part.lead:
                yield part.lead
            yield from part.blocks
