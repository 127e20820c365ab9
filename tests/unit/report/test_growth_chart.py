"""The chart of one child: structure of the SVG, computed words, nothing dropped, letters large enough for a phone."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import numpy as np
import pandas as pd
import pytest

from audit.anthropometry import value_at_z
from audit.anthropometry.growth import Episode, growth_series
from audit.report.figures import PHONE, WIDE
from audit.report.figures.growth_chart import growth_chart
from audit.report.growth_words import GrowthWords
from audit.schemas import CHILDREN, VISITS

SVG = "{http://www.w3.org/2000/svg}"
BORN = pd.Timestamp("2024-01-10")
SCORES = [(60, -1.4), (184, -1.5), (280, -1.98), (369, -2.25), (457, -2.51), (557, -2.5), (644, -2.2)]
WIDTH_PX = {WIDE.name: 640, PHONE.name: 358}  # what a page and a phone of 390 px leave for a chart
LEAST_PX = 12


def day(age: int):
    return (BORN + pd.Timedelta(days=age)).date()


def child(scores=SCORES, *, slip: int | None = None, weights=None, gestation_weeks=None, episodes=None):
    days = np.array([age for age, _ in scores], dtype=float)
    cm = np.round(value_at_z("haz", "f", days, [z for _, z in scores]), 1)
    if slip is not None:
        cm[slip] /= 10
    visits = pd.DataFrame(
        {
            "child_id": "c", "seq": 1, "visit_date": BORN + pd.to_timedelta(days, unit="D"), "lenhei_cm": cm,
            "weight_kg": np.nan if weights is None else weights, "measure": np.where(days < 731, "l", "h"),
        }
    )  # fmt: skip
    row = {"child_id": "c", "sex": "f", "birth_date": BORN, "gestation_weeks": gestation_weeks}
    found = growth_series(
        CHILDREN.conform(pd.DataFrame([row])),
        VISITS.conform(visits),
        "c",
        audit_dates=[day(int(days[-1]))],
        episodes=episodes if episodes is not None else [Episode("PMT", day(457), day(547), intervention=True)],
    )
    assert found is not None
    return found


def words(svg: str) -> list[str]:
    return ["".join(t.itertext()).strip() for t in ET.fromstring(svg).iter(f"{SVG}text")]


def ids(svg: str) -> set[str]:
    return {id.partition("-")[2].partition("-")[2] for id in re.findall(r'\bid="([^"]+)"', svg)}


@pytest.mark.parametrize("paper", [WIDE, PHONE], ids=lambda p: p.name)
def test_all_curves_are_drawn_twice_and_named_at_the_end(paper):
    svg = growth_chart("anak", child(), paper=paper)
    assert {f"curve{z:+d}-{how}" for z in range(-3, 4) for how in ("lying", "standing")} <= ids(svg)
    assert "step-24" in ids(svg)
    named = {"+3 SD", "+2 SD", "+1 SD", "Median", "−1 SD", "−2 SD", "−3 SD", "pendek", "sangat pendek"}
    assert named <= set(words(svg))
    assert {"telentang", "berdiri"} <= set(words(svg))


def test_curves_end_and_begin_at_24_months_with_the_step_between():
    svg = growth_chart("anak", child())

    def ends(name: str) -> list[list[float]]:
        path = re.search(rf'id="[^"]*-{re.escape(name)}">\s*<path d="([^"]+)"', svg)
        assert path
        numbers = [float(n) for n in re.findall(r"-?[\d.]+", path.group(1))]
        return [numbers[:2], numbers[-2:]]

    lying, standing = ends("curve-2-lying")[1], ends("curve-2-standing")[0]
    assert lying[0] == pytest.approx(standing[0])
    assert lying[1] < standing[1]  # higher on the page: the same child is longer lying


def test_below_24_months_there_is_one_set_of_curves():
    svg = growth_chart("anak", child([(60, -1.0), (120, -1.2)]))
    assert "curve+0-lying" in ids(svg)
    assert "curve+0-standing" not in ids(svg)
    assert "berdiri" not in words(svg)


def test_the_last_point_is_labelled_as_agreed():
    found = child()
    last = found.points[-1]
    label = f"21 bln, {last.cm:.1f} cm, z −{-last.born.haz:.2f}".replace(".", ",")
    assert label in words(growth_chart("anak", found))


def test_marks_tell_routine_audit_and_doubted_apart_and_only_what_occurs_is_explained():
    plain, slipped = growth_chart("anak", child()), growth_chart("anak", child(slip=1))
    assert {"routine-60", "audit-644", "z-line"} <= ids(plain)
    assert "doubted-184" in ids(slipped)
    assert "diragukan, lihat catatan" in words(slipped)
    assert "diragukan, lihat catatan" not in words(plain)
    assert any("koma" in note for note in GrowthWords(child(slip=1)).notes())


def test_a_preterm_child_has_crosses_and_both_ages():
    found = child(gestation_weeks=32)
    svg = growth_chart("anak", found)
    assert "umur koreksi (lahir 32 minggu)" in words(svg)
    assert any(word.startswith("koreksi 19 bln, z ") for word in words(svg))
    assert "umur koreksi" in GrowthWords(found).subtitle()


def test_the_axis_goes_on_for_nine_months_by_three():
    ticks = {int(word) for word in words(growth_chart("anak", child([(90, -1.0)]))) if word.isdigit()}
    assert sorted(n for n in ticks if n < 40) == [0, 3, 6, 9]
    assert "60" in words(growth_chart("anak", child([(1800, -1.0)])))
    assert "63" not in words(growth_chart("anak", child([(1800, -1.0)])))


def test_wasting_adds_a_panel():
    fat, thin = child(weights=[5.0, 7.0, 8.0, 8.5, 9.0, 9.5, 10.0]), child(weights=[5.0, 7, 8, 8.5, 9.0, 9.5, 6.5])
    assert "z BB/TB" not in words(growth_chart("anak", fat))
    assert {"z BB/TB", "gizi kurang", "gizi buruk"} <= set(words(growth_chart("anak", thin)))


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_title_is_computed_and_names_no_cause(language):
    title = GrowthWords(child(), language).title()
    assert (
        title
        == {
            "id": "Di bawah −2 SD sejak umur 12 bulan; membaik setelah PMT",
            "en": "Below −2 SD since 12 months; better after PMT",
        }[language]
    )
    assert "karena" not in " ".join([title, *GrowthWords(child(), language).notes()])
    assert GrowthWords(child([(90, -1.0)], episodes=[]), "id").title().startswith("Tidak pernah")


def test_the_chart_is_named_for_those_who_do_not_see_it():
    svg = growth_chart("anak", child())
    alt = ET.fromstring(svg).get("aria-label")
    assert alt == GrowthWords(child()).alt()
    assert GrowthWords(child()).title() in alt
    assert "7 pengukuran" in alt


@pytest.mark.parametrize("paper", [WIDE, PHONE], ids=lambda p: p.name)
def test_letters_are_large_enough_where_they_are_read(paper):
    svg = growth_chart("anak", child(slip=1, gestation_weeks=32), paper=paper)
    width = float(re.findall(r'viewBox="0 0 ([\d.]+)', svg)[0])
    sizes = [float(px) for px in re.findall(r"font(?:-size)?: (?:bold )?([\d.]+)px", svg)]
    assert len(sizes) > 15
    assert min(sizes) * WIDTH_PX[paper.name] / width >= LEAST_PX


@pytest.mark.parametrize("paper", [WIDE, PHONE], ids=lambda p: p.name)
def test_the_same_child_gives_the_same_bytes(paper):
    found = child(slip=1, weights=[5.0, 7, 8, 8.5, 9.0, 9.5, 6.5])
    assert len({growth_chart("anak", found, paper=paper) for _ in range(4)}) == 1


@pytest.mark.parametrize("scores", [[(0, -1.0)], [(10, -2.4)], [(1826, 5.0)]])
def test_one_measurement_can_be_drawn(scores):
    svg = growth_chart("anak", child(scores, episodes=[]))
    assert ET.fromstring(svg) is not None
    assert GrowthWords(child(scores, episodes=[])).gains() is None


def test_a_child_of_doubted_values_alone_has_a_title_and_a_chart():
    found = child([(200, -1.0)], slip=0)
    assert GrowthWords(found).title() == "Panjang atau tinggi badan menurut umur belum dapat dinilai"
    assert "doubted-200" in ids(growth_chart("anak", found))


def test_gains_stand_beside_the_median():
    table = GrowthWords(child()).gains()
    assert table is not None
    assert [cell.text for cell in table.rows[0].cells[:2]] == ["2–6", "124"]
    assert len(table.columns) == len(table.rows[0].cells) == 5
