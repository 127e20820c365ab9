"""Maps: neighbours keep their common border, what may not be shown is hatched, and a page stays light."""

from __future__ import annotations

import re

import numpy as np
import pytest
from matplotlib.path import Path as MplPath

from audit import report
from audit.disclosure.released import ShownRow
from audit.reference.areas import areas_of
from audit.reference.presentation import CAUTION_BELOW
from audit.register.boundaries import Boundaries
from audit.report.figures import PHONE, WIDE, MapArea, MapPanels, PrevalenceLook, area_map
from audit.report.figures.area_map import _room
from audit.report.figures.canvas import CLASSES
from audit.report.figures.outlines import light_outlines
from audit.results import Cell

DESA = [a.code for a in areas_of("17.71").desa]
HERE = Cell.of("2025-08", status="stunted")
HIDDEN = ShownRow(HERE, None, hidden=True)
LOOK = PrevalenceLook(
    lambda n: f"{n:.0f}", {name: name for name in CLASSES}, "rahasia", "belum", "sedikit", "hati-hati"
)


def square(west: float, south: float = 0.0, side: float = 1.0) -> np.ndarray:
    return np.array([102 + west, -3 + south]) + side * np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]])


def row(n: int, of: int = 100) -> ShownRow:
    return ShownRow(HERE, n, of, n / of)


def face(row: ShownRow, *, assessable: bool = True, labels: tuple[str, ...] = ()) -> MapArea:
    said = "*" if row.hidden else str(row.numerator)
    return MapArea(row, assessable, labels or (said,))


def drawn(*areas: MapArea, paper=WIDE, **more) -> str:
    shapes = {f"{i}": (square(i),) for i in range(len(areas))}
    return area_map("uji", shapes, {f"{i}": a for i, a in enumerate(areas)}, alt="Uji", look=LOOK, paper=paper, **more)


