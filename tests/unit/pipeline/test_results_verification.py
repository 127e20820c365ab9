"""Forms beside the register: figures of the district are public, single cadres, posyandu and desa never are."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from audit.disclosure import release, solve_pattern
from audit.pipeline import load_params
from audit.pipeline.filled_in import FilledIn
from audit.pipeline.results_verification import newest_survey, verification_results
from audit.quality.remeasurement import draw
from audit.reference.areas import areas_of
from audit.reference.measurement_error_rules import ROUNDS
from audit.reference.published import published_for
from audit.register.equipment_list import EQUIPMENT
from audit.register.route_form import RouteForm
from audit.register.session_form import SessionForm
from audit.results import LineList, Sentence
from audit.schemas import CHILDREN, REGISTERED, VISITS
from audit.survey.snapshot import snapshot

MONTH, DAY = "2025-08", pd.Timestamp("2025-08-15")
AREAS = areas_of("17.71")
DESA = [desa.code for desa in AREAS.desa]
N = 1_200


@pytest.fixture(scope="module")
def params(repository):
    return load_params(repository / "params" / "17.71-kota-bengkulu.yaml")


@pytest.fixture(scope="module")
def register() -> tuple[pd.DataFrame, pd.DataFrame]:
    rng = np.random.default_rng(3)
    age = rng.integers(740, 1_700, N)
    children = CHILDREN.conform(
        pd.DataFrame(
            {
                "child_id": [f"a{i:04d}" for i in range(N)],
                "sex": rng.choice(["m", "f"], N),
                "birth_date": DAY - pd.to_timedelta(age, unit="D"),
                "area_code": rng.choice(DESA, N),
                "posyandu": "Melati",
            }
        )
    )
    visits = VISITS.conform(
        pd.DataFrame(
            {
                "child_id": children["child_id"],
                "visit_date": DAY,
                "seq": 1,
                "weight_kg": 11.0,
                "lenhei_cm": np.round(86 + (age - 730) * 0.019 + rng.normal(-4.5, 3.5, N), 1),
                "measure": "h",
            }
        )
    )
    return children, visits


@pytest.fixture(scope="module")
def listed() -> pd.DataFrame:
    return REGISTERED.conform(pd.DataFrame({"area_code": DESA, "month": MONTH, "registered": 25}))


@pytest.fixture
def results(params, register, listed):
    """Return a function: the results of these forms, by id."""
    children, visits = register

    def make(filled_in=None, visits=visits, registered=listed):
        frame = snapshot(children, visits, [MONTH], AREAS)
        found = verification_results(
            children, visits, registered, frame, filled_in or FilledIn(), replace_months(params), AREAS
        )
        return {result.id: result for result in found}

    return make


def replace_months(params):
    return params.model_copy(update={"months": (MONTH,)})


def session(measurers: int, error: float = 0.2, wrong: tuple[Sentence, ...] = ()) -> SessionForm:
    rng = np.random.default_rng(5)
    rows = [(m, c, r) for m in range(measurers + 1) for c in range(1, 11) for r in range(1, ROUNDS + 1)]
    readings = pd.DataFrame(rows, columns=["measurer", "child", "round"])
    readings["weight_kg"], readings["muac_cm"] = 8.0 + readings["child"], 14.0 + readings["child"] / 10
    readings["lenhei_cm"] = (75 + 2 * readings["child"] + rng.normal(0, error, len(readings))).round(1)
    people = pd.DataFrame([(m, f"Kader {m}", "Melati") for m in range(measurers + 1)])
    return SessionForm("2025-08-14", people.set_axis(["measurer", "name", "posyandu"], axis=1), readings, wrong)


def route(register, reached=lambda haz: haz < 99) -> FilledIn:
    """Children of the draw measured again with an error of 2 mm."""
    children, visits = register
    frame = snapshot(children, visits, [MONTH], AREAS)
    frame = frame[frame["haz_state"].eq("known")]
    columns = ["child_id", "sex", "birth_date", "visit_date", "haz", "lenhei_cm"]
    first = frame[columns].assign(period=MONTH).reset_index(drop=True)
    first["drawn"] = first["child_id"].isin(draw(first, as_of=DAY.date(), inputs="uji")["child_id"])
    second = first[first["drawn"] & reached(first["haz"])]
    error = np.random.default_rng(9).normal(0, 0.2, len(second))
    measured = second[["child_id", "visit_date"]].assign(lenhei_cm=second["lenhei_cm"] + error, measure="h")
    return FilledIn(draw=first, route=RouteForm(measured.assign(sheet="Rute", cell="F3"), ()))


def public(found):
    pattern = solve_pattern(found.values())
    return {id: release(result, pattern).public for id, result in found.items()}


def test_without_forms_only_what_the_register_says_of_itself(results):
    found = results()
    assert set(found) == {"timeliness", "label_agreement", "expected_cases", "desa_expected"}
    assert found["timeliness"].status == "not_assessable"
    assert found["label_agreement"].values == (None, None, None)


def test_days_of_entry_and_labels_are_judged_where_the_file_has_them(results, register):
    _, visits = register
    late = visits.assign(entry_date=DAY + pd.Timedelta(days=40))
    late.loc[: N // 4 - 1, "entry_date"] = DAY
    labelled = late.assign(exported_haz=-2.5, exported_haz_label="Pendek")
    labelled.loc[:2, "exported_haz_label"] = "Normal"
    found = results(visits=labelled)
    assert (found["timeliness"].status, found["timeliness"].value) == ("poor", 25.0)
    agree = found["label_agreement"]
    assert (agree.numerator.counts[0], agree.denominator.counts[0]) == (N - 3, N)


def test_desa_beside_a_survey_stand_in_the_restricted_edition_alone(results):
    found = results()
    assert isinstance(found["desa_expected"], LineList)
    assert public(found)["desa_expected"] is None
    assert found["expected_cases"].sentence.values["source"] == "SKI 2023"  # two figures of 2024 contradict each other
    unknown = results(registered=REGISTERED.conform(pd.DataFrame()))
    assert unknown["expected_cases"].sentence.id == "rows.expected_cases_not_assessable"


def test_the_newest_survey_is_neither_routine_nor_disputed():
    figures = published_for("64.74")
    newest = newest_survey(figures)
    assert newest is not None
    assert (newest.source, newest.value) == ("SSGI 2024", pytest.approx(0.207))
    assert newest.low < newest.value < newest.high
    assert newest_survey([replace(f, disputed=True) for f in figures]) is None
    assert newest_survey([f for f in figures if f.kind != "survei"]) is None


def test_a_session_is_shown_without_its_day_and_small_ones_without_numbers(results):
    found = results(FilledIn(sessions=(session(7), session(3))))
    shown = public(found)
    big, small = shown["standardisation.1.lenhei_cm"], shown["standardisation.2.lenhei_cm"]
    assert (big.n, big.unit, big.hidden) == (7, "cm", False)
    assert big.value == pytest.approx(0.2, rel=0.3)
    assert (small.n, small.value, small.hidden) == (None, None, True)
    assert "2025-08-14" not in json.dumps([str(shown[id]) for id in shown])
    assert "Kader" not in json.dumps([str(shown[id]) for id in shown])


def test_entries_that_were_passed_over_are_counted(results):
    wrong = (Sentence("worksheet.no_number", {"sheet": "Putaran 1", "cell": "E3"}),)
    found = results(FilledIn(sessions=(session(6, wrong=wrong),)))
    assert found["standardisation_wrong.1"].sentence.values == {"n": 1}


def test_measuring_again_gives_the_weighted_figure_its_interval_and_the_tem(results, register):
    found = results(route(register))
    value, low, high = (found[f"remeasurement{part}"].value for part in ("", ".low", ".high"))
    assert low < value < high
    assert all(figure == round(figure, 1) for figure in (value, low, high))
    assert found["remeasurement.tem"].value == pytest.approx(0.2 / np.sqrt(2), rel=0.15)
    assert not any(public(found)[id].hidden for id in found if id.startswith("remeasurement"))


def test_short_children_alone_give_the_warning_and_no_figure(results, register):
    found = results(route(register, reached=lambda haz: haz < -2))
    assert found["remeasurement"].meaning.id == "remeasurement.one_sided"
    assert found["remeasurement"].value is None
    assert not [id for id in found if id.startswith("remeasurement.")]


def test_posyandu_and_their_equipment_are_counted_in_public_and_named_in_private(results):
    listed = pd.DataFrame({"area_code": DESA[:6], "posyandu": "Melati", "kit_standard": [True] * 4 + [False, None]})
    found = results(FilledIn(equipment=EQUIPMENT.conform(listed)))
    shown = public(found)
    counts = {(r.cell.level("equipment"), r.cell.level("answer")): r.numerator for r in shown["equipment.count"].rows}
    assert [counts["kit_standard", answer] for answer in ("yes", "no", "unknown")] == [4, 1, 1]
    assert counts["calibrated", "unknown"] == 6
    assert shown["equipment"] is None
    assert found["equipment"].rows["rows"].sum() == N
