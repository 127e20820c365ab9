"""Widths of words are those that Typst finds."""

from __future__ import annotations

import json

import pytest
import typst

from audit.report.letters import width_of
from audit.report.typesetting import font_files

WEIGHTS = {"Regular": "regular", "Semibold": "semibold", "Bold": "bold"}
WORDS = ("Kelurahan", "Talang Muandau", "1.216", "−0,59 sampai 12,4%", "≥ 20 – 1.000", "½ †")


@pytest.mark.parametrize("face", WEIGHTS)
def test_a_word_is_as_wide_as_typst_sets_it(tmp_path, face):
    for file in font_files():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    page = tmp_path / "page.typ"
    page.write_text(
        f'#set text(font: ("Aks Sans", "DejaVu Sans"), weight: "{WEIGHTS[face]}", size: 100pt)\n'
        "#set text(kerning: false, ligatures: false)\n"
        f"#context [#metadata({tuple(WORDS)!r}.map(it => measure(text(it)).width.pt())) <wide>]".replace("'", '"'),
        encoding="utf-8",
    )
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[tmp_path])
    (found,) = json.loads(typst.query(page, "<wide>", field="value", root=tmp_path, font_paths=fonts))
    assert [100 * width_of(word, face) for word in WORDS] == pytest.approx(found, abs=0.2)


def test_digits_are_all_of_one_width():
    assert len({width_of(digit) for digit in "0123456789"}) == 1
