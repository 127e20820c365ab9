"""Papers of an office: they quote the report, leave lines where nobody said anything, and tick nothing beforehand."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn

from audit.disclosure.extract import extract
from audit.reference.legal_basis import legal_basis
from audit.register.consents import PURPOSES
from audit.report import Decree, Forum, Letterhead, Member, Signatory
from audit.report.sections.decisions import decisions
from audit.report.sections.headline import headline
from audit.report.word.papers import PAPERS, office_papers

HEAD = Letterhead("Dinas Contoh", "Jalan Contoh Nomor 1", "(0736) 000", "contoh@bengkulu.example")


def said(paper: bytes) -> str:
    """Every word of a document in its order, a paragraph a line."""
    body = docx.Document(io.BytesIO(paper)).element.body
    lines = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]
    return "\n".join(lines)


def heads(table) -> list[str]:
    return [cell.text for cell in table.rows[0].cells]


@pytest.fixture(scope="module")
def papers(context):
    return office_papers(context)


@pytest.fixture
def write(context):
    """Write one paper of the invented audit with some of its formal words and its forum changed."""

    def make(name: str, *, forum: Forum | None = None, **formal: object) -> str:
        changed = replace(context, formal=replace(context.formal, **formal), forum=forum or context.forum)
        return said(office_papers(changed)[name])

    return make


def test_all_nine_papers_are_written_and_can_be_opened(papers):
    assert tuple(papers) == PAPERS
    assert len(PAPERS) == 9
    for paper in papers.values():
        document = docx.Document(io.BytesIO(paper))
        assert any(p.style.name in ("Heading 1", "Heading 2") for p in document.paragraphs), said(paper)[:60]
        assert document.core_properties.title


def test_equal_results_and_params_give_equal_bytes(context, papers):
    assert office_papers(context) == papers
    for paper in papers.values():
        with zipfile.ZipFile(io.BytesIO(paper)) as archive:
            assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_records_quote_the_headline_and_every_decision_word_for_word(context, papers):
    asked = decisions(context).public.decisions
    assert asked
    for name in ("notulen", "berita-acara-diseminasi"):
        text = said(papers[name])
        assert headline(context).public.title in text
        for decision in asked:
            assert f"{decision.action}. {decision.sentence}" in text


def test_the_annex_of_the_plan_holds_the_rows_of_the_report_and_lines_after_them(context, papers):
    document = docx.Document(io.BytesIO(papers["berita-acara-rtl"]))
    table = next(t for t in document.tables if "Tindak lanjut" in heads(t))
    asked = decisions(context).public.decisions
    rows = [[cell.text.strip() for cell in row.cells] for row in table.rows][1:]
    for n, (row, decision) in enumerate(zip(rows, asked, strict=False), start=1):
        assert row[0] == f"{n}."
        assert row[1] == decision.action
        assert decision.children in row[2]
        assert row[3:6] == [decision.who, decision.by_when, decision.money]
        assert row[6] == ""  # for the forum to say
    assert len(rows) > len(asked)
    assert not any(any(row[1:]) for row in rows[len(asked) :])


def test_what_nobody_gave_is_a_line_and_never_a_guess(papers):
    letter = said(papers["undangan"])
    assert "(nama kantor)" in letter
    assert "lambang daerah" in letter
    assert re.search(r"\.{20}, \.{30}", letter)  # place and day
    for name, paper in papers.items():
        assert "None" not in said(paper), name


def test_letterhead_number_place_and_hall_come_from_the_params(write, context):
    forum = Forum("diseminasi", date(2025, 9, 24), "Aula Contoh", "09.00 WIB")
    letter = write("undangan", forum=forum, letterhead=HEAD, numbers={"undangan": "400/12/2025"}, place="Bengkulu")
    for words in ("PEMERINTAH KOTA BENGKULU", "DINAS CONTOH", "Jalan Contoh Nomor 1, Telepon (0736) 000", "400/12/2025",
                  "Aula Contoh", "09.00 WIB", "Rabu, 24 September 2025", "Bengkulu, ...."):  # fmt: skip
        assert words in letter
    assert "(nama kantor)" not in letter


def test_days_stand_in_words_in_a_record(papers):
    text = said(papers["berita-acara-diseminasi"])
    assert "Rabu, tanggal dua puluh empat, bulan September, tahun dua ribu dua puluh lima (24 September 2025)" in text


def test_a_forum_without_a_day_leaves_the_opening_of_a_record_open(write):
    text = write("berita-acara-rtl", forum=Forum("rembuk", None))
    assert re.search(r"Pada hari ini \.{14}, tanggal \.{14}", text)
    assert "rembuk stunting" in text


def test_who_signs_on_behalf_writes_whose_office_and_below_it_the_own(write):
    on_behalf = Signatory("decree", "Wali Kota Bengkulu", "", "an", "Sekretaris Daerah")
    lines = write("sk-tim", signatories=(on_behalf,)).split("\n")
    at = lines.index("a.n. WALI KOTA BENGKULU")
    assert lines[at + 1] == "Sekretaris Daerah,"
    assert "WALI KOTA BENGKULU," in lines  # the decree is the mayor's all the same
    unknown = write("sk-tim", signatories=(replace(on_behalf, position=""),)).split("\n")
    assert re.fullmatch(r"\.+,", unknown[unknown.index("a.n. WALI KOTA BENGKULU") + 1])


@pytest.mark.parametrize(
    ("acting", "words"),
    [
        ("plt", "Plt. Kepala Dinas Contoh,"),
        ("pj", "Pj. Kepala Dinas Contoh,"),
        ("plh", "Plh. Kepala Dinas Contoh,"),
        ("", "Kepala Dinas Contoh,"),
    ],
)
def test_who_acts_for_an_office_says_so(write, acting, words):
    signs = Signatory("letters", "Kepala Dinas Contoh", "Pejabat Contoh", acting)
    for name in ("undangan", "surat-pengantar"):
        lines = write(name, signatories=(signs,)).split("\n")
        assert words in lines
        assert "Pejabat Contoh" in lines
        assert any(re.fullmatch(r"NIP \.+", line) for line in lines)


def test_no_staff_number_is_ever_written(papers):
    for name, paper in papers.items():
        assert not re.search(r"NIP\W*\d", said(paper)), name


def test_the_decree_names_its_rules_its_number_and_the_offices_of_the_team(write):
    decree = Decree("100/45/2025", date(2025, 1, 10), date(2027, 6, 30))
    members = (Member("chair", "Kepala Dinas Contoh"), Member("expert", "Dokter spesialis anak"))
    text = write("sk-tim", decree=decree, members=members, regulations=("Perwal contoh",), place="Bengkulu")
    for words in (
        "100/45/2025",
        "pada tanggal 10 Januari 2025",
        "berlaku sampai dengan 30 Juni 2027",
        "Kepala Dinas Contoh",
        "Dokter spesialis anak",
        "Perwal contoh",
        *(law.title for law in legal_basis()),
    ):
        assert words in text
    assert "Sekretaris\n" in text  # a role that nobody fills keeps its line
    without = write("sk-tim")
    assert without.count("Tim teknis") == 3
    assert "sampai dengan" not in without


def test_a_decree_is_typed_as_regulations_are_and_orders_its_rules_by_their_force(papers, write):
    document = docx.Document(io.BytesIO(papers["sk-tim"]))
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.5, 33.0)
    assert document.styles["Normal"].font.size.pt == 12
    with zipfile.ZipFile(io.BytesIO(papers["sk-tim"])) as archive:
        assert b'w:ascii="Bookman Old Style"' in archive.read("word/styles.xml")
    lines = write("sk-tim", regulations=("Perwal contoh",)).split("\n")
    rules = [line for line in lines if re.match(r"\d\.[A-Z].*[;.]$", line)]
    assert rules[0] == f"1.{next(law.title for law in legal_basis() if law.id == 'uu_27_2022')};"
    assert "Surat Edaran" in rules[-2]
    assert rules[-1] == f"{len(rules)}.Perwal contoh."
    assert [line[-1] for line in rules] == [";"] * (len(rules) - 1) + ["."]


def test_annexes_say_what_they_belong_to(write):
    decree = write("sk-tim", decree=Decree("100/45/2025", date(2025, 1, 10), None))
    annex = decree.partition("LAMPIRAN KEPUTUSAN WALI KOTA BENGKULU")[2]
    assert "100/45/2025" in annex.partition("SUSUNAN")[0]
    assert "PEMBENTUKAN TIM AUDIT KASUS STUNTING" in annex.partition("SUSUNAN")[0]
    listed = write("undangan", numbers={"undangan": "400/12/2025"}).partition("Lampiran surat undangan")[2]
    assert "400/12/2025" in listed.partition("DAFTAR UNDANGAN")[0]


def test_the_annex_of_the_plan_lies_on_its_long_side_and_pages_after_the_first_are_numbered(papers):
    document = docx.Document(io.BytesIO(papers["berita-acara-rtl"]))
    first, annex = document.sections
    assert first.page_width < first.page_height
    assert (annex.page_width, annex.page_height) == (first.page_height, first.page_width)
    assert first.different_first_page_header_footer
    assert not annex.different_first_page_header_footer
    assert [f.get(qn("w:instr")).strip() for f in annex.header._element.iter(qn("w:fldSimple"))] == ["PAGE"]
    for table in document.tables:
        wide = sum(column.width for column in table.columns)
        assert wide <= annex.page_width - annex.left_margin - annex.right_margin + 5 * 12700  # of rounding


def test_the_head_of_a_kabupaten_is_a_bupati(make_context):
    text = said(office_papers(make_context(district_name="Kabupaten Bengkalis"))["sk-tim"])
    assert "KEPUTUSAN BUPATI BENGKALIS" in text
    assert text.split("\n").count("BUPATI BENGKALIS,") == 3  # who decides, who signs, who signs the annex


def test_consent_asks_each_purpose_apart_and_no_answer_is_given_beforehand(papers):
    document = docx.Document(io.BytesIO(papers["persetujuan-keluarga"]))
    table = next(t for t in document.tables if "Ya" in heads(t))
    rows = [[cell.text for cell in row.cells] for row in table.rows][1:]
    assert len(rows) == len(PURPOSES)
    assert len({row[1] for row in rows}) == len(PURPOSES)
    assert all(row[2:] == ["☐", "☐"] for row in rows)
    text = said(papers["persetujuan-keluarga"])
    assert "Tanpa jawaban berarti belum setuju." in text
    assert "TERBATAS" in text


def test_a_list_of_attendance_asks_for_no_telephone_number(papers):
    assert "elepon" not in said(papers["daftar-hadir"]).partition("DAFTAR HADIR")[2]


def test_an_audit_without_results_still_has_its_papers(make_context):
    empty = office_papers(make_context(released={}, run_key=""))
    assert tuple(empty) == PAPERS
    assert "kode laporan ............" in said(empty["berita-acara-diseminasi"])


def test_papers_in_english_hold_no_indonesian(make_context):
    for name, paper in office_papers(make_context(language="en")).items():
        text = said(paper)
        assert not re.search(r"\b(Tanggal|Nomor|Jabatan|dan instansi|tanda tangan)\b", text) or name == "sk-tim", name


def test_every_part_of_a_paper_is_read_by_the_scan(papers):
    for name, paper in papers.items():
        assert not [piece.place for piece in extract(paper, f"{name}.docx") if piece.unread]


def test_the_key_of_the_report_stands_at_the_foot_of_each_paper(papers):
    for paper in papers.values():
        section = docx.Document(io.BytesIO(paper)).sections[0]
        for foot in (section.footer, section.first_page_footer):
            assert "0123456789ab" in foot.paragraphs[0].text
            assert "DATA CONTOH" in foot.paragraphs[0].text
