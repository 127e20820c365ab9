"""What notebook 50 says of convergence actions: reasons and no ranking, what is unrecorded, what is restricted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import openpyxl
import pandas as pd
import pytest

from audit import report
from audit.disclosure import release, solve_pattern
from audit.reference.areas import areas_of
from audit.reference.convergence_rules import FUNCTIONING, TARGET_COLUMNS
from audit.report.convergence_workbook import ConvergenceBook, write_convergence_workbook
from audit.results import Cell, CountTable, Finding, LineList, Partition, RateTable, RateValue, Sentence

BLOCKS = ("action_attention", "action_frameworks", "action_situation", "action_registers", "action_cadres")
CYCLE, EIGHT, P3S = "2025-2", "aksi8_2018_2024", "p3s_2025"
DESA = areas_of("17.71").desa[0].code


def shown(context, *results, keep=False, **changes):
    pattern = solve_pattern(results)
    released = {r.id: release(r, pattern) for r in results}
    return replace(context, released=({**context.released} if keep else {}) | released, **changes)


def state(action, of=EIGHT, year="2024", kind="appraisal", level="done", **known):
    name = f"convergence.action.{of}.{action}"
    words = {"action": name, "state": f"convergence.state.{level}"}
    values = {"framework": of, "year": year, "kind": kind, "action": action, "name": name, **words, **known}
    return Finding(
        f"action_state.{of}.{year}.{action}", Sentence("convergence.stands", words), values=values | {"action": action}
    )


def reason(action, reason, i=0, of=EIGHT, year="2024", **said):
    values = {"framework": of, "action": action, "reason": reason}
    head = {"action": f"convergence.action.{of}.{action}", "year": year}
    sentence = Sentence(f"convergence.reason.{reason}", head | said)
    return Finding(f"action_attention.{of}.{year}.{i:02d}.{action}", sentence, values=values)


def texts(content, table=0):
    return [[cell.text for cell in row.cells] for row in content.tables[table].rows]


@pytest.mark.parametrize("id", BLOCKS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_without_data_a_block_is_one_kind_sentence(context, id, language):
    content = getattr(report, id)(replace(context, released={}, language=language)).public
    assert len(content.paragraphs) == 1
    assert not content.tables


def test_reasons_of_an_action_stand_in_one_row_in_the_order_of_the_actions(context):
    content = report.action_attention(
        shown(
            context,
            state("analisis_situasi"), state("rencana_kegiatan", level="late"), state("rembuk_stunting"),
            reason("analisis_situasi", "output_missing", 0, output="convergence.output.kendala"),
            reason("analisis_situasi", "output_missing", 1, output="convergence.output.usulan_lokus"),
            reason("rencana_kegiatan", "late", 2, day="2024-03", days=533),
        )
    ).public  # fmt: skip
    assert content.title == "2 dari 3 aksi perlu perhatian"
    first, second = texts(content)
    assert first[0] == "Aksi 1 (analisis situasi)"
    assert first[1].startswith("Tercatat selesai, tetapi hasil ini belum tercatat: kendala pelaksanaan dan usulan")
    assert second[1] == "Tenggatnya Maret 2024 sudah lewat 533 hari."
    assert content.tables[0].notes == ("Tanpa alasan tercatat: Aksi 3 (rembuk stunting).",)


def test_where_there_is_no_reason_that_is_said(context):
    content = report.action_attention(shown(context, state("analisis_situasi"))).public
    assert content.title.startswith("Tidak ada alasan tercatat")
    assert content.tables[0].rows == ()


def test_two_frameworks_with_their_laws_and_gaps(context):
    content = report.action_frameworks(
        shown(
            context,
            state("analisis_situasi", outputs=5, outputs_missing=1, evidence=0, self_grade="A"),
            state("publikasi", P3S, "2025", "work", "not_recorded"),
        )
    ).public
    assert content.title.startswith("Dua kerangka aksi terbuka bersamaan")
    assert texts(content)[0] == ["Aksi 1 (analisis situasi)", "Selesai", "–", "4 dari 5", "0", "A", "–"]
    assert texts(content, 1)[0] == ["Publikasi", "Belum tercatat", "–", "–", "–", "–", "–"]
    said = " ".join(f"{item.term} {item.meaning}" for item in content.terms)
    assert "masih draf" in said
    assert "Bobot penilaian belum ditemukan" in said


def test_a_local_name_keeps_the_number_of_the_action(context):
    one = state("reviu_kinerja")
    one = replace(one, values={**one.values, "name": "Forum konsultasi publik", "number": 8})
    content = report.action_frameworks(shown(context, one)).public
    assert texts(content)[0][0] == "Forum konsultasi publik (aksi 8)"


def test_a_score_is_said_in_the_points_of_its_scheme(context):
    head = {"side": "convergence.side.self", "scheme": "provinsi", "year": "2024"}
    score = Finding(
        "action_score.x.self",
        Sentence("convergence.score", head),
        values={"tenths": 35, "band_id": "tinggi", "band_en": "high"},
    )
    span = Finding(
        "action_score.x.panel", Sentence("convergence.score_range", head), values={"low": 20, "high": 40, "ungraded": 3}
    )
    content = report.action_frameworks(shown(context, state("analisis_situasi"), score, span)).public
    assert "Hasilnya 3,5. Golongan: tinggi." in content.paragraphs[0]
    assert "antara 2,0 dan 4,0, karena 3 indikator belum dinilai" in content.paragraphs[1]


def test_the_situation_reads_what_the_report_has_already(context):
    content = report.action_situation(shown(context, state("analisis_situasi"), keep=True)).public
    rows = texts(content)
    assert [row[0] for row in rows] == ["Kota Bengkulu", *(area.name for area in context.areas.kecamatan)]
    assert rows[0][1:3] == ["–", "–"]  # no list of families was handed in
    severe = {r.cell: r.numerator for r in context.released["severity"].public.rows}
    assert rows[0][4].replace(".", "") == str(severe[Cell.of("2025-08", status="severely_stunted")])
    assert "belum dapat dibaca sebagai hasil kerja" in content.paragraphs[0]
    assert "belum tercatat" in content.paragraphs[1]


def register(name, *levels):
    cells = tuple(Cell.of(CYCLE, **{name: level}) for level, _ in levels)
    return CountTable(f"{name}_by_state", cells, tuple(n for _, n in levels), personal=False)


def obstacles(words="Jalan terputus"):
    rows = pd.DataFrame([{"area_code": DESA, "kind": "akses", "obstacle": words, "owner": pd.NA,
                          "raised_on": pd.Timestamp("2025-04-10"), "due_on": pd.NaT, "state": "open"}])  # fmt: skip
    age = Finding("register_age.obstacles", Sentence("convergence.age.obstacles", {"n": 1, "days": 158}))
    return register("obstacles", ("open", 1), ("closed", 0)), LineList("register_obstacles", rows), age


def test_registers_count_in_public_and_tell_in_the_restricted_edition(context):
    block = report.action_registers(shown(context, *obstacles(), edition="terbatas"))
    assert block.public.title == "1 kendala masih terbuka"
    assert texts(block.public)[0] == ["Kendala", "1", "Masih terbuka: 1"]
    assert "Jalan terputus" not in str(block.public)
    assert texts(block.restricted, 1)[0][2:] == ["Jalan terputus", "–", "10 April 2025", "–", "Masih terbuka"]
    assert "regulasi, konsultasi publik, inovasi, dan publikasi angka" in block.public.paragraphs[1]


def kpm(functioning, known, total, cadres=()):
    numbers = {"desa": total, "kpm_known": known, "functioning": functioning, "not_functioning": known - functioning,
               "kpm_unknown": 0, "not_recorded": total - known}  # fmt: skip
    cells = {level: Cell.of("2025-Q2", kpm=level) for level in numbers}
    counts = CountTable("kpm", tuple(cells.values()), tuple(numbers.values()), (FUNCTIONING,), personal=False)
    share = RateTable(
        "kpm_share",
        CountTable("kpm_share", (cells["functioning"],), (functioning,), (FUNCTIONING,), personal=False),
        CountTable("kpm_share.of", (cells["kpm_known"],), (known,), (FUNCTIONING,), personal=False),
    )
    return counts, share, Finding("kpm_definition", Sentence("convergence.kpm_definition.kpm_aktif")), *cadres


def cadres(kind, met, known):
    attribute = f"{kind}_trained"
    partition = Partition(attribute, {"listed": ("known", "unknown"), "known": ("met", "not_met")})
    tables = [
        CountTable(id, (Cell.of("2025-Q2", **{attribute: level}),), (n,), (partition,))
        for id, level, n in ((attribute, "met", met), (f"{attribute}.of", "known", known))
    ]
    return RateTable(attribute, *tables)


def test_desa_are_counted_and_few_cadres_are_not(context):
    block = report.action_cadres(shown(context, *kpm(9, 13, 15, (cadres("kpm", 9, 13), cadres("posyandu", 60, 100)))))
    content = block.public
    assert content.title.startswith("Kader pembangunan manusia berfungsi di 9 dari 13 desa")
    assert "triwulan 2 tahun 2025" in content.title
    assert "2 desa dan kelurahan belum dapat dinilai" in " ".join(content.paragraphs)
    assert "Rincian kader pembangunan manusia disamarkan" in " ".join(content.paragraphs)
    assert texts(content, 1) == [["Sudah dilatih", "100", "60", "60,0%"]]


def test_only_the_restricted_edition_names_desa(context):
    rows = pd.DataFrame(
        [{"area_code": DESA, "cadres": 1, "level": "not_functioning", "lacking": "sk_valid;form_filed"}]
    )
    block = report.action_cadres(shown(context, *kpm(0, 1, 1), LineList("kpm_desa", rows), edition="terbatas"))
    name = context.areas.by_code[DESA].name
    assert name not in str(block.public)
    assert texts(block.restricted, 1) == [
        [name, "1", "Belum berfungsi", "SK masih berlaku dan mengisi formulir pada triwulan itu"]
    ]


def sheets(path):
    """The rows that people see."""
    return {
        sheet.title: [
            [cell.value for cell in row] for row in sheet.iter_rows() if not sheet.row_dimensions[row[0].row].hidden
        ]
        for sheet in openpyxl.load_workbook(path)
    }


def test_the_workbook_has_the_ministrys_columns_in_its_order(tmp_path, context):
    targets = pd.DataFrame([{"area_code": DESA, "registered": pd.NA, "measured": 12, "severely_stunted": 2,
                             "moderately_stunted": 3, "families": pd.NA, "families_at_risk": pd.NA}]).astype(
        dict.fromkeys(["registered", "measured", "families"], "Int64"))  # fmt: skip
    review = pd.DataFrame(
        [{"area_code": DESA, "2024-08:known": 0, "2024-08:stunted": 0, "2025-08:known": 8, "2025-08:stunted": 2}]
    )
    late = pd.DataFrame(
        [(EIGHT, 2024, "rembuk_stunting", reason("rembuk_stunting", "late", day=date(2024, 6, 30), days=442).sentence)],
        columns=["framework", "year", "action", "sentence"],
    )
    lists = {"convergence_targets": targets, "convergence_review": review, "convergence_attention": late,
             "register_obstacles": obstacles()[1].rows.assign(forum="Rembuk", days_late=pd.NA)}  # fmt: skip
    order = ("measured", *(name for name in TARGET_COLUMNS if name != "measured"))
    write_convergence_workbook(tmp_path / "k.xlsx", ConvergenceBook(lists, context.areas, order))
    found = sheets(tmp_path / "k.xlsx")
    assert list(found) == ["Panduan", "Data sasaran", "Reviu", "Perlu perhatian", "Kendala"]
    assert found["Data sasaran"][0][3:8] == [
        "Balita diukur", "Jumlah keluarga", "Jumlah KRS", "Balita sangat pendek", "Balita pendek",
    ]  # fmt: skip
    assert found["Data sasaran"][1][0] == DESA
    assert found["Data sasaran"][1][3:9] == [12, None, None, 2, 3, None]  # unknown stays empty
    assert found["Reviu"][1][3:] == [0, 0, None, 8, 2, 25]  # nobody measured: no share
    assert found["Perlu perhatian"][1][3].startswith(
        "Aksi 3 (rembuk stunting) tahun 2024 belum selesai; tenggatnya 30 Juni 2024"
    )
    assert "Jalan terputus" in found["Kendala"][1]


def test_a_hidden_share_is_not_said_and_the_reason_still_is(context):
    """Of fewer than 20 children no share is public; that the coverage is short may be said."""
    measured = Cell("2025-08")
    listed = measured.replace("population", "registered")
    rate = RateTable("coverage", CountTable("coverage", (measured,), (7,)), CountTable("coverage.of", (listed,), (19,)))
    said = {"coverage": "convergence.coverage.measured", "share": RateValue(measured, listed, 7 / 19), "least": 80}
    block = report.action_attention(
        shown(
            context,
            rate,
            state("pengukuran_publikasi"),
            reason("pengukuran_publikasi", "below_coverage", **said),
            edition="terbatas",
        )
    )
    assert texts(block.public)[0][1] == "Anak terdaftar yang diukur di bawah batas yang dipakai; angkanya disamarkan."
    assert texts(block.restricted)[0][1] == "Anak terdaftar yang diukur baru 36,8%, di bawah 80%."