def words(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def test_an_area_has_its_class_only_where_it_can_be_assessed():
    high = CLASSES["high"].lower()
    assert drawn(face(row(25))).count(high) == drawn(face(row(12))).count(high) + 1
    assert drawn(face(row(25), assessable=False)).count(high) == drawn(face(row(12))).count(high)


def test_what_may_not_be_shown_is_hatched():
    hidden = drawn(face(HIDDEN), face(row(12)))
    assert words(hidden).count("*") == 1
    assert hidden.count("url(#") > drawn(face(row(25)), face(row(12))).count("url(#")


@pytest.mark.parametrize(("children", "hollow"), [(CAUTION_BELOW, False), (CAUTION_BELOW - 1, True)])
def test_few_children_leave_an_area_hollow(children, hollow):
    value = 0.25 * children
    svg = drawn(face(ShownRow(HERE, round(value), children, 0.25)))
    high = CLASSES["high"].lower()
    assert (f"fill: none; stroke: {high}" in svg) == hollow  # a rim
    assert svg.count(f"fill: {high}") == (1 if hollow else 2)  # in the legend, and the area itself


@pytest.mark.parametrize("paper", [WIDE, PHONE], ids=lambda p: p.name)
def test_the_same_map_is_the_same_bytes(paper):
    areas = (face(row(12)), face(HIDDEN), face(row(25), assessable=False), face(ShownRow(HERE, 9, 30, 0.3)))
    panels = MapPanels({"k": (square(0),)}, [("Satu", [(row(12), True)] * 20)], "Letak", "Persen")
    assert drawn(*areas, paper=paper, panels=panels) == drawn(*areas, paper=paper, panels=panels)


def test_words_stand_only_where_they_have_room_and_the_first_that_has():
    shapes = {"a": (square(0),), "b": (square(1, side=0.02),), "c": (square(2, side=0.2),)}
    labels = {"a": ("Panjang\n12%", "1"), "b": ("Pendek", "2"), "c": ("Nama yang sangat panjang", "3")}
    areas = {code: face(row(12), labels=said) for code, said in labels.items()}
    said = words(area_map("uji", shapes, areas, alt="Uji", look=LOOK))
    assert {"Panjang", "12%", "3"} <= set(said)
    assert not {"Pendek", "1", "2", "Nama yang sangat panjang"} & set(said)


def test_words_of_all_areas_have_one_size_that_grows_where_every_area_has_room():
    def sizes(side: float) -> set[str]:
        shapes = {"a": (square(0),), "b": (square(1.5, side=side),)}
        areas = {code: face(row(12), labels=(f"Nama {code}\n12%", "1")) for code in shapes}
        svg = area_map("uji", shapes, areas, alt="Uji", look=LOOK)
        return set(re.findall(r"font-size: (\d+)px[^>]*>(?:Nama [ab]|12%|1)<", svg))

    assert sizes(1.0) == {"12"}
    assert sizes(0.02) == {"8"}


def test_words_stand_inside_a_bent_area_where_it_is_widest():
    bent = np.array([[0, 0], [10, 0], [10, 10], [6, 10], [6, 1], [0, 1], [0, 0]], float)
    found = _room(MplPath(bent, closed=True), bent, np.array([1.0, 0.5]))
    assert found is not None
    x, y = found
    assert 7 < x < 9
    assert 1 < y < 9
    assert _room(MplPath(bent, closed=True), bent, np.array([11.0, 0.5])) is None


def test_tiles_stand_below_a_map_with_titles_over_both():
    panels = MapPanels({"k": (square(0),)}, [("Satu", [(row(12), True)])], "Letak", "Persen")
    said = words(drawn(face(row(12), labels=("Nama",)), panels=panels))
    assert {"Letak", "Persen", "Nama", "Satu", "12"} <= set(said)


def test_neighbours_keep_their_common_border():
    along = np.linspace(0, 1, 4000)
    border = np.column_stack([102.5 + 0.01 * np.sin(40 * along), along - 3])
    west = np.vstack([border, [[102, -2], [102, -3]], border[:1]])
    east = np.vstack([border, [[103, -2], [103, -3]], border[:1]])
    light = light_outlines({"w": (west,), "e": (east,)})
    common = [{tuple(point) for point in light[code][0] if 100 < point[0] < 1400} for code in "we"]
    assert common[0] == common[1]
    assert 50 < len(common[0]) < 1500


def test_a_map_is_light_however_fine_its_outlines_are():
    turn = np.linspace(0, 2 * np.pi, 200_000)
    round_ = np.column_stack([102 + np.cos(turn) * (1 + 0.2 * np.sin(3000 * turn)), -3 + np.sin(turn)])
    assert len(light_outlines({"a": (np.vstack([round_, round_[:1]]),)})["a"][0]) <= 8000


def test_an_islet_below_a_step_is_still_drawn():
    light = light_outlines({"large": (square(0),), "islet": (square(2, side=1e-6),)})
    assert len(light["islet"]) == 1
    assert np.ptp(light["islet"][0], axis=0).tolist() == [2, 2]


@pytest.fixture
def bounded(make_context):
    def make(level: str, codes: list[str], **more):
        shapes = {code: (square(i % 10, i // 10),) for i, code in enumerate(codes)}
        above = {code[:8]: () for code in codes}
        kecamatan = {k: sum((s for c, s in shapes.items() if c.startswith(k)), ()) for k in above}
        named = {"by_name": more.get("by_name", False), "file": "batas.gpkg"}
        found = Boundaries(level, shapes, more.get("without", ()), more.get("unmatched", ()), kecamatan, **named)
        return make_context(boundaries=found)

    return make


def test_outlines_of_desa_give_a_map_over_the_tiles(bounded):
    content = report.stunting_by_desa(bounded("desa", DESA)).public
    assert content.figure.alt.startswith("Peta berwarna")
    assert "bukan batas resmi" in content.reading
    assert content.source.endswith("Batas wilayah: berkas batas.gpkg; pembuatnya belum tercatat.")


def test_the_map_calls_desa_by_the_numbers_of_the_table(bounded):
    content = report.stunting_by_desa(bounded("desa", DESA)).public
    numbers = [r.cells[0].text.partition(". ")[0] for r in content.tables[0].rows if ". " in r.cells[0].text]
    assert numbers == [str(n) for n in range(1, len(DESA) + 1)]
    assert "Pagar Dewa" in content.tables[0].rows[2].cells[0].text
    assert str(len(DESA)) in words(content.figure.svg)


def test_a_map_of_kecamatan_has_their_names_and_leaves_the_tiles_as_they_are(bounded, context):
    kecamatan = context.areas.kecamatan
    bound = bounded("kecamatan", [a.code for a in kecamatan])
    assert report.stunting_by_desa(bound).public == report.stunting_by_desa(context).public
    content = report.kecamatan_map(bound).public
    said = words(content.figure.svg)
    assert all(a.name.split()[0] in " ".join(said) or str(n) in said for n, a in enumerate(kecamatan, 1))
    assert "Selebar" in said
    assert [r.cells[0].text for r in content.tables[0].rows] == [f"{n}. {a.name}" for n, a in enumerate(kecamatan, 1)]


def test_without_a_file_a_sentence_says_that_there_is_no_map(context):
    content = report.kecamatan_map(context).public
    assert content.figure is None
    assert content.paragraphs[0].startswith("Belum ada berkas batas wilayah")


@pytest.mark.parametrize("level", ["desa", "kecamatan"])
def test_what_the_file_lacks_or_has_too_much_is_counted_and_named(bounded, context, level):
    codes = DESA if level == "desa" else [a.code for a in context.areas.kecamatan]
    extra = tuple(f"Bentuk {n}" for n in range(25))
    bound = bounded(level, codes[1:], without=(codes[0],), unmatched=extra, by_name=True)
    reading = getattr(report, "stunting_by_desa" if level == "desa" else "kecamatan_map")(bound).public.reading
    name = context.areas.by_code[codes[0]].name
    assert f"1 wilayah tidak tergambar karena tidak ada di berkas batas: {name}." in reading
    assert "25 bentuk di berkas batas tidak digambar" in reading
    assert "Bentuk 19, dan lainnya" in reading
    assert "dicocokkan menurut nama" in reading


def test_a_map_shows_no_more_than_the_table(bounded):
    bound = bounded("desa", DESA)
    for block in (report.stunting_by_desa(bound), report.kecamatan_map(bound)):
        content = block.public
        rates = {
            f"{cell.value * 100:.0f}" for r in content.tables[0].rows for cell in r.cells if cell.value is not None
        }
        rates |= {str(n) for n in range(1, len(DESA) + 1)}  # numbers of the table
        inside = {word.rstrip("%") for word in words(content.figure.svg) if word.rstrip("%").isdigit()}
        assert inside <= rates


def test_a_map_of_an_audit_in_which_all_is_hidden_is_not_drawn(bounded, monkeypatch):
    monkeypatch.setattr("audit.report.sections.kecamatan_map.enough", lambda row: False)
    content = report.kecamatan_map(bounded("desa", DESA)).public
    assert content.figure is None
    assert content.tables


@pytest.mark.parametrize("paper", [PHONE, WIDE])
def test_words_end_inside_their_area_as_they_are_drawn(paper, monkeypatch):
    monkeypatch.setitem(area_map.__globals__, "to_svg", lambda figure, *_: figure)
    label = "Bandar\nLaksamana\n11%"
    sides = (0.2, 0.5, 0.75, 0.8, 1.0)[:: 1 if paper is WIDE else 2]
    shapes = {str(i): (square(1.1 * i, side=side),) for i, side in enumerate(sides)}
    areas = {code: face(row(12), assessable=False, labels=(label, "1")) for code in shapes}
    figure = area_map("uji", shapes, areas, alt="Uji", look=LOOK, paper=paper)
    figure.draw_without_rendering()
    axes = figure.subfigs[0].axes[0]
    told = [text for text in axes.texts if text.get_text() == label]
    assert 0 < len(told) < len(areas)
    patches = [patch.get_window_extent() for patch in axes.patches] or [a.get_window_extent() for a in axes.artists]
    for text in told:
        box = text.get_bbox_patch().get_window_extent()
        middle = box.x0 + box.width / 2, box.y0 + box.height / 2
        area = next(a for a in patches if a.contains(*middle))
        assert area.contains(box.x0, box.y0), box
        assert area.contains(box.x1, box.y1), box
