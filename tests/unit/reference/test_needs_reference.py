"""Needs and the activities that answer them: sound data with words, and providers known by the words in their names."""

from __future__ import annotations

import pytest

from audit.language import LANGUAGES
from audit.reference.family_groups import FAMILY, WELFARE
from audit.reference.lokus_rules import CRITERIA, LOKUS
from audit.reference.needs import (
    NEED_STAGES,
    NEEDS,
    NUMBER_OF_NEEDS,
    OTHER_OFFICE,
    activities,
    activities_for,
    care_partition,
    office_of,
    offices,
)
from audit.reference.people_lists import WORDS
from audit.reference.rule_sets import GROUPS
from audit.report.programme_words import label


def test_needs_are_those_that_lists_of_services_name():
    assert set(NEEDS) == set(WORDS["need"])


def test_an_activity_is_whole():
    ids = [activity.id for activity in activities()]
    assert len(set(ids)) == len(ids)
    for activity in activities():
        assert set(activity.needs) <= set(NEEDS)
        assert set(activity.groups) <= set(GROUPS)
        assert activity.kind in ("specific", "sensitive")
        assert set(activity.offices) <= set(offices())
        assert activity.source
        assert activity.confidence in ("H", "M", "L")


@pytest.mark.parametrize("need", NEEDS)
@pytest.mark.parametrize("group", GROUPS)
def test_every_need_of_every_group_has_an_answer(need, group):
    assert activities_for(need, group)


def test_one_office_has_activities_of_both_kinds():
    """Specific or sensitive belongs to the activity, never to the office (practice notes, U11)."""
    kinds = {activity.kind for activity in activities() if "puskesmas" in activity.offices}
    assert kinds == {"specific", "sensitive"}


@pytest.mark.parametrize(
    ("provider", "office"),
    [
        ("Puskesmas Melati", "puskesmas"),
        ("Dinas Sosial", "social_office"),
        ("DINSOS Kota Bontang", "social_office"),
        ("Dinas Pekerjaan Umum", "works_office"),
        ("Dinas KB", "family_office"),
        ("RSUD Kota", "hospital"),
        ("KUA Kecamatan", "religion_office"),
        ("Kelompok Wanita", OTHER_OFFICE),
        ("Kuasa", OTHER_OFFICE),
        ("", OTHER_OFFICE),
    ],
)
def test_an_office_is_known_by_whole_words(provider, office):
    assert office_of(provider) == office


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_has_words(language):
    levels = {level for p in (care_partition(), NUMBER_OF_NEEDS) for parts in p.children.values() for level in parts}
    families = {level for p in (FAMILY, WELFARE) for parts in p.children.values() for level in parts}
    said = [
        *(label("need", need, language) for need in NEEDS),
        *(label("need_stage", stage, language) for stage in ("needed", *NEED_STAGES)),
        *(label("activity", activity.id, language) for activity in activities()),
        *(label("activity_kind", kind, language) for kind in ("specific", "sensitive")),
        *(label("office", office, language) for office in (*offices(), OTHER_OFFICE)),
        *(label("need_level", level, language) for level in levels),
        *(label("family_level", level, language) for level in ("listed", *families)),
        *(label("lokus_criterion", name, language) for name in CRITERIA),
        *(label("lokus_reason", f"{name}_unknown", language) for name in (*CRITERIA, "coverage")),
        *(label("lokus_reason", name, language) for name in ("coverage_low", "heaping")),
        *(label("lokus_status", level, language) for level in LOKUS.below("desa")),
    ]
    assert all(said)
    with pytest.raises(KeyError):
        label("need", "nothing", language)
