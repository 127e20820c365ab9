"""How sure a figure is, is said in the words of one scale (``audit.report.certainty``), in the whole catalogue.

Other words for uncertainty stand only where they say something else (``ALLOWED``), each with its reason.
"""

from __future__ import annotations

import pytest
from catalogue_words import TOPICS, Watched

from audit.language.catalogue import LANGUAGES

OFF_SCALE = {
    "id": r"kira-kira|kurang lebih|sekitar|kemungkinan|mungkin|pasti|dipastikan|tampaknya|agaknya|barangkali|boleh jadi"
    r"|nyata|signifikan|bermakna|diduga|cenderung",
    "en": r"roughly|approximately|about(?= \{| \d| one\b| as\b| true\b)|around(?= \{| \d)|probabl[ey]|likely|unlikely"
    r"|perhaps|maybe|possibly|might|certain|certainly|uncertain|surely|unsure|significant|significantly|seems?"
    r"|apparently|tends?",
}
# The same words of a place, and of what cannot be.
OTHER_SENSE = {
    "id": r"sekitar (baris|batas|garis|kasus|umur)|tidak mungkin|tak mungkin|kemungkinan laju",
    "en": r"said about",
}
# Where such a word may stand, by pattern of the message; each with its reason.
ALLOWED = {
    "a natural frequency, its range beside it or in the table": (
        "attributable.*", "prediction.capacity", "risk.of_hundred", "risk_block.gradient.*", "risk_factor.*",
        "risk_fraction.title", "synth.assumed_*", "target_block.probability", "visit_list.capacity",
        "visit_list.guide_3",
    ),
    "what a range is, in a sentence for everybody": ("glossary.range.meaning", "infographic.number.range"),
    "days of a month of fasting that is reckoned ahead": ("limits.about",),
    "children whom nobody measured, answers that nobody gave: no range can say it": (
        "limits.low_coverage", "limits.low_places", "risk.low_coverage", "risk_appendix.missing_reading",
        "risk_block.why.low_coverage*", "target.cases_before",
    ),
    "what may have happened to a measurement or a record": (
        "checklist.ask.gather.6", "growth_chart.doubt.*", "quality.digits_poor", "report.birth_dates.title.*",
        "report.measurement_error.reading", "rows.age_steps_fair*", "rows.birth_months_fair*",
        "rows.corrections.unread", "rows.first_days_*", "rows.found.*", "scorecard.*", "verification.to_mend",
        "worksheet.unlikely",
    ),
    "what a slip of typing was meant to be, or why a program stopped": (
        "boundaries.other_codes", "case_form.advice.code_near", "case_form.reason.kasus_tertukar",
        "cli.usage_choice_near", "params.*", "pipeline.*_died", "reference.unknown_district_near", "register.dates_*",
        "register.not_a_table", "worksheet.already_there",
    ),
    "how many an office writes down, not how many there are": ("action_list.guide_4",),
}  # fmt: skip
UNSURE = Watched(OFF_SCALE, OTHER_SENSE, ALLOWED)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", TOPICS)
def test_uncertainty_is_said_in_the_words_of_the_scale(topic, language):
    assert UNSURE.not_allowed(topic, language) == {}


def test_no_exception_is_about_a_survey_a_prevalence_or_a_target():
    """Sentences that set a figure beside another have no exception: ``certainty`` says them, or nothing does."""
    compared = ("survey", "headline", "page_one", "decision", "kecamatan_sheet", "indicator_block", "lokus", "equity")
    assert UNSURE.of_topics(compared) == []


def test_every_exception_is_used():
    assert UNSURE.never_needed() == []


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("Prevalensinya kira-kira 20%.", "id"),
        ("Beda ini nyata.", "id"),
        ("Layanan ini pasti belum mencapai target.", "id"),
        ("The prevalence is about 20%.", "en"),
        ("The difference is not certain.", "en"),
    ],
)
def test_a_planted_word_is_found(said, language):
    assert UNSURE.within(said, language)


@pytest.mark.parametrize(
    ("said", "language"),
    [("Ada penumpukan angka di sekitar batas.", "id"), ("This sheet is about the kecamatan.", "en")],
)
def test_a_place_or_a_topic_is_no_uncertainty(said, language):
    assert UNSURE.within(said, language) == []
