"""No sentence of the whole catalogue says what caused what: the figures cannot show it.

Words for a cause stand only where people judge one case (``ALLOWED``): experts name the causes of the risks of a case,
which is what an audit is for, and a check of quality says what an error of measuring does to a figure.
"""

from __future__ import annotations

import pytest
from catalogue_words import TOPICS, Watched, topics_of

from audit.language.catalogue import LANGUAGES

CAUSAL = {
    "id": r"menyebabkan|disebabkan|penyebab\w*|berkat|akibat\w*|mengakibatkan|dampak\w*|berdampak|menurunkan|mengurangi"
    r"|meningkatkan|memengaruhi|pengaruh\w*|berhasil|gara-gara",
    "en": r"caus(e|es|ed|ing)|due to|because of|thanks to|owing to|led to|leads to|results? in|effects?|impacts?"
    r"|reduc(e|es|ed|ing)|lowers|lowered|influences?|prevents?",
}
# What denies a cause may name it.
DENIED = {
    "id": r"bukan bukti sebab|tidak dapat disebut akibat audit|tidak menjelaskan penyebab",
    "en": r"no proof of a cause|cannot be said to be due to the audit|does not explain causes|do not show a cause"
    r"|says nothing of causes|nothing of causes",
}
# Where a cause or a remedy may be named, by pattern of the message; each with its reason.
ALLOWED = {
    "causes that experts judge in a case": (
        "audit_block.agreement.*", "audit_block.preventable.*", "blank_worksheet.expert.cause",
        "case_block.column.cause", "case_block.patterns.*", "case_form.column.cause_code",
        "case_form.reason.penyebab_kosong", "case_page.found*", "case_page.tree", "expert.*", "letter.found",
        "report.case_patterns.name", "review.agreement", "review.cause_found*", "slides.cases.*",
    ),
    "what an audit is for": ("formal.background.what", "formal.purpose.cause.*", "glossary.aks.meaning"),
    "what an error of measuring does to a figure": (
        "report.heaping.reading", "report.quality_scorecard.*", "scorecard.*_good*", "scorecard.*_fair*",
    ),
    "other senses: lower a score, thanks are due, fell due, risks that are fewer": (
        "selection.guide.data", "formal.closing.thanks", "audit_block.work.remeasured", "review.risk_shift",
    ),
}  # fmt: skip
CAUSES = Watched(CAUSAL, DENIED, ALLOWED)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", TOPICS)
def test_no_causal_word_stands_in_a_sentence(topic, language):
    assert CAUSES.not_allowed(topic, language) == {}


def test_every_topic_of_both_languages_is_searched():
    assert topics_of("en") == TOPICS
    assert {"risk_block", "target", "headline", "limits", "checklist"} <= set(TOPICS)


def test_no_sentence_of_figures_about_groups_is_among_the_exceptions():
    """Topics of which every sentence is about groups, trends or targets have no exception at all."""
    of_figures = ("risk", "risk_block", "risk_factor", "equity", "target", "headline", "attributable", "limits")
    assert CAUSES.of_topics(of_figures) == []


def test_every_exception_is_used():
    assert CAUSES.never_needed() == []


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("Jamban menurunkan stunting.", "id"),
        ("Prevalensi turun berkat program ini.", "id"),
        ("Stunting akibat rokok.", "id"),
        ("Smoke causes stunting.", "en"),
        ("The fall is due to the programme.", "en"),
    ],
)
def test_a_planted_cause_is_found(said, language):
    assert CAUSES.within(said, language)
