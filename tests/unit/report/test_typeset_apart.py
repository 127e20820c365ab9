"""Papers set in a process of their own: as many as were asked for, each as it would be set here, or a clear end."""

import json
from io import BytesIO

import pypdfium2
import pytest
import typst

from audit.report.typeset_apart import PDF_STANDARD, set_apart
from audit.report.typesetting import font_files

PAPER = """#let data = json(bytes(sys.inputs.data))
#set document(title: data.title, date: datetime(year: 2025, month: 8, day: 31))
#set text(font: "Aks Sans", lang: "id")
#data.title
"""


@pytest.fixture
def fonts(tmp_path):
    folder = tmp_path / "fonts"
    folder.mkdir()
    for file in font_files():
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


def said(*titles):
    return [json.dumps({"title": title}, ensure_ascii=False) for title in titles]


def test_each_paper_says_its_own_in_order_and_is_the_same_as_one_set_here(tmp_path, fonts):
    path = tmp_path / "paper.typ"
    path.write_text(PAPER, encoding="utf-8")
    lines = said("Posyandu Melati", "Posyandu Mawar ½")
    papers = list(set_apart(path, fonts, lines))
    texts = [pypdfium2.PdfDocument(BytesIO(paper))[0].get_textpage().get_text_range() for paper in papers]
    assert texts == ["Posyandu Melati", "Posyandu Mawar ½"]
    own = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])
    here = [
        typst.compile(path, root=tmp_path, font_paths=own, sys_inputs={"data": line}, pdf_standards=PDF_STANDARD)
        for line in lines
    ]
    assert papers == here


def test_no_papers_are_none(tmp_path, fonts):
    path = tmp_path / "paper.typ"
    path.write_text(PAPER, encoding="utf-8")
    assert list(set_apart(path, fonts, [])) == []


@pytest.mark.parametrize("wrong", ["#nothing-of-this-name", '#set text(font: "A face that is not there")\nx'])
def test_an_error_or_a_warning_ends_it_and_is_said(tmp_path, fonts, capfd, wrong):
    path = tmp_path / "paper.typ"
    path.write_text(f"{PAPER}{wrong}", encoding="utf-8")
    with pytest.raises(RuntimeError, match="could not be set"):
        list(set_apart(path, fonts, said("Posyandu Melati")))
    assert "Typst" in capfd.readouterr().err
