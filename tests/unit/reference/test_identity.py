"""One place for colours; sets that stand together are told apart by the colour blind, and words are dark enough."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from fontTools.ttLib import TTFont

from audit.reference.identity import CATEGORIES, CLASSES, COLOURS, FACE, POINTS, SEVERITY, SEX, css, plain
from audit.report.figures.canvas import WIDE, sheet

PACKAGE = Path(__file__).parents[3] / "src" / "audit"
HOME = PACKAGE / "reference" / "identity.py"
DRAWN_BY = (".py", ".css", ".typ", ".mplstyle", ".j2", ".yaml")
HEX = re.compile(
    r"(?<![\w&#])#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b|[\"'][0-9A-F]{6}[\"']|\brgba?\(\s*\d|RGBColor\(\s*\d|RGBColor\(0x"
)
# Machado, Oliveira and Fernandes 2009, table of severity 1.0, on linear RGB.
SEEN = {
    kind: np.array(numbers).reshape(3, 3)
    for kind, numbers in {
        "all": (1, 0, 0, 0, 1, 0, 0, 0, 1),
        "protan": (0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998),
        "deuter": (0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881),
        "tritan": (1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900),
    }.items()
}
D65 = np.array([0.95047, 1.0, 1.08883])
XYZ = np.array([0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522, 0.0721750, 0.0193339, 0.1191920, 0.9503041])
XYZ = XYZ.reshape(3, 3)
SMALL_WORDS, LARGE_OR_MARKS = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11


def linear(colour: str) -> np.ndarray:
    share = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def lab(colour: str, seen: np.ndarray) -> np.ndarray:
    """CIE L*a*b* of a colour as it is seen."""
    scaled = XYZ @ np.clip(seen @ linear(colour), 0, 1) / D65
    root = np.where(scaled > (6 / 29) ** 3, np.cbrt(scaled), scaled / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def nearest(colours, kinds=tuple(SEEN)) -> float:
    """The smallest difference (CIE 1976) of two colours of a set, over kinds of sight."""
    pairs = list(combinations(colours, 2))
    return min(float(np.linalg.norm(lab(a, SEEN[k]) - lab(b, SEEN[k]))) for a, b in pairs for k in kinds)


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast."""
    light, dark = sorted((float(XYZ[1] @ linear(c)) for c in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measures_are_those_of_their_standards():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)  # WCAG's own example of a grey that passes
    assert lab("#FFFFFF", SEEN["all"]) == pytest.approx([100, 0, 0], abs=0.02)
    assert lab("#FF0000", SEEN["all"]) == pytest.approx([53.24, 80.09, 67.20], abs=0.05)
    assert nearest(["#FF0000", "#00FF00"], ["deuter"]) < nearest(["#FF0000", "#00FF00"], ["all"]) / 2


@pytest.mark.parametrize(
    ("colours", "said"),
    [(CLASSES.values(), 17.9), (CATEGORIES, 11.3)],
    ids=["classes", "categories"],
)
def test_colours_side_by_side_are_told_apart_as_well_as_the_rules_say(colours, said):
    """The figures are those that the reporting rules measured; ours come from the palette as it stands."""
    assert nearest(colours) >= said - 0.1


def test_pairs_that_stand_alone_are_told_apart():
    for pair in (SEVERITY.values(), SEX.values(), (COLOURS["brand"], COLOURS["second"])):
        assert nearest(pair) > 20
    assert nearest([COLOURS["brand"], COLOURS["second"], COLOURS["quiet"]]) > 20


def test_no_set_needs_red_from_green():
    assert nearest(CLASSES.values(), ["deuter", "protan"]) > 17


@pytest.mark.parametrize(
    "name", ["brand", "ink", "words", "muted", "alarm", "attention-words", "sample", "done", "running", "second"]
)
def test_words_are_dark_enough_on_every_ground_that_they_stand_on(name):
    for ground in ("white", "soft"):
        assert contrast(COLOURS[name], COLOURS[ground]) >= SMALL_WORDS, ground


@pytest.mark.parametrize(
    ("words", "ground"),
    [
        ("sample", "sample-fill"), ("ink", "fill-in"), ("ink", "fixed"), ("ink", "counted"), ("ink", "band"),
        ("ink", "overdue"), ("words", "withheld"), ("alarm", "attention-soft"), ("white", "brand"), ("ink", "very-low"),
        ("ink", "low"), ("ink", "medium"), ("white", "very-high"),
    ],
)  # fmt: skip
def test_words_are_dark_enough_on_colours(words, ground):
    assert contrast(COLOURS[words], COLOURS[ground]) >= SMALL_WORDS


def test_numbers_on_the_fourth_class_are_as_marks_and_the_better_ink_is_taken():
    """The same numbers stand in the table as words."""
    white, ink = (contrast(COLOURS[name], COLOURS["high"]) for name in ("white", "ink"))
    assert white >= LARGE_OR_MARKS
    assert white > ink


def test_a_colour_is_written_nowhere_else():
    found = [
        f"{path.relative_to(PACKAGE).as_posix()}: {match[0]}"
        for path in sorted(PACKAGE.rglob("*"))
        if path.suffix in DRAWN_BY and path != HOME
        for match in HEX.finditer(path.read_text(encoding="utf-8"))
        if not re.fullmatch(r"#\d{3}", match[0])  # the number of an issue elsewhere
    ]
    assert found == []


def test_style_sheets_take_their_colours_by_name():
    assert css("a { color: var(--brand) } b { margin: 0; color: var(--ink) }") == (
        f"a {{ color: {COLOURS['brand']} }} b {{ margin: 0; color: {COLOURS['ink']} }}"
    )
    assert css("a { margin: 0 }") == "a { margin: 0 }"
    with pytest.raises(KeyError):
        css("a { color: var(--nothing) }")


def test_every_colour_is_one_and_every_one_is_used():
    assert all(re.fullmatch(r"#[0-9A-F]{6}", colour) for colour in COLOURS.values())
    assert plain("brand") == COLOURS["brand"][1:]
    texts = "\n".join(p.read_text(encoding="utf-8") for p in PACKAGE.rglob("*") if p.suffix in DRAWN_BY and p != HOME)
    groups = {*CLASSES.values(), *SEVERITY.values(), *SEX.values(), *CATEGORIES}
    unused = [
        name
        for name, colour in COLOURS.items()
        if colour not in groups
        and not name.startswith("fifth-")
        and not re.search(rf'"{name}"|var\(--{name}\)|colours\.{name}\b', texts)
    ]
    assert unused == []


def test_letters_come_with_their_licence_and_every_mark_has_its_glyph():
    import matplotlib

    fonts = PACKAGE / "report" / "fonts"
    assert "SIL OPEN FONT LICENSE" in (fonts / "OFL.txt").read_text(encoding="utf-8").upper()
    ours = sorted(fonts.glob("*.ttf"))
    assert [p.stem for p in ours] == [f"AksSans-{face}" for face in ("Bold", "Italic", "Regular", "Semibold")]
    fallback = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
    behind = set(TTFont(fallback).getBestCmap())
    for path in ours:
        font = TTFont(path)
        assert FACE in {str(record) for record in font["name"].names}
        own = set(font.getBestCmap())
        assert {ord(c) for c in "aAéß0–−†*%≥½·"} <= own | behind
        assert {ord(c) for c in "◐○●"} <= own | behind


def test_sizes_that_several_renderers_share_are_read_from_one_place():
    """A page on paper, the papers of Typst and charts are set in the same letters, whatever their size."""
    assert css("p { font-size: var(--body-size) }") == f"p {{ font-size: {POINTS['body']}pt }}"
    report = PACKAGE / "report"
    theme = (report / "typst" / "theme.typ").read_text(encoding="utf-8")
    assert {f"points.{name}" for name in POINTS} <= set(re.findall(r"points\.\w+", theme))
    assert "font.size" not in (report / "figures" / "aks.mplstyle").read_text(encoding="utf-8")


def test_charts_are_set_in_the_size_of_the_text_beside_them():
    import matplotlib

    with sheet(1, WIDE):
        assert matplotlib.rcParams["font.size"] == POINTS["body"]
