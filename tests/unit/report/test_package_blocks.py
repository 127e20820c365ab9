"""What notebook 50 says of the five packages, and the restricted workbook of KPM forms."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from audit import report
from audit.disclosure import release, solve_pattern
from audit.reference.areas import areas_of
from audit.reference.scorecard_groups import AVAILABLE, PAUD, RECEIPT, STANDARD, household_partition, service_partition
from audit.reference.service_packages import ELEMENTS, package_set
from audit.report.kpm_workbook import KPM_LISTS, KpmBook, write_kpm_workbook
from audit.report.package_words import level_label, quarter_words
from audit.results import Cell, CountTable, Finding, RateTable, Sentence
from audit.store import IDENTITIES

BLOCKS = ("package_reach", "package_households", "package_availability", "package_quarters")
QUARTER, PACKAGES = "2025-Q2", package_set()
SERVICE = service_partition(PACKAGES)
LEVELS = ("pairs", *dict.fromkeys(level for below in SERVICE.children.values() for level in below))


def rate(id, values, by, numerator, denominator, period=QUARTER):
    """``values``: numerator and denominator by level of services."""
    cells = [Cell.of(period, service=level) for level in values]

    def counts(id, name, at):
        found = tuple(cell.replace(by.attribute, name) for cell in cells)
        return CountTable(id, found, tuple(pair[at] for pair in values.values()), (SERVICE, by))

    nothing = (None,) * len(cells)
    return RateTable(id, counts(id, numerator, 0), counts(f"{id}.of", denominator, 1), nothing, nothing)


def spread(of_service):
    """Numbers of every level from those of each service."""
    return {
        level: tuple(sum(of_service(leaf)[i] for leaf in SERVICE.leaves(level)) for i in (0, 1)) for level in LEVELS
    }


def received(share, period=QUARTER, id="packages_received"):
    return rate(id, spread(lambda s: (share(s), 100)), RECEIPT, "received", "applicable", period)


def shown(context, *results):
    pattern = solve_pattern(results)
    return replace(context, released={r.id: release(r, pattern) for r in results})


def reach_of(context, share, unknown, *more):
    nothing = rate("packages_unknown", spread(lambda s: (unknown(s), 100)), RECEIPT, "receipt.unknown", "applicable")
    values = {"quarter": QUARTER, "desa": 6, "all": 67}
    filed = Finding(f"packages_filed.{QUARTER}", Sentence("packages_block.filed", values), values=values)
    return report.package_reach(shown(context, received(share), nothing, filed, *more)).content


@pytest.mark.parametrize("block", BLOCKS)
def test_without_forms_a_block_says_so(context, block):
    content = getattr(report, block)(shown(context)).content
    assert content.tables == ()
    assert len(content.paragraphs) == 1


def test_the_package_recorded_least_is_named_and_one_that_nobody_noted_is_not(context):
    def share(service):
        return {"child.parenting": 0, "child.immunisation": 31}.get(service, 80)

    content = reach_of(context, share, lambda service: 100 if service == "child.parenting" else 20)
    assert content.title.startswith("Kesehatan ibu dan anak untuk anak 0–23 bulan")
    assert content.title.endswith("31%, di 6 desa atau kelurahan yang mengisi formulir")
    assert content.figure is not None
    assert "31% tercatat diterima" in content.figure.alt
    assert "Pengasuhan dan PAUD" not in content.figure.alt  # nobody noted any: that is not 0 %
    assert content.subtitle == "Layanan yang tercatat diterima, April–Juni 2025"
    assert "6 dari 67" in content.paragraphs[0]
    rows = {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in content.tables[0].rows if row.level}
    assert rows["Pengasuhan dan PAUD"] == ["100", "0", "0,0%", "100", "–", "–", "–"]
    assert len(content.tables[1].rows) == 2 + 18


@pytest.mark.parametrize("desa", [6, 67])
def test_a_title_says_of_how_many_desa_it_speaks_unless_all_filed(context, desa):
    values = {"quarter": QUARTER, "desa": desa, "all": 67}
    filed = Finding(f"packages_filed.{QUARTER}", Sentence("packages_block.filed", values), values=values)
    nothing = rate("packages_unknown", spread(lambda s: (0, 100)), RECEIPT, "receipt.unknown", "applicable")
    title = report.package_reach(shown(context, received(lambda s: 50), nothing, filed)).content.title
    assert ("di 6 desa atau kelurahan yang mengisi" in title) is (desa == 6)


def test_a_share_of_few_services_is_marked_on_both_papers(context):
    due = {"child.kia": (10, 40)}
    judged = rate("packages_to_standard", due, STANDARD, "to_standard", "standard.due")
    content = reach_of(context, lambda s: 90, lambda s: 0, judged)
    assert content.figure is not None
    for drawn in (content.figure.svg, content.figure.narrow):
        assert "90% / †25%" in drawn
        assert drawn.count("90% / –") == 8  # four packages of mothers and four others of children


def test_notes_speak_of_services_and_not_of_children(context):
    few = rate("packages_to_standard", {"child.kia": (10, 40)}, STANDARD, "to_standard", "standard.due")
    content = reach_of(context, lambda s: 90, lambda s: 0, few)
    assert any("kurang dari 50 layanan" in note for note in content.tables[0].notes)
    assert not any("kurang dari 50 anak" in note for table in content.tables for note in table.notes)


def test_received_and_to_standard_are_two_columns(context):
    due = {"pairs": (30, 60), "child": (30, 60), "child.kia": (30, 60), "child.immunisation": (30, 60)}
    judged = rate("packages_to_standard", due, STANDARD, "to_standard", "standard.due")
    open_ = rate("packages_standard_unknown", {"pairs": (20, 60)}, STANDARD, "standard.unknown", "standard.due")
    content = reach_of(context, lambda s: 90, lambda s: 0, judged, open_)
    row = next(r for r in content.tables[1].rows if r.cells[0].text == "Imunisasi dasar")
    assert [cell.text for cell in row.cells[1:]] == ["100", "90", "90,0%", "0", "60", "30", "50,0%"]
    assert any("60" in said and "30 (50%)" in said and "20" in said for said in content.paragraphs)


def test_paud_stands_apart(context):
    cells = [Cell.of(QUARTER, paud=level) for level in ("paud.attending", "paud.children", "paud.unknown")]
    whole = CountTable("of", (cells[1],), (90,), (PAUD,))
    rates = [
        RateTable(id, CountTable(id, (cell,), (n,), (PAUD,)), whole, (None,), (None,))
        for id, cell, n in (("packages_paud", cells[0], 40), ("packages_paud_unknown", cells[2], 30))
    ]
    content = report.package_reach(shown(context, *rates)).content
    assert all(number in content.paragraphs[0] for number in ("40 dari 90 anak", "30 belum tercatat"))
    assert content.tables == ()


def households(id, package, k, n):
    by = household_partition(package)
    whole = CountTable(f"{id}.of", (Cell.of(QUARTER, **{by.attribute: "household"}),), (n,), (by,))
    level = "household.unknown" if id.endswith("unknown") else "all_received"
    part = CountTable(id, (Cell.of(QUARTER, **{by.attribute: level}),), (k,), (by,))
    return RateTable(id, part, whole, (None,), (None,))


def test_families_are_said_with_all_and_by_package(context):
    results = [households("packages_households", "", 24, 200), households("packages_households_unknown", "", 40, 200)]
    results += [households(f"packages_households_{p.id}", p.id, 150, 200) for p in PACKAGES.packages]
    content = report.package_households(shown(context, *results)).content
    assert content.title.startswith("24 dari 200 keluarga (12%)")
    assert [len(table.rows) for table in content.tables] == [1, 5]


def test_desa_are_counted_by_package_and_never_named(context):
    counts = {}
    for i, package in enumerate(PACKAGES.packages):
        for level, n in zip(("desa", *AVAILABLE.below("desa")), (67, 10 + i, 20, 0, 37 - i), strict=True):
            counts[Cell.of(QUARTER, package=package.id, available=level)] = n
    table = CountTable("packages_available", tuple(counts), tuple(counts.values()), (AVAILABLE,), personal=False)
    content = report.package_availability(shown(context, table)).content
    assert "Kesehatan ibu dan anak tersedia lengkap di 10 dari 30" in content.title
    assert [cell.text for cell in content.tables[0].rows[0].cells[1:]] == ["10", "20", "0", "37"]


def test_quarters_stand_side_by_side_with_how_many_filed(context):
    parts = [received(lambda s, n=n: n, period) for n, period in ((50, "2025-Q1"), (75, "2025-Q2"))]
    both = replace(
        parts[0],
        id="packages_quarters",
        numerator=replace(parts[0].numerator, cells=parts[0].numerator.cells + parts[1].numerator.cells,
                          counts=parts[0].numerator.counts + parts[1].numerator.counts),
        denominator=replace(parts[0].denominator, cells=parts[0].denominator.cells + parts[1].denominator.cells,
                            counts=parts[0].denominator.counts * 2),
        low=parts[0].low * 2, high=parts[0].high * 2,
    )  # fmt: skip
    content = report.package_quarters(shown(context, both)).content
    assert content.title.startswith("75% layanan tercatat diterima pada April–Juni 2025; 50%")
    assert [cell.text for cell in content.tables[0].rows[1].cells] == ["Semua", "50,0%", "75,0%"]


def test_quarters_of_whom_both_record_are_compared(context):
    """Children alone in the first quarter, mothers and children in the last: the title is about children."""
    children = {level: (4 * n, 10 * n) for level, n in (("pairs", 10), ("child", 10))}
    both = {"pairs": (90, 300), "child": (50, 100), "mother": (40, 200)}
    parts = [
        rate("packages_quarters", values, RECEIPT, "received", "applicable", period)
        for values, period in ((children, "2025-Q1"), (both, "2025-Q2"))
    ]

    def joined(of):
        cells = of(parts[0]).cells + of(parts[1]).cells
        return replace(of(parts[0]), cells=cells, counts=of(parts[0]).counts + of(parts[1]).counts)

    table = replace(
        parts[0], numerator=joined(lambda r: r.numerator), denominator=joined(lambda r: r.denominator),
        low=parts[0].low + parts[1].low, high=parts[0].high + parts[1].high,
    )  # fmt: skip
    content = report.package_quarters(shown(context, table)).content
    assert content.title == "50% layanan anak tercatat diterima pada April–Juni 2025; 40% pada Januari–Maret 2025"
    assert "judul hanya membandingkan" in content.paragraphs[-1]


def test_words_of_levels_and_quarters():
    assert quarter_words("2024-Q4") == "Oktober–Desember 2024"
    assert quarter_words("2024-Q4", "en") == "October–December 2024"
    assert [level_label(level) for level in ("pairs", "child.gizi", "child.length")] == [
        "Semua", "Konseling gizi terpadu", "Pengukuran panjang atau tinggi badan",
    ]  # fmt: skip


def test_the_workbook_has_a_sheet_a_form_and_letters_as_cadres_write_them(tmp_path):
    code = areas_of("17.71").desa[0].code
    who = {"person_id": ["c1"], "area_code": [code], "quarter": [QUARTER]}
    states = {service.id: [1] for service in PACKAGES.of("child")}
    states |= {"child.length": [0], "child.parenting": [-2], "child.latrine": [-1]}
    had = {element: [element != "staff"] for element in ELEMENTS}
    desa = {"area_code": [code], "quarter": [QUARTER], "package": ["kia"], "available": ["package_partial"]}
    own = {**who, "stage": ["06-09"]}
    lists = {
        "kpm_1": pd.DataFrame(desa | had),
        "kpm_2b": pd.DataFrame({**who, "nutrition_status": ["stunted"], "growth_mat": ["red"], "weighing": ["Y T -"]}),
        "kpm_3b": pd.DataFrame({**own, "received": [7], "applicable": [9], "share": [7 / 9], **states}),
        "kpm_missing": pd.DataFrame({**own, "missing": ["child.length"], "not_noted": [""]}),
        "kpm_households": pd.DataFrame({**who, "people": ["c1;c9"], "missing": ["child.length"]}),
    }
    child = {"child_id": "c1", "nik": "1771994508230001", "name": "BUDI", "area_code": code, "posyandu": "Melati"}
    book = KpmBook(lists, IDENTITIES.conform(pd.DataFrame([child])), areas_of("17.71"))
    path = tmp_path / "kartu-skor.xlsx"
    write_kpm_workbook(path, book)
    read = openpyxl.load_workbook(path)
    assert read.sheetnames == ["Petunjuk", "Formulir 1", "Formulir 2B", "Formulir 3B", "Anak belum menerima",
                               "Keluarga belum menerima"]  # fmt: skip
    assert set(lists) < set(KPM_LISTS)

    def row(name):
        sheet = read[name]
        return {sheet.cell(1, j).value: sheet.cell(3, j).value for j in range(1, sheet.max_column + 1)}

    assert (row("Formulir 1")["staff"], row("Formulir 1")["available"]) == ("Tidak", "Tersedia sebagian")
    assert row("Formulir 1")["facility"] == "Ya"
    heads = [read["Formulir 3B"].cell(2, j).value for j in range(1, read["Formulir 3B"].max_column + 1)]
    assert [head for head in heads if head and head[0].islower()] == []
    monthly = row("Formulir 2B")
    assert (monthly["name"], monthly["nutrition_status"], monthly["growth_mat"], monthly["weighing"]) == (
        "BUDI", "S", "M", "Y T -",
    )  # fmt: skip
    recap = row("Formulir 3B")
    letters = [recap[f"child.{name}"] for name in ("weighing", "length", "parenting", "latrine")]
    assert (letters, recap["share"]) == (["Y", "T", "TS", "-"], 77.8)
    assert row("Anak belum menerima")["missing"] == "Pengukuran panjang atau tinggi badan"
    assert row("Keluarga belum menerima")["people"] == "BUDI"  # nobody is named who is not in the vault
