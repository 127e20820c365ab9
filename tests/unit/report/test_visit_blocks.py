"""Blocks of visiting first: titles from the numbers, nothing of children in public, words where there is no list."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest

from audit import report
from audit.disclosure import release, solve_pattern
from audit.language import text
from audit.reference.prediction_rules import THRESHOLDS
from audit.reference.visit_rules import BAND_SPLIT, BANDS, LATER, LEARNT, ORDER_SPLIT, TENTH_SPLIT, TENTHS
from audit.report.figures.calibration_plot import CalibrationPoint, calibration_plot
from audit.report.figures.capacity_plot import CapacityLine, capacity_plot
from audit.report.figures.decision_plot import DecisionPoint, decision_plot
from audit.report.sections.visit_performance import _off
from audit.report.view import View
from audit.results import Cell, CountTable, CountValue, Finding, LineList, RateTable, Sentence, TiedValue
from audit.risk.decision_curve import decision_curve

MONTH = "2025-08"
BLOCKS = ("visit_first", "visit_calibration", "visit_decision", "visit_capacity", "visit_groups", "visit_card")
CASES = (20, 20, 20, 30, 40, 50, 70, 90, 110, 300)  # of the tenths of 500 children, lowest risk first
BANDED = ((100, 3500), (100, 500), (100, 300), (100, 200), (100, 150), (100, 100), (150, 250))  # cases, children


def rates(id, pairs, split=None, attribute=None, levels=()):
    cells = [
        Cell.of(MONTH, prediction="not_yet", **({attribute: level} if attribute else {})) for level in levels or (0,)
    ]
    parts = (LEARNT, LATER, *([split] if split else []))
    cases = tuple(cell.replace("later", "stunted_later") for cell in cells)
    return RateTable(
        id,
        CountTable(id, cases, tuple(c for c, _ in pairs), parts),
        CountTable(f"{id}.of", tuple(cells), tuple(n for _, n in pairs), parts),
        tuple(c / n for c, n in pairs), tuple(c / n for c, n in pairs),
    )  # fmt: skip


def audit(context, *, cases=CASES, ratio=1.0, few=False, **changes):
    """A register of 5,000 children with so many cases in each tenth; the list order is that of risk."""
    bands = ((BANDED[0][0] + sum(cases) - sum(CASES), BANDED[0][1]), *BANDED[1:])
    whole = (Cell.of(MONTH, prediction="not_yet", later="stunted_later"), Cell.of(MONTH, prediction="not_yet"))
    numbers = {"auc": 0.891, "low": 0.85, "high": 0.93, "slope": 0.95, "ratio": ratio, "brier": 0.1, "desa": 40}
    results = [
        CountTable("visit_asked", (Cell.of(MONTH, prediction="asked"), Cell.of(MONTH, prediction="prediction.unknown")),
                   (6000, 1000), (LEARNT,)),
        rates("visit_learnt", [(sum(cases), 5000)]),
        rates("visit_tenths", [(c, 500) for c in cases], TENTH_SPLIT, "risk_tenth", TENTHS),
        rates("visit_order", [(c, 500) for c in reversed(cases)], ORDER_SPLIT, "visit_tenth", TENTHS),
        rates("visit_bands", bands, BAND_SPLIT, "risk_band", BANDS),
        Finding("visit_performance", Sentence("visit_block.measured"), (),
                {name: TiedValue(whole, value, 2, few) for name, value in numbers.items()}),
        Finding("visit_choice", Sentence("visit_block.choice.gain",
                {"splines": TiedValue(whole, 0.9, 3), "boosting": TiedValue(whole, 0.905, 3)})),
        Finding("visit_later", Sentence("visit_block.later_none")),
        LineList("visit_first", pd.DataFrame({"child_id": ["kodeanak1", "kodeanak2", "kodeanak3"],
                 "group": ["falls_and_risk", "risk", "falls"]})),
        LineList("visit_capacity", pd.DataFrame({"visits": [50], "reached": [50], "caught": [0.4], "months": [2],
                 "listed": [3], "everybody": [5000]})),
        LineList("visit_curves", pd.DataFrame({"series": ["smooth"] * 2 + ["rug"] + ["order"] * 2 + ["risk"] * 2,
                 "x": [0.0, 0.4, 0.1, 0, 5000, 0, 5000], "y": [0.0, 0.5, 0, 0, 1, 0, 1]})),
    ]  # fmt: skip
    for tenth in TENTHS:
        cells = (Cell.of(MONTH, prediction="not_yet", risk_tenth=tenth),)
        results.append(
            Finding(f"visit_tenth.{tenth}", Sentence("visit_block.tenth"), (), {"risk": TiedValue(cells, 0.1, 3)})
        )
    pattern = solve_pattern(results)
    own = replace(context, released={r.id: release(r, pattern) for r in results}, **changes)
    return {name: getattr(report, name)(own) for name in BLOCKS}


def column(content, at: int) -> list[str]:
    return [row.cells[at].text for row in content.tables[0].rows]


@pytest.mark.parametrize(("ratio", "name"), [(0.92, "true"), (1.1, "true"), (1.2, "low"), (0.8, "high")])
def test_the_title_of_calibration_follows_from_observed_and_expected_cases(context, ratio, name):
    content = audit(context, ratio=ratio)["visit_calibration"].public
    assert content.title == text(f"visit_block.calibration.title_{name}", "id", of_100=f"{round(ratio * 100)}")
    assert content.title in content.figure.alt
    assert content.figure.svg != content.figure.narrow


def test_a_tenth_with_few_cases_is_withheld_with_its_risk(context):
    cases = (2, 3, *CASES[2:])
    shown = audit(context, cases=cases, edition="terbatas")["visit_calibration"]
    assert [row.cells[2].text for row in shown.public.tables[0].rows][:2] == ["*", "*"]
    assert "*" not in column(shown.restricted, 3)
    assert column(shown.restricted, 3)[:2] == ["2", "3"]


def test_the_curve_of_single_children_is_for_the_team_alone(context):
    shown = audit(context, edition="terbatas")["visit_calibration"]
    assert text("visit_block.calibration.left_out", "id") in shown.public.paragraphs
    assert text("visit_block.calibration.left_out", "id") not in shown.restricted.paragraphs
    assert shown.restricted.figure.svg.count("<path") > shown.public.figure.svg.count("<path")


def test_net_benefit_is_that_of_the_decision_curve(context):
    """The same children one by one, through the function that is checked against R."""
    content = audit(context)["visit_decision"].public
    rows = [
        (float(i < cases), risk) for (cases, n), risk in zip(BANDED, (0.05, *THRESHOLDS), strict=True) for i in range(n)
    ]
    expected = decision_curve(*zip(*rows, strict=True))["net_benefit"]
    said = [float(x.replace(",", ".").replace("\N{MINUS SIGN}", "-")) for x in column(content, 1)]
    assert said == pytest.approx([100 * x for x in expected], abs=0.051)


def test_the_title_of_capacity_is_the_first_tenth_of_the_list(context):
    content = audit(context)["visit_capacity"].public
    assert content.title == f"Mengunjungi 10 dari 100 anak menjangkau {100 * 300 // 750} dari 100 kasus baru"
    assert column(content, 3)[-1] == "100%"
    hidden = audit(context, cases=(2, 3, *CASES[2:]))["visit_capacity"].public
    assert column(hidden, 3)[-1] == "*"


def test_the_list_is_counted_for_the_team_and_in_public_only_said_to_exist(context):
    shown = audit(context, edition="terbatas")["visit_first"]
    assert re.match(r"3 anak .* 1 yang", shown.restricted.title)
    assert column(shown.restricted, 1) == ["40%"]
    assert shown.public.tables == ()
    assert "kodeanak" not in str(shown.to_json())


def test_few_desa_leave_performance_to_the_team(context):
    shown = audit(context, few=True, edition="terbatas")["visit_calibration"]
    assert shown.public.title == text("report.visit_calibration.name", "id")
    assert text("visit_block.measured.disamarkan", "id") in shown.public.paragraphs
    assert "89" in " ".join(shown.restricted.paragraphs)


@pytest.mark.parametrize("language", ["id", "en"])
def test_where_there_is_no_list_one_sentence_says_why(context, language):
    cell = Cell.of(MONTH, prediction="learnt")
    values = {"n": CountValue(cell, 300), "needed": TiedValue((cell,), 900.0, 0, restricted=True)}
    refused = Finding("visit_refused", Sentence("visit_block.why.too_few", values))
    own = replace(
        context, released={"visit_refused": release(refused, solve_pattern([refused]))}, edition="terbatas",
        language=language,
    )  # fmt: skip
    block = report.visit_first(own)
    assert block.public.paragraphs == (text("visit_block.why.too_few.disamarkan", language),)
    assert "300" in block.restricted.paragraphs[0]
    assert len(report.visit_calibration(own).public.paragraphs) == 1


def test_drawings_are_the_same_bytes_and_leave_out_what_is_withheld():
    words = {"across": "a", "up": "u"}
    points = [DecisionPoint(0.1, 0.02, 0.01), DecisionPoint(0.2, None, -0.1)]
    lines = {"alt": "x", "tick": str, "number": str, "model": "m", "everybody": "e", "nobody": "n"} | words
    assert decision_plot("d", points, **lines) == decision_plot("d", points, **lines)
    assert "nan" not in decision_plot("d", points, **lines).lower()
    one = [CalibrationPoint(0.1, 0.1, 0.0, 0.2)]
    more = {"alt": "x", "tick": str, "true": "t", "group": "g"} | words
    assert 'aria-label="x"' in calibration_plot("c", one, **more)
    assert calibration_plot("c", [], **more) == calibration_plot("c", [], **more)
    line = [CapacityLine("l", ((0.0, 0.0), (10.0, 0.6)), marked=True)]
    drawn = {"alt": "x", "end": 100.0, "everybody": 100.0, "tick": str, "visits": str, "chance": "c"} | words
    assert capacity_plot("k", line, **drawn) == capacity_plot("k", line, **drawn)


def test_groups_that_are_off_are_told_in_the_order_of_the_table_and_none_is_called_the_furthest(context):
    view = View(context, "publik")
    (said,) = _off(view, {"Kota": 1.5, "Pesantren": 0.64, "Mojoroto": 0.91})
    assert said.startswith("Prakiraan belum tepat pada Kota (150) dan Pesantren (64);")
    assert list(_off(view, {"Mojoroto": 0.91})) == []
    assert list(_off(view, {})) == []
