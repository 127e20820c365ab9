from __future__ import annotations

import itertools

import pytest

from audit.reference.groups import AGE, AGE_BANDS_MONTHS, AGE_UNKNOWN, SEX, STATUS, TARGET_GROUPS


def test_age_bands_are_those_of_the_who_analyser_without_gap_or_overlap():
    assert list(AGE_BANDS_MONTHS) == ["00-05", "06-11", "12-23", "24-35", "36-47", "48-59"]
    bounds = list(AGE_BANDS_MONTHS.values())
    assert (bounds[0][0], bounds[-1][1]) == (0.0, 60.0)
    assert all(before[1] == after[0] for before, after in itertools.pairwise(bounds))


@pytest.mark.parametrize(("band", "limits"), AGE_BANDS_MONTHS.items())
def test_a_band_is_called_by_its_first_and_last_completed_month(band, limits):
    first, last = map(int, band.split("-"))
    assert limits == (first, last + 1)


def test_every_attribute_has_a_place_for_what_is_not_known():
    assert AGE_UNKNOWN in list(AGE.leaves())
    assert set(SEX.leaves()) == {"m", "f", "unknown"}
    assert {"haz_missing", "haz_flagged"} <= set(STATUS.leaves())


@pytest.mark.parametrize(("group", "first", "below"), [("baduta", 0, 24), ("balita_24_59", 24, 60)])
def test_a_target_group_is_the_bands_of_its_months(group, first, below):
    bands = [AGE_BANDS_MONTHS[band] for band in AGE.below(group)]
    assert bands == sorted(bands)
    assert (bands[0][0], bands[-1][1]) == (first, below)
    assert tuple(AGE.leaves(group)) == TARGET_GROUPS[group]


@pytest.mark.parametrize("partition", [AGE, SEX, STATUS], ids=lambda p: p.attribute)
def test_a_partition_is_a_tree_that_reaches_each_level_once(partition):
    below = [child for children in partition.children.values() for child in children]
    assert len(below) == len(set(below))
    assert set(partition.children) - {""} <= set(below)
    assert len(list(partition.leaves())) == len(set(partition.leaves()))


def test_severely_stunted_children_are_stunted_and_have_a_known_z_score():
    assert "severely_stunted" in list(STATUS.leaves("stunted"))
    assert "stunted" in STATUS.below("haz_known")
    assert not set(STATUS.leaves("haz_known")) & set(STATUS.leaves("haz_unknown"))
