"""Params files: each slip of the pen is one sentence naming file and key, with exit code 10 (12 for a district)."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from audit.errors import ParamsError, ReferenceDataError
from audit.language import has
from audit.pipeline import load_params
from audit.pipeline.params import SourceParams

GOOD = """
district: {code: "17.71", name: "Kota Bengkulu"}
cycle: "2025-2"
as_of: 2025-09-15
months: ["2025-02", "2025-08"]
forum: {kind: diseminasi, date: 2025-10-08}
sources:
  - {id: eppgbm, kind: eppgbm, path: data/raw/17.71/a.xlsx, producer: Dinas, cut_off: 2025-08-31}
target: {type: survey_prevalence, percent: 14.0, survey: SSGI, year: 2029, document: "RPJMD"}
"""


def write(folder, content, name="17.71-kota-bengkulu.yaml"):
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_a_good_file_gives_typed_values_and_the_defaults(tmp_path):
    write(tmp_path, "language: en\ncycle: '2024-1'\n", "_defaults.yaml")
    params = load_params(write(tmp_path, GOOD))
    assert params.as_of == date(2025, 9, 15)
    assert (params.language, params.cycle) == ("en", "2025-2")
    assert params.months == ("2025-02", "2025-08")
    assert not params.sources[0].publishable


@pytest.mark.parametrize(
    ("old", "new", "id", "key"),
    [
        ('"17.71"', "17.71", "params.quote", "district.code"),
        ("cycle:", "cylce:", "params.unknown_key", "cylce"),
        ("producer:", "produser:", "params.unknown_key", "sources.0.produser"),
        ("percent: 14.0", "percent: 140.0", "params.out_of_range", "target.percent"),
        ("percent: 14.0", "percent: 0.0", "params.out_of_range", "target.percent"),
        ("percent: 14.0, ", "", "params.target_percent", "target"),
        ("survey: SSGI, ", "", "params.target_survey", "target"),
        ("type: survey_prevalence", "type: zero", "params.not_allowed", "target.type"),
        ("kind: diseminasi", "kind: seminar", "params.not_allowed", "forum.kind"),
        ('"2025-02", "2025-08"', '"2025-08", "2025-02"', "params.months_order", "-"),
        ("as_of: 2025-09-15", "as_of: 2025-07-15", "params.as_of_before_data", "-"),
        (
            "target:",
            f"analysis_plan: {{file: r.pdf, sha256: '{'0' * 64}', date: 2025-09-16}}\ntarget:",
            "params.plan_after_data",
            "-",
        ),
        (
            "target:",
            "analysis_plan: {file: r.pdf, sha256: abc, date: 2025-09-01}\ntarget:",
            "params.form_sha256",
            "analysis_plan.sha256",
        ),
        ("data/raw/17.71/a.xlsx", "../a.xlsx", "params.outside_project", "sources.0.path"),
        ("data/raw/17.71/a.xlsx", "C:/a.xlsx", "params.outside_project", "sources.0.path"),
        ("data/raw/17.71/a.xlsx", "data/sample/17.71/a.xlsx", "params.sample_in_real", "-"),
        ("as_of: 2025-09-15", "as_of: kemarin", "params.form_date", "as_of"),
        ('cycle: "2025-2"\n', "", "params.missing_key", "cycle"),
        (
            "target:",
            "groups: [{group: baduta, measured: 3, source: Dinas}]\ntarget:",
            "params.group_measured",
            "groups.0",
        ),
        (
            "target:",
            "groups: [{group: bumil, source: A}, {group: bumil, source: B}]\ntarget:",
            "params.group_twice",
            "-",
        ),
        (
            "target:",
            "  - {id: a, kind: boundaries, path: data/boundaries/a.geojson, producer: BIG, cut_off: 2024-12-31}\n"
            "  - {id: b, kind: boundaries, path: data/boundaries/b.geojson, producer: BIG, cut_off: 2024-12-31}\n"
            "target:",
            "params.boundaries_twice",
            "-",
        ),
        ("target:", "language: en\nother_language: en\ntarget:", "params.language_twice", "-"),
        ("target:", "other_language: id\ntarget:", "params.language_twice", "-"),
    ],
)
def test_each_slip_is_named(tmp_path, old, new, id, key):
    assert old in GOOD
    with pytest.raises(ParamsError) as caught:
        load_params(write(tmp_path, GOOD.replace(old, new)))
    assert (caught.value.id, caught.value.values["key"], caught.value.exit_code) == (id, key, 10)
    sentence = str(caught.value)
    assert "17.71-kota-bengkulu.yaml" in sentence
    assert "\n" not in sentence


def test_a_near_miss_gets_a_suggestion(tmp_path):
    with pytest.raises(ParamsError) as caught:
        load_params(write(tmp_path, GOOD.replace("cycle:", "cylce:")))
    assert caught.value.values["suggestion"] == "cycle"


def test_a_key_written_twice_is_refused_with_its_line(tmp_path):
    with pytest.raises(ParamsError) as caught:
        load_params(write(tmp_path, GOOD + 'cycle: "2025-1"\n'))
    assert (caught.value.id, caught.value.values["line"]) == ("params.key_twice", "10")


def test_an_absent_file_is_named(tmp_path):
    with pytest.raises(ParamsError) as caught:
        load_params(tmp_path / "17.72.yaml")
    assert caught.value.id == "params.no_file"


def test_an_unknown_district_has_its_own_code(tmp_path):
    with pytest.raises(ReferenceDataError) as caught:
        load_params(write(tmp_path, GOOD.replace("17.71", "17.99"), "17.99-kota-bengkulu.yaml"))
    assert caught.value.exit_code == 12
    assert "17.71 Kota Bengkulu" in str(caught.value)


def test_a_slip_in_the_defaults_is_told_of_the_defaults(tmp_path):
    write(tmp_path, "# bersama\nas_of: 15/09/2025\n", "_defaults.yaml")
    with pytest.raises(ParamsError) as caught:
        load_params(write(tmp_path, GOOD.replace("as_of: 2025-09-15\n", "")))
    assert (caught.value.values["file"], caught.value.values["line"]) == ("_defaults.yaml", "2")


def test_an_ending_that_no_verb_would_find_is_refused(tmp_path):
    with pytest.raises(ParamsError) as caught:
        load_params(write(tmp_path, GOOD, "17.71-kota-bengkulu.yml"))
    assert caught.value.id == "params.file_name"


def test_the_file_is_named_after_its_district(tmp_path):
    with pytest.raises(ParamsError) as caught:
        load_params(write(tmp_path, GOOD, "bengkulu.yaml"))
    assert caught.value.values["expected"] == "17.71-kota-bengkulu.yaml"


def test_the_five_districts_of_the_project_are_good(repository):
    files = sorted((repository / "params").glob("[0-9]*.yaml"))
    codes = [load_params(path, root=repository).district.code for path in files]
    assert codes == ["14.03", "17.71", "19.71", "35.71", "64.74"]


def test_every_kind_of_source_has_a_name_for_readers():
    kinds = get_args(SourceParams.model_fields["kind"].annotation)
    assert {"eppgbm", "mapped"} <= set(kinds)
    for kind in kinds:
        assert has(f"report.source_kind.{kind}", "id")
        assert has(f"report.source_kind.{kind}", "en")


def test_the_name_of_another_district_is_a_slip(tmp_path):
    content = GOOD.replace("Kota Bengkulu", "Kabupaten Aceh Selatan")
    with pytest.raises(ParamsError) as refused:
        load_params(write(tmp_path, content, "17.71-kabupaten-aceh-selatan.yaml"))
    assert refused.value.id == "params.name_differs"


def test_a_name_may_be_written_with_or_without_a_space(tmp_path):
    content = GOOD.replace("17.71", "19.71").replace("Kota Bengkulu", "Kota Pangkalpinang")
    assert load_params(write(tmp_path, content, "19.71-kota-pangkalpinang.yaml")).district.code == "19.71"
