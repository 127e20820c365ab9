"""What only the formal order says: what the district wrote, what its results hold, and that the rest is missing."""

from __future__ import annotations

import re
from datetime import date

import pytest

from audit.reference.legal_basis import legal_basis
from audit.report import Decree, Formal, Member, Signatory, formal_blocks, formal_front

DECREE = Decree("Keputusan Bupati Nomor 12 Tahun 2024", date(2024, 3, 1), date(2026, 8, 31))
FULL = Formal(
    body="TP3S",
    groups=("catin", "baduta"),
    decree=DECREE,
    members=(Member("chair", "Kepala Dinas KB"), Member("expert", "Dokter spesialis anak, RSUD")),
    regulations=("Peraturan Bupati Nomor 5 Tahun 2022",),
    background=("Rembuk stunting meminta dua kecamatan didahulukan.",),
    signatories=(Signatory("approved", "Ketua pelaksana TP3S", "Pejabat Contoh", "plh"),),
    place="Kota Contoh",
    reviewed_by="Dinas Kesehatan",
    reviewed_on=date(2025, 10, 1),
    approved_on=date(2025, 10, 8),
)


def said(context, id):
    return next(block.public for block in formal_blocks(context) if block.id == f"formal_{id}")


def cells(content):
    return [[cell.text for cell in row.cells] for row in content.tables[0].rows]


def test_what_the_district_wrote_stands_as_it_wrote_it(make_context):
    context = make_context(formal=FULL)
    assert FULL.background[0] in said(context, "background").paragraphs
    assert FULL.regulations[0] in [row[0] for row in cells(said(context, "legal_basis"))]
    assert cells(said(context, "team")) == [
        ["Ketua tim audit", "Kepala Dinas KB"], ["Tim pakar", "Dokter spesialis anak, RSUD"],
    ]  # fmt: skip
    groups = next(item.meaning for item in said(context, "scope").terms if item.term == "Kelompok sasaran")
    assert groups == "calon pengantin dan baduta (0–23 bulan)"


def test_what_the_district_did_not_write_is_said_to_be_missing(make_context):
    context = make_context(formal=Formal(), target=None, released={}, sources=())
    assert "Nomor dan tanggal SK tim belum dicantumkan." in said(context, "team").paragraphs
    assert "Susunan tim belum dicantumkan." in said(context, "team").paragraphs
    assert said(context, "team").tables == ()
    assert "Peraturan daerah belum dicantumkan." in said(context, "legal_basis").paragraphs
    assert "Target daerah belum dicantumkan." in said(context, "background").paragraphs
    assert not any(re.search(r"\d", p) for p in said(context, "background").paragraphs)
    assert "0 berkas" in next(i.meaning for i in said(context, "scope").terms if i.term == "Sumber data")


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (None, "Tim dibentuk dengan SK 1, tanggal 1 Maret 2024."),
        (date(2025, 9, 5), "Tim dibentuk dengan SK 1, tanggal 1 Maret 2024, dan berlaku sampai 5 September 2025."),
        (
            date(2025, 9, 4),
            "Tim dibentuk dengan SK 1, tanggal 1 Maret 2024. "
            "Keputusan itu berlaku sampai 4 September 2025 dan perlu diperbarui.",
        ),
    ],
)
def test_a_decree_that_has_ended_on_the_day_of_the_report_is_said_to_need_renewal(make_context, until, words):
    context = make_context(formal=Formal(decree=Decree("SK 1", date(2024, 3, 1), until)))
    assert context.as_of == date(2025, 9, 5)
    assert said(context, "team").paragraphs[0] == words


def test_scope_counts_the_areas_of_kemendagri(context):
    area = next(item.meaning for item in said(context, "scope").terms if item.term == "Wilayah")
    assert area == "Kota Bengkulu: 9 kecamatan, 67 desa dan kelurahan"  # as BPS and Kemendagri give them


def test_every_rule_has_its_title_its_sense_and_its_standing(context):
    rows = cells(said(context, "legal_basis"))
    assert [row[0] for row in rows] == [law.title for law in legal_basis()]
    assert all(len(words) > 10 for row in rows for words in row)
    assert "2024" in rows[0][2]  # targets of Perpres 72/2021 ended then
    assert "Periksalah naskah resminya" in said(context, "legal_basis").tables[0].notes[0]


def test_each_task_has_one_place_to_sign_in_the_order_of_the_work(make_context):
    front = formal_front(make_context(formal=FULL, state="disahkan"))
    assert [s.task for s in front.signatures] == ["Disusun", "Ditelaah", "Disahkan"]
    prepared, reviewed, approved = front.signatures
    assert (prepared.office, prepared.name, prepared.day) == ("Ketua tim audit kasus stunting Kota Bengkulu", "", "")
    assert (reviewed.name, reviewed.day) == ("", "1 Oktober 2025")
    assert (approved.office, approved.name) == ("Plh. Ketua pelaksana TP3S", "Pejabat Contoh")
    assert (approved.place, approved.day) == ("Kota Contoh", "8 Oktober 2025")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("draf", "Laporan ini masih draf: belum ditelaah dan belum disahkan."),
        ("ditelaah", "Laporan ini sudah ditelaah oleh Dinas Kesehatan pada 1 Oktober 2025 dan belum disahkan."),
        ("disahkan", "Laporan ini ditelaah oleh Dinas Kesehatan pada 1 Oktober 2025 dan disahkan pada 8 Oktober 2025."),
    ],
)
def test_the_approval_sheet_says_how_far_the_report_has_come(make_context, state, words):
    assert formal_front(make_context(formal=FULL, state=state)).state == words


def test_without_anybody_named_there_are_lines_for_all_three_and_no_guess(make_context):
    front = formal_front(make_context(formal=Formal(body="TPPS")))
    assert len(front.signatures) == 3
    assert all((s.name, s.place, s.day) == ("", "", "") for s in front.signatures)
    assert front.signatures[2].office == "Ketua pelaksana TPPS Kota Bengkulu"
    assert front.to_json()["logo"] is False


def test_the_chair_of_the_team_approves_unless_another_is_named(make_context):
    chair = formal_front(make_context(formal=Formal(body="TPPS", chair="Wakil Bupati Contoh"))).signatures[2]
    assert (chair.office, chair.name) == ("Wakil Bupati Contoh", "")


def test_a_staff_number_is_always_a_line():
    """It begins with a birth date; nothing that could hold one exists."""
    assert "nip" not in Signatory.__slots__
