"""Each block answers its question from what is shown, in words computed from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from audit import report
from audit.disclosure import Pattern, Released, ShownRow, ShownTable, release
from audit.disclosure.released import _seal
from audit.quality import SourceRows, row_accounting
from audit.report.context import PublishedFigure
from audit.results import Cell, CountValue, Finding, Sentence

SELEBAR, GADING, TELUK_SEGARA, UNKNOWN = "17.71.01", "17.71.02", "17.71.03", "17.71.00"
DISTRICT = (160, 1000, 0.14, 0.18)
WHY_UNASSESSED = "Belum dapat dinilai, karena cakupan pengukuran di bawah 80% atau sebagian anak perlu diukur ulang"


def test_a_kecamatan_is_named_only_where_its_interval_lies_beside_the_district(make_context, rates):
    cases = {
        "Belum ada kecamatan yang jelas berbeda dari Kota Bengkulu secara keseluruhan": {
            SELEBAR: (20, 100, 0.13, 0.29)
        },
        "Persentase balita pendek lebih besar di Kecamatan Selebar daripada di seluruh Kota Bengkulu": {
            SELEBAR: (30, 100, 0.21, 0.4)
        },
        "Persentase balita pendek lebih kecil di Kecamatan Selebar daripada di seluruh Kota Bengkulu": {
            SELEBAR: (5, 100, 0.02, 0.11)
        },
        "Persentase balita pendek lebih besar di Kecamatan Selebar, lebih kecil di Kecamatan Gading Cempaka": {
            SELEBAR: (30, 100, 0.21, 0.4),
            GADING: (5, 100, 0.02, 0.11),
        },
    }
    for title, places in cases.items():
        released = {"stunting": rates("stunting", {None: DISTRICT, **places})}
        assert report.stunting_by_kecamatan(make_context(released=released)).public.title == title


def test_a_kecamatan_with_low_coverage_is_named_as_unassessable_and_not_as_different(make_context, rates):
    released = {
        "stunting": rates("stunting", {None: DISTRICT, SELEBAR: (30, 100, 0.21, 0.4), GADING: (30, 100, 0.21, 0.4)}),
        "coverage": rates("coverage", {None: (800, 1000, 0, 1), SELEBAR: (79, 100, 0, 1), GADING: (80, 100, 0, 1)}),
    }
    content = report.stunting_by_kecamatan(make_context(released=released)).public
    assert content.title.startswith("Persentase balita pendek lebih besar di Kecamatan Gading Cempaka daripada")
    assert content.reading.endswith(f"{WHY_UNASSESSED}: Selebar.")


def test_a_kecamatan_with_heaping_is_named_as_unassessable_and_not_as_different(make_context, rates):
    released = {
        "stunting": rates("stunting", {None: DISTRICT, SELEBAR: (30, 100, 0.21, 0.4), GADING: (5, 100, 0.02, 0.11)}),
        "coverage": rates("coverage", {None: (900, 1000, 0, 1), SELEBAR: (90, 100, 0, 1), GADING: (90, 100, 0, 1)}),
    }
    finding = Finding("unassessed_areas", Sentence("rows.unassessed_areas"), ("coverage",), {"areas": SELEBAR})
    released["unassessed_areas"] = release(finding, Pattern({}, frozenset()))
    content = report.stunting_by_kecamatan(make_context(released=released)).public
    assert content.title.startswith("Persentase balita pendek lebih kecil di Kecamatan Gading Cempaka daripada")
    assert content.reading.endswith(f"{WHY_UNASSESSED}: Selebar.")


def test_a_hidden_district_gives_a_title_without_a_claim(make_context, rates):
    released = {"stunting": rates("stunting", {None: None, SELEBAR: (30, 100, 0.21, 0.4)})}
    assert (
        report.stunting_by_kecamatan(make_context(released=released)).public.title == "Balita pendek menurut kecamatan"
    )


def test_kecamatan_go_from_the_highest_down_and_hidden_ones_last(make_context, rates):
    places = {None: DISTRICT, SELEBAR: (10, 100, 0.05, 0.17), GADING: None, TELUK_SEGARA: (20, 100, 0.13, 0.29)}
    block = report.stunting_by_kecamatan(make_context(released={"stunting": rates("stunting", places)}))
    names = [r.cells[0].text for r in block.public.tables[0].rows]
    assert names == ["Kota Bengkulu", "Teluk Segara", "Selebar", "Gading Cempaka"]


def test_children_of_unknown_kecamatan_have_a_row_and_are_no_kecamatan(make_context, rates):
    places = {None: DISTRICT, SELEBAR: (10, 100, 0.05, 0.17), UNKNOWN: (60, 100, 0.5, 0.7)}
    content = report.stunting_by_kecamatan(make_context(released={"stunting": rates("stunting", places)})).public
    rows = [[c.text for c in r.cells[:3]] for r in content.tables[0].rows]
    assert rows[-1] == ["Kecamatan tidak diketahui", "100", "60"]
    assert "tidak diketahui" not in content.title + content.figure.svg
    hidden = {"stunting": rates("stunting", {**places, UNKNOWN: None})}
    assert len(report.stunting_by_kecamatan(make_context(released=hidden)).public.tables[0].rows) == 3


def test_where_every_place_is_known_no_row_speaks_of_others(context):
    printed = [report.stunting_by_kecamatan, report.stunting_by_desa, report.severity, report.stunted_by_group]
    rows = [row.cells[0].text for block in printed for table in block(context).public.tables for row in table.rows]
    assert rows
    assert not any("tidak diketahui" in label for label in rows)


def test_without_any_known_place_no_empty_chart_is_drawn(make_context, rates):
    places = {None: DISTRICT, UNKNOWN: DISTRICT}
    empty = ShownRow(Cell.of("2025-08", area=SELEBAR, status="stunted"), 0, 0)
    table = rates("stunting", places).public
    table = replace(table, rows=(*table.rows, empty))
    content = report.stunting_by_kecamatan(make_context(released={"stunting": _seal(table.id, table, table)})).public
    assert content.figure is None
    assert content.title == "Keadaan setiap kecamatan belum dapat dinilai"
    assert content.paragraphs[0].startswith("Belum dapat dinilai dalam grafik")
    assert content.reading == ""
    assert [r.cells[0].text for r in content.tables[0].rows][-1] == "Kecamatan tidak diketahui"


@pytest.mark.parametrize(
    ("row", "note"),
    [
        ((12, False), "Baris Kota Bengkulu memuat 12 balita terukur yang kecamatannya tidak diketahui;"),
        ((None, True), "Baris Kota Bengkulu dapat memuat balita terukur yang kecamatannya tidak diketahui;"),
        ((0, False), None),
    ],
)
def test_coverage_says_how_many_have_no_known_kecamatan(make_context, rates, row, note):
    n, hidden = row
    shown = ShownTable("case_funnel", "count", (ShownRow(Cell.of("2025-08", area=UNKNOWN), n, hidden=hidden),))
    released = {
        "coverage": rates("coverage", {None: (80, 100, 0, 1), SELEBAR: (80, 100, 0, 1)}),
        "case_funnel": _seal("case_funnel", shown, shown),
    }
    (table,) = report.coverage(make_context(released=released)).public.tables
    assert [n[: len(note)] for n in table.notes] == [note] if note else table.notes == ()


def test_desa_are_in_the_order_of_their_codes_never_of_their_values(context):
    rows = report.stunting_by_desa(context).public.tables[0].rows
    areas = context.areas
    expected = [areas.district.name]
    for kecamatan in areas.kecamatan:
        expected += [kecamatan.name, *(a.name for a in areas.within(kecamatan.code))]
    assert [r.cells[0].text for r in rows] == expected


def test_a_hidden_age_takes_the_highest_age_out_of_the_title(context, make_context):
    known = report.stunting_by_age_sex(context).public.title
    assert known.startswith("Persentase balita pendek paling besar pada umur 12–23 bulan")
    table = context.released["stunting_age_sex"]
    public = table.public
    ages = {Cell.of("2025-08", status="stunted", age="00-05")}
    rows = tuple(_hide(r) if r.cell in ages else r for r in public.rows)
    hidden = type(public)(public.id, public.kind, rows, public.method)
    released = dict(context.released) | {"stunting_age_sex": Released("x", hidden, public, seal=table.seal)}
    title = report.stunting_by_age_sex(make_context(released=released)).public.title
    assert title == "Balita pendek menurut umur dan jenis kelamin"


def _hide(row):
    return type(row)(row.cell, None, hidden=True)


def finding(children) -> Finding:
    values = {
        "who": "Dinas Kesehatan",
        "by_when": date(2025, 10, 31),
        "children": children,
        "money": "decision.money.unfunded",
        "place": "17.71",
    }
    return Finding("decision.refer_severe", Sentence("decision.refer_severe", values), ("severity",), values)


def test_a_decision_names_who_when_how_many_money_and_its_table(make_context):
    cell = Cell.of("2025-08", status="severely_stunted")
    released = release(finding(CountValue(cell, 12)), Pattern({}, frozenset({cell.key})))
    block = report.decisions(make_context(released={released.id: released}))
    (decision,) = block.public.decisions
    assert decision.sentence == (
        "Dinas Kesehatan memastikan 12 anak sangat pendek di Kota Bengkulu diperiksa dokter, "
        "paling lambat 31 Oktober 2025. Pendanaan: belum berdana, mohon ditetapkan sumbernya."
    )
    assert (decision.children, decision.by_when, decision.rests_on) == ("12", "31 Oktober 2025", ("severity",))


def test_a_hidden_number_leaves_the_decision_whole_without_it(make_context):
    cell = Cell.of("2025-08", status="severely_stunted")
    released = release(finding(CountValue(cell, 3)), Pattern({cell.key: "small"}, frozenset()))
    context = make_context(released={released.id: released}, edition="terbatas")
    block = report.decisions(context)
    (public,), (restricted,) = block.public.decisions, block.restricted.decisions
    assert public.children == "*"
    assert "3 anak" not in public.sentence
    assert public.sentence.startswith("Dinas Kesehatan memastikan anak sangat pendek")
    assert restricted.children == "3"


def test_a_number_derived_from_a_hidden_one_is_hidden_too(make_context):
    came = Cell("2025-08")
    values = dict(finding(7).values) | {"came": CountValue(came, 3), "registered": 10}
    raw = Finding("decision.coverage", Sentence("decision.coverage", values), ("coverage",), values)
    released = release(raw, Pattern({came.key: "small"}, frozenset()))
    (decision,) = report.decisions(make_context(released={released.id: released})).public.decisions
    assert decision.children == "*"
    assert "7" not in decision.sentence


def test_without_decisions_the_forum_is_told(make_context):
    block = report.decisions(make_context(released={}))
    assert block.public.decisions == ()
    assert block.public.paragraphs == ("Belum ada keputusan yang diminta dari forum pada siklus ini.",)


def test_key_figures_hide_what_is_hidden(make_context, rates):
    cards = report.key_figures(make_context(released={"stunting": rates("stunting", {None: None})})).public.cards
    assert [c.value for c in cards] == ["*", "*"]
    assert {c.detail for c in cards} == {"tidak dapat ditampilkan"}


def test_conflicting_surveys_are_both_named_and_the_older_one_is_not(context):
    block = report.why_figures_differ(context)
    first = block.public.paragraphs[0]
    assert "13,8% menurut SSGI 2024" in first
    assert "16,1% menurut SSGI 2024 yang disebut Dinas Kesehatan Kota Bengkulu" in first
    assert "6,7%" not in first
    assert "disebut berbeda oleh sumbernya" in block.public.paragraphs[1]


def test_published_figures_keep_their_decimals_and_kinds_apart(make_context):
    figures = (
        PublishedFigure(2023, "Survei A", "survei", 12.57),
        PublishedFigure(2024, "Rutin B", "admin", None, 941, None),
        PublishedFigure(2025, "Rutin C", "admin", 0.81, 71, 8739),
    )
    survey, routine = report.published_figures(make_context(published=figures)).public.tables
    assert [[c.text for c in r.cells][:4] for r in survey.rows] == [["2023", "Survei A", "12,57%", "–"]]
    assert [[c.text for c in r.cells][2:4] for r in routine.rows] == [["0,81%", "71 dari 8.739"], ["–", "941"]]


@pytest.mark.parametrize(
    ("url", "printed"),
    [
        ("https://www.contoh.example/2024/03/27/", "contoh.example/2024/03/27"),
        ("https://contoh.example/utama/... ; https://b.example/a", "contoh.example ; b.example/a"),
        ("https://contoh.example/... (Riau 2021)", "contoh.example"),
    ],
)
def test_an_address_is_whole_or_it_is_the_site(make_context, url, printed):
    figures = (PublishedFigure(2023, "Survei A", "survei", 12.5, url=url),)
    (table,) = report.published_figures(make_context(published=figures)).public.tables
    assert table.rows[0].cells[-1].text == printed


def test_recomputed_scores_are_those_of_the_files_of_their_producers(context, make_context):
    study = replace(context.sources[0], producer="Universitas Contoh", kind="mapped")
    registered = replace(context.sources[2], producer="Bappeda")
    reading = report.agreement(make_context(sources=(study, registered))).public.reading
    assert reading.startswith("Nilai pada berkas dari Universitas Contoh dihitung ulang.")
    assert "e-PPGBM" not in reading


def test_stunted_but_not_severely_is_never_called_stunted_alone(context):
    heads = [column.label for column in report.severity(context).public.tables[0].columns]
    assert heads == ["Wilayah", "Sangat pendek", "Pendek (tidak termasuk sangat pendek)"]


def test_every_row_read_is_accounted_for(context):
    block = report.row_accounting(context)
    assert block.public.title == "12.604 dari 12.748 baris dipakai; 144 baris disisihkan dengan alasannya"
    rows, reasons = block.public.tables
    assert sum(r.cells[3].value for r in rows.rows) == sum(r.cells[2].value for r in reasons.rows) == 144


def test_when_no_row_is_set_aside_the_title_says_that_all_are_used(make_context):
    rows = row_accounting("2025-2", (SourceRows("eppgbm-agustus", 12, 12, 0, {}),))
    released = {rows.id: release(rows, Pattern({}, frozenset()))}
    assert report.row_accounting(make_context(released=released)).public.title == "Semua 12 baris yang dibaca dipakai"


def test_sources_are_told_by_what_they_are_and_apart_where_two_are_alike(context, make_context):
    names = [r.cells[0].text for r in report.data_sources(context).public.tables[0].rows]
    assert names == ["Ekspor e-PPGBM (eppgbm-februari)", "Ekspor e-PPGBM (eppgbm-agustus)", "Daftar sasaran balita"]
    rows = [r.cells[0].text for r in report.row_accounting(context).public.tables[0].rows]
    assert rows == names[:2]
    unknown = make_context(sources=(replace(context.sources[0], kind=""),))
    assert report.data_sources(unknown).public.tables[0].rows[0].cells[0].text == "eppgbm-februari"


@pytest.mark.parametrize(
    ("flagged", "title", "sentence"),
    [
        (
            0,
            "Tidak ada hasil ukur tinggi badan Agustus 2025 yang berada di luar batas wajar",
            "Tidak ada hasil ukur panjang atau tinggi badan yang berada di luar batas wajar.",
        ),
        (
            5,
            "5 dari 24.000 hasil ukur tinggi badan Agustus 2025 berada di luar batas wajar",
            "Dari 24.000 hasil ukur panjang atau tinggi badan, 5 berada di luar batas wajar dan tidak ikut dihitung.",
        ),
    ],
)
def test_implausible_heights_are_counted_and_none_is_called_none(make_context, flagged, title, sentence):
    cell = Cell.of("2025-08", status="haz_flagged")
    shown = ShownTable("flags", "rate", (ShownRow(cell, flagged, 24_000, flagged / 24_000),))
    context = make_context(released={"flags": _seal("flags", shown, shown)})
    assert report.flags(context).public.title == title
    assert report.confidence(context).public.paragraphs == (sentence,)


def test_hidden_implausible_heights_are_not_spoken_of(make_context):
    shown = ShownTable("flags", "rate", (ShownRow(Cell.of("2025-08", status="haz_flagged"), None, hidden=True),))
    context = make_context(released={"flags": _seal("flags", shown, shown)})
    assert report.flags(context).public.title == "Hasil ukur di luar batas wajar"
    assert "belum dapat dinilai" in report.confidence(context).public.paragraphs[0]


def test_flags_are_read_by_index_whatever_their_attribute_is_called(context):
    labels = [r.cells[0].text for r in report.flags(context).public.tables[0].rows]
    assert labels[:3] == ["TB/U, Februari 2025", "BB/U, Februari 2025", "BB/TB, Februari 2025"]


def test_only_digits_that_stand_out_are_named(context):
    assert report.height_digits(context).public.title == "Angka terakhir tinggi badan menumpuk pada angka 0"
    assert report.weight_digits(context).public.title == "Angka terakhir berat badan tersebar wajar"


@pytest.mark.parametrize("status", ["good", "fair", "poor", "not_assessable"])
def test_page_one_says_of_last_digits_what_their_own_block_says(context, make_context, status):
    check = replace(context.released["digits.lenhei"].public, status=status)
    showing = make_context(released={check.id: _seal(check.id, check, check)})
    title, (sentence,) = report.height_digits(showing).public.title, report.confidence(showing).public.paragraphs
    assert sentence == f"{title}."


@pytest.mark.parametrize(
    ("figures", "title"),
    [
        ((640, 800, 0, 1), "80,0% balita terdaftar diukur; tidak ada kecamatan di bawah 80%"),
        ((639, 800, 0, 1), "79,9% balita terdaftar diukur; 1 kecamatan masih di bawah 80%"),
    ],
)
def test_coverage_counts_kecamatan_under_the_limit(make_context, rates, figures, title):
    table = rates("coverage", {None: figures, SELEBAR: figures})
    assert report.coverage(make_context(released={"coverage": table})).public.title == title


def test_the_glossary_is_in_the_order_of_the_alphabet(context):
    terms = [item.term.lower() for item in report.glossary(context).public.terms]
    assert terms == sorted(terms)
    assert len(terms) > 20
