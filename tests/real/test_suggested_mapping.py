"""The mapping that is proposed for real studies beside the one that a person wrote for them."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml

from audit.errors import InputError
from audit.pipeline.params import MappingParams
from audit.register.column_mapping import AgeColumn, CodedColumn, ColumnMapping
from audit.register.mapping_guess import suggest_mapping
from audit.register.mapping_yaml import mapping_yaml

pytestmark = pytest.mark.shared

BY_HAND = ColumnMapping(  # as tests/real/test_nepali.py reads it
    child=("id",),
    sex=CodedColumn("sex", {"1": "m", "2": "f"}),
    weight=("wt",),
    length=("ht",),
    age=AgeColumn("age", "months"),
    first_month="2010-01",
)


def proposed(path):
    return MappingParams(**yaml.safe_load(mapping_yaml(suggest_mapping(path)))["mapping"]).columns


def test_nepals_trial_is_mapped_as_by_hand_but_for_the_month_that_no_file_tells(shared, mapped):
    path = shared("data/real/nepali_growth.csv")
    mapping = replace(proposed(path), first_month=BY_HAND.first_month)
    assert mapping == BY_HAND
    assert (mapped(path, mapping).imported.summary.rows_read, len(mapped(path, mapping).linked.visits)) == (1000, 877)


def test_bangladeshs_trial_is_mapped_with_its_days_ids_and_z_scores(shared, mapped):
    path = shared("data/real/washb_bangladesh.csv")
    mapping = proposed(path)
    assert mapping.child == ("dataid", "childid")
    assert (mapping.visit_date, mapping.age.column if mapping.age else "") == ("anthrodate", "aged")
    assert mapping.exported == {"haz": "laz", "waz": "waz", "whz": "whz"}
    summary = mapped(path, mapping).imported.summary
    assert summary.rows_read == 6491 == summary.rows_kept + summary.rows_set_aside


def test_a_study_without_measures_gets_no_mapping(shared):
    with pytest.raises(InputError) as refused:
        suggest_mapping(shared("data/real/zambia_dhs1992.csv"))
    assert refused.value.id == "mapping.no_names"
