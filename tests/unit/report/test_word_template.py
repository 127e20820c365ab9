"""The file that documents begin as: a whole package that Word takes for its own, with what we use and no more."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from audit.report import formal_blocks, formal_front
from audit.report.sections.decisions import decisions
from audit.report.sections.severity import severity
from audit.report.word.looks import LETTER, REPORT
from audit.report.word.papers import office_papers
from audit.report.word.report_word import render_word
from audit.report.word.template import template

MOST_AROUND = 25_000  # characters of XML beside the body: styles, settings, relations, heads and feet


@pytest.fixture(scope="module")
def documents(context) -> dict[str, bytes]:
    shown = [block.to_json() for block in (decisions(context), severity(context), *formal_blocks(context))]
    report = render_word(shown, context.meta(), as_of=context.as_of, front=formal_front(context))
    return {"laporan-resmi": report, **office_papers(context)}


def parts(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_part_has_a_type_and_every_relation_leads_to_a_part(documents):
    for name, document in documents.items():
        found = parts(document)
        types = etree.fromstring(found["[Content_Types].xml"])
        typed = {it.get("PartName", "").lstrip("/") for it in types} - {""}
        endings = {it.get("Extension") for it in types} - {None}
        assert typed <= set(found), name
        for part in set(found) - {"[Content_Types].xml"}:
            assert part in typed or part.rpartition(".")[2] in endings, (name, part)
        reached = set()
        for rels in (part for part in found if part.endswith(".rels")):
            folder = posixpath.dirname(posixpath.dirname(rels))
            for relation in etree.fromstring(found[rels]):
                reached.add(posixpath.normpath(posixpath.join(folder, relation.get("Target").lstrip("/"))))
        assert reached == {part for part in found if not part.endswith(".rels")} - {"[Content_Types].xml"}, name


def test_every_style_that_a_document_names_is_defined_in_it(documents):
    for name, document in documents.items():
        found = parts(document)
        styles = docx.Document(io.BytesIO(document)).styles.element
        defined = {style.get(qn("w:styleId")) for style in styles.iter(qn("w:style"))}
        said = b"".join(content for part, content in found.items() if re.match(r"word/(document|header|footer)", part))
        used = set(re.findall(r'<w:(?:p|r|tbl)Style w:val="(\w+)"', said.decode()))
        assert used, name
        assert used <= defined, name


def test_no_document_carries_more_than_a_few_pages_of_its_own_text_beside_its_body(documents):
    for name, document in documents.items():
        around = sum(len(content) for part, content in parts(document).items()
                     if part.endswith((".xml", ".rels")) and part != "word/document.xml")  # fmt: skip
        assert around < MOST_AROUND, name


def test_word_opens_it_in_no_compatibility_mode(documents):
    for document in documents.values():
        settings = docx.Document(io.BytesIO(document)).settings.element
        modes = {it.get(qn("w:name")): it.get(qn("w:val")) for it in settings.iter(qn("w:compatSetting"))}
        assert modes["compatibilityMode"] == "15"


@pytest.mark.parametrize("looks", [REPORT, LETTER])
def test_python_docx_knows_its_styles_by_the_names_of_word(looks):
    document = docx.Document(io.BytesIO(template("Calibri", "id-ID", tuple(looks.items()))))
    assert document.styles["Heading 1"].font.size.pt == looks["heading 1"].points
    assert document.styles["Caption"].base_style.name == "Normal"
    assert document.styles["Aks Table"].base_style.name == "Normal Table"
    assert not document.paragraphs
    assert not document.tables


def test_words_are_in_the_language_and_the_face_asked_for():
    made = {tag: parts(template("Arial", tag, tuple(LETTER.items())))["word/styles.xml"] for tag in ("id-ID", "en-GB")}
    for tag, styles in made.items():
        assert f'<w:lang w:val="{tag}"'.encode() in styles
        assert b'w:ascii="Arial"' in styles
    assert made["id-ID"] != made["en-GB"]
