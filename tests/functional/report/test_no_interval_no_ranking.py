"""Nothing is put in order without an interval: every message that ranks is known, and says why it may.

A message that ranks either rests on intervals, and then the test named beside it shows that it stays away without them,
or it counts everything there is (a register, every form), where no sample could have come out otherwise.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
import yaml

from audit import report
from audit.disclosure.released import Released, ShownTable, _seal
from audit.report import ReportContext
from audit.report.homes import HOMES

ROOT = Path(__file__).parents[3]
CATALOGUE = ROOT / "src" / "audit" / "language" / "id"
TOPICS = (  # what blocks say; lists for the field have an order of work, never of places or people
    "report", "page_one", "decision", "forum_figure", "forum_pack", "action_block", "audit_block", "case_block",
    "companion_block", "indicator_block", "krs_block", "need_block", "packages_block", "risk_block", "risk_fraction",
    "risk_appendix", "risk_outcome", "sponsor_block", "target_block", "visit_block", "money", "selection", "review",
)  # fmt: skip
RANKS = (
    r"\bpaling (?:besar|kecil|tinggi|rendah|sering|jarang|sedikit|jauh|meleset|sulit)\b|"
    r"\bpaling banyak(?= ditemukan| berkaitan| menyertai)|"
    r"\bter(?:besar|tinggi|rendah|banyak|sedikit|jauh|kecil)\b|\bteratas\b"
)
UNIT = "tests/unit/report/"
BY_INTERVAL = {
    "report.stunting_by_age_sex.title*": f"{UNIT}test_certainty.py::test_the_top_brings_all_that_cannot_be_told_apart",
    "indicator_block.gap_*": f"{UNIT}test_indicator_blocks.py::",
    "risk_block.title": f"{UNIT}test_risk_blocks.py::test_without_a_clear_difference_the_title_says_so",
    "risk_block.differences_title": f"{UNIT}test_risk_blocks.py::test_a_difference_is_clear_or_not_before_it",
    "risk_fraction.title": f"{UNIT}test_risk_fraction_blocks.py::test_without_a_certain_fraction_the_title_says_so",
    "risk_fraction.parts_title": f"{UNIT}test_risk_fraction_blocks.py::test_without_a_clear_gradient_no_part",
    "risk_appendix.evalue_title": f"{UNIT}test_appendix_blocks.py::test_the_title_of_what_is_not_recorded",
    "money.column.top": f"{UNIT}test_money_blocks.py::test_the_order_says_how_often_and_who_is_not_in_it",
    "money.order.*": f"{UNIT}test_money_blocks.py::test_the_order_says_how_often_and_who_is_not_in_it",
}
EVERYTHING_COUNTED = (
    "companion_block.topics.*", "forum_pack.needs.title", "need_block.cascade.widest", "need_block.overlap.both",
    "need_block.profiles.found*", "packages_block.desa.*", "packages_block.reach.title", "report.missing.title",
)  # fmt: skip
NO_ORDER = {  # the words stand in another sense
    "report.desa_caterpillar.highest": "the end of an axis on which no place is named",
    "risk_appendix.missing_reading": "the bounds of a guess",
    "target_block.reading_told_apart_newest": "the bounds of a field",
    "visit_block.calibration.reading": "where an axis begins",
    "visit_block.decision.reading": "which way of choosing is of use",
    "visit_block.order_caption": "tenths of a list of visits",
}
KNOWN = (*BY_INTERVAL, *EVERYTHING_COUNTED, *NO_ORDER)
INTERVALS = r"paling besar pada umur|lebih (?:besar|kecil) di Kecamatan|Paling jauh dari target"


def ranking() -> dict[str, str]:
    """Every message of blocks that ranks."""
    found = {}
    for topic in TOPICS:
        for key, entry in yaml.safe_load((CATALOGUE / f"{topic}.yaml").read_text(encoding="utf-8")).items():
            words = " ".join(entry.values()) if isinstance(entry, dict) else entry
            if re.search(RANKS, words, re.IGNORECASE):
                found[f"{topic}.{key}"] = words
    return found


def test_every_message_that_ranks_says_why_it_may():
    unknown = {id: words for id, words in ranking().items() if not any(fnmatchcase(id, known) for known in KNOWN)}
    assert unknown == {}


def test_no_reason_is_left_over():
    messages = ranking()
    assert [known for known in KNOWN if not any(fnmatchcase(id, known) for id in messages)] == []


@pytest.mark.parametrize("test", sorted(set(BY_INTERVAL.values())))
def test_the_test_that_is_named_is_there(test):
    file, _, name = test.partition("::")
    assert f"def {name or 'test_'}" in (ROOT / file).read_text(encoding="utf-8")


def without_intervals(context: ReportContext) -> ReportContext:
    """The same results, with no limits on any rate."""
    bare: dict[str, Released] = {}
    for id, released in context.released.items():
        shown = released.public
        if isinstance(shown, ShownTable):
            table = replace(shown, rows=tuple(replace(row, low=None, high=None) for row in shown.rows))
            bare[id] = _seal(id, table, table)
        else:
            bare[id] = released
    return replace(context, released=bare)


@pytest.mark.parametrize("name", sorted(n for n in report.__all__ if HOMES[n].startswith("sections.")))
def test_without_intervals_no_block_puts_rates_in_order(context, name):
    content = getattr(report, name)(without_intervals(context)).public
    said = " ".join((content.title, *content.paragraphs))
    assert re.search(INTERVALS, said) is None
    for table in content.tables:
        kecamatan = [a.name for a in context.areas.kecamatan]
        named = [row.cells[0].text for row in table.rows if row.cells[0].text in kecamatan]
        assert named[: len(kecamatan)] == [name for name in kecamatan if name in named[: len(kecamatan)]]


def test_with_intervals_some_block_does(context):
    """Else the test above could not fail."""
    said = [getattr(report, name)(context).public.title for name in ("stunting_by_age_sex", "stunting_by_kecamatan")]
    assert any(re.search(INTERVALS, title) for title in said)
