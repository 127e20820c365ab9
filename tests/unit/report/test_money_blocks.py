"""What notebook 50 says of money, own programmes and sectors: what is missing is said, and people stay hidden."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from audit import report
from audit.disclosure import release, solve_pattern
from audit.programme.money_checks import check_lines, check_table, untagged_table
from audit.programme.money_use import money_results_of, money_year
from audit.programme.own_programmes import programme_outputs
from audit.programme.sector_tasks import TASK_COLUMNS, assigned, task_list, task_tables
from audit.programme.service_costs import Ingredient, ServiceCost, cost_findings, cost_people
from audit.programme.service_order import Option, ServiceGap, gap_table, order_findings, order_of
from audit.reference.needs import NUMBER_OF_NEEDS, PERSON
from audit.report.rupiah import rupiah
from audit.report.view import View
from audit.results import Cell, CountTable, Finding, RateTable, Sentence
from audit.schemas import BUDGET_LINES, LOCAL_PROGRAMMES

AS_OF, CYCLE = date(2025, 9, 15), "2025-2"
BLOCKS = ("own_programmes", "money_use", "money_by_action", "service_costs", "service_order", "sector_lists")


def texts(content, table=0):
    return [[cell.text for cell in row.cells] for row in content.tables[table].rows]


def shown(context, *results, **changes):
    pattern = solve_pattern(results)
    return replace(context, released={r.id: release(r, pattern) for r in results}, **changes)


def money(*rows: dict):
    base = {"area_code": "17.71", "year": 2025, "opd": "Dinas Kesehatan", "as_of": pd.Timestamp("2025-06-30")}
    made = [base | {"line_id": f"{n}", "activity": f"Kegiatan {n}"} | row for n, row in enumerate(rows)]
    lines = BUDGET_LINES.conform(pd.DataFrame(made))
    checked = check_lines(lines, as_of=AS_OF)
    return (
        *money_results_of(money_year(lines, 2025, AS_OF)),
        check_table(2025, checked),
        untagged_table(2025, checked),
    )


LINES = (
    {"allocated_rupiah": 300e6, "realised_rupiah": 60e6, "source": "apbd", "package": "gizi", "direct": True},
    {"allocated_rupiah": 100e6, "realised_rupiah": 40e6, "source": "bok", "action": "rembuk_stunting"},
    {"allocated_rupiah": 50e6, "source": "csr"},
)


@pytest.mark.parametrize("id", BLOCKS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_where_nothing_was_handed_in_a_block_says_so(context, id, language):
    content = getattr(report, id)(replace(context, released={}, programmes=(), language=language)).public
    assert len(content.paragraphs) == 1
    assert not content.tables


def test_use_stands_beside_the_months_that_have_passed(context):
    content = report.money_use(shown(context, *money(*LINES))).public
    assert content.title == "25% anggaran tahun 2025 yang tercatat sudah terpakai"
    assert content.paragraphs == (
        "Terpakai Rp100 juta dari Rp400 juta (25%) pada baris yang pagu dan realisasinya tercatat.",
        "Realisasi tercatat sampai 30 Juni 2025: 6 dari 12 bulan (50% tahun) sudah lewat.",
        "2 dari 3 baris sudah mencatat realisasi; 1 baris belum tercatat.",
    )
    assert content.figure is not None
    assert texts(content)[:2] == [
        ["Semua baris anggaran", "3", "Rp450 juta", "Rp100 juta", "25%", "1"],
        ["APBD", "1", "Rp300 juta", "Rp60 juta", "20%", "0"],
    ]
    assert ["CSR", "1", "Rp50 juta", "–", "–", "1"] in texts(content)


def test_without_any_realisation_nothing_is_drawn_and_nothing_is_zero(context):
    content = report.money_use(shown(context, *money({"allocated_rupiah": 50e6}))).public
    assert content.figure is None
    assert content.title == "Realisasi anggaran tahun 2025 belum tercatat"
    assert texts(content)[0] == ["Semua baris anggaran", "1", "Rp50 juta", "–", "–", "1"]


def test_all_of_the_money_used_is_100_percent(context):
    content = report.money_use(shown(context, *money({"allocated_rupiah": 5e6, "realised_rupiah": 5e6}))).public
    assert content.title.startswith("100%")
    assert content.figure is not None


def test_lines_by_action_and_package_with_what_is_to_be_looked_at(context):
    content = report.money_by_action(shown(context, *money(*LINES))).public
    assert content.title == "2 dari 3 baris anggaran sudah ditandai aksi atau paketnya"
    assert ["Rembuk stunting", "1", "Rp100 juta", "Rp40 juta", "40%", "0"] in texts(content)
    assert ["Belum ditandai paketnya", "2", "Rp150 juta", "Rp40 juta", "40%", "1"] in texts(content, 1)
    assert texts(content, 2) == [["realisasi belum tercatat", "1"]]
    assert ["aksi atau paket", "1"] in texts(content, 3)


def costs(persons: int) -> ServiceCost:
    part = Ingredient(840_000.0 * persons, 840_000.0 * persons, 840_000.0 * persons, False)
    amounts = {"food": 840_000.0 * persons}
    return ServiceCost("local_food_child", 2025, persons, False, amounts, (), (part,), 14.0 * persons, "jam", None)


def test_a_cost_a_person_stands_with_its_ingredients_and_volunteers_apart(context):
    one = (costs(100),)
    content = report.service_costs(shown(context, cost_people(one), *cost_findings(one))).public
    assert texts(content) == [
        ["Makanan tambahan pangan lokal untuk balita", "100", "840", "–", "840", "–", "–", "14 jam"]
    ]


def test_a_cost_of_few_persons_is_hidden_in_the_public_edition_alone(context):
    one = (costs(3),)
    after = shown(context, cost_people(one), *cost_findings(one), edition="terbatas")
    block = report.service_costs(after)
    assert texts(block.public)[0][1:] == ["*"] * 7
    assert texts(block.restricted)[0][1] == "3"


def places(n: int):
    able = []
    for i in range(n):
        part = Ingredient(1e6 * (i + 1), 1e6 * (i + 1), 1e6 * (i + 1), False)
        service = ("immunisation", "sanitation", "food_garden", "mother_class")[i]
        cost = ServiceCost(service, 2025, 100, False, {"food": 1.0}, (), (part,), None, "", None)
        able.append(Option(cost, ServiceGap(service, 2025, 150, 100, (50.0,) * 3, (0.5,) * 3, True)))
    people = cost_people(tuple(one.cost for one in able))
    gaps = gap_table({one.gap.service: one.gap for one in able})
    return people, gaps, *order_findings(order_of(able, seed=1), {"drinking_water": "uptake_unknown"})


def test_the_order_says_how_often_and_who_is_not_in_it(context):
    content = report.service_order(shown(context, *places(4))).public
    assert content.title == (
        "Imunisasi kejar memerlukan rupiah paling kecil untuk satu orang tambahan; "
        "di antara tiga teratas pada 100 dari 100 simulasi"
    )
    assert texts(content)[3] == [
        "Kelas ibu hamil dan ibu balita",
        "Rp80.000",
        "Rp80.000 – Rp80.000",
        "0 dari 100 simulasi",
    ]
    assert any("Penyediaan air minum layak belum dapat dibandingkan" in said for said in content.paragraphs)


def test_of_three_services_nobody_is_said_to_be_among_the_first_three(context):
    content = report.service_order(shown(context, *places(3))).public
    assert content.title == "Rupiah untuk satu orang tambahan yang terlayani"
    assert "Hanya 3 layanan" in content.paragraphs[0]
    assert [row[-1] for row in texts(content)] == ["–"] * 3


def outputs(context, *rows: dict):
    made = [{"area_code": "17.71", "output_id": f"{n}", "output": "Keluaran"} | row for n, row in enumerate(rows)]
    frame = LOCAL_PROGRAMMES.conform(pd.DataFrame(made))
    return tuple(programme_outputs(frame, [programme.id for programme in context.programmes], CYCLE))


def own(context):
    programmes = tuple(
        report.Programme(id, f"Program {id}", "Dinas KB", "Pernyataan") for id in ("tpk", "rembuk", "mini")
    )
    return replace(context, programmes=programmes)


def test_every_programme_that_params_name_has_its_row_recorded_or_not(context):
    with_own = own(context)
    found = outputs(
        with_own,
        {"programme": "tpk", "unit": "keluarga", "planned": 400, "reached": 300, "next_step": "Membagi wilayah.",
         "due_on": pd.Timestamp("2025-10-31"), "counts_people": True},
        {"programme": "tpk", "unit": "keluarga", "planned": 50, "reached": 2, "counts_people": True},
    )  # fmt: skip
    reach = Finding("programme_reach.rembuk", Sentence("money.reach.rembuk", {"year": "2025"}))
    content = report.own_programmes(shown(with_own, *found, reach)).public
    rows = texts(content)
    assert content.title == "2 dari 3 program daerah sudah tercatat keluarannya"
    assert rows[0] == [
        "Program tpk", "Dinas KB", "Keluaran", "300 dari 400 keluarga", "100",
        "Membagi wilayah, paling lambat 31 Oktober 2025",
    ]  # fmt: skip
    assert rows[1][:5] == ["", "", "Keluaran", "* keluarga", "*"]
    assert rows[2][3] == "Rembuk stunting tahun 2025 tercatat selesai"
    assert rows[3] == ["Program mini", "Dinas KB", "belum tercatat", "belum tercatat", "–", "belum tercatat"]
    assert "Belum tercatat: Program mini." in content.paragraphs


def test_programmes_of_which_nothing_came_say_where_to_write_it(context):
    content = report.own_programmes(shown(own(context))).public
    assert content.title.startswith("0 dari 3")
    assert content.paragraphs[0].startswith("Belum ada keluaran yang tercatat")
    assert len(content.tables[0].rows) == 3


def test_reach_is_read_from_tables_that_are_there(context):
    names = ("pentahelix", "needs", "kpm", "tpk")
    programmes = tuple(report.Programme(id, id, "Dinas KB", "Pernyataan") for id in names)
    numbers = [Cell.of(CYCLE, person="person", number_of_needs=level) for level in NUMBER_OF_NEEDS.below(None)]
    kpm = [Cell.of("2025-Q3", kpm=level) for level in ("functioning", "kpm_known")]
    found = (
        *tasks({"named": "Camat"}, {"named": "RRI"}, {"named": None}),
        CountTable("needs_overlap", tuple(numbers), (40, 30, 20, 10), (PERSON, NUMBER_OF_NEEDS)),
        RateTable(
            "kpm_share",
            CountTable("kpm_share", (kpm[0],), (3,), personal=False),
            CountTable("kpm_share.of", (kpm[1],), (4,), personal=False),
        ),
    )
    rows = texts(report.own_programmes(shown(replace(context, programmes=programmes), *found)).public)
    assert [row[3] for row in rows] == [
        "2 dari 5 sektor memegang tugas yang tercatat",
        "Kebutuhan 100 sasaran sudah dipilah; 60 di antaranya memiliki satu kebutuhan atau lebih",
        "3 dari 4 desa/kelurahan memiliki kader pembangunan manusia yang berfungsi",
        "belum tercatat",
    ]


def test_a_reach_of_few_people_is_not_told(context):
    numbers = [Cell.of(CYCLE, person="person", number_of_needs=level) for level in NUMBER_OF_NEEDS.below(None)]
    table = CountTable("needs_overlap", tuple(numbers), (40, 30, 20, 2), (PERSON, NUMBER_OF_NEEDS))
    programmes = (report.Programme("needs", "needs", "Dinas KB", "Pernyataan"),)
    (row,) = texts(report.own_programmes(shown(replace(context, programmes=programmes), table)).public)
    assert row[3] == "belum tercatat"


def tasks(*rows: dict):
    base = dict.fromkeys(TASK_COLUMNS) | {"kind": "plan", "state": "open", "what": "Rahasia keluarga", "money": ""}
    frame = pd.DataFrame([base | {"task_id": f"t{n}"} | row for n, row in enumerate(rows)], dtype=object)
    frame["due_on"] = pd.to_datetime(frame["due_on"])
    found = assigned(frame)
    return (*task_tables(CYCLE, found), task_list(found))


def test_tasks_are_counted_by_sector_and_their_words_stay_restricted(context):
    asked = Finding(
        "decision.data_quality",
        Sentence(
            "decision.data_quality.disamarkan", {"who": "RRI", "place": "17.71", "by_when": AS_OF, "money": "tanpa"}
        ),
        values={"who": "RRI"},
    )
    after = shown(context, *tasks({"named": "Camat"}, {"named": "Ibu Siti", "state": "overdue"}), asked)
    content = report.sector_lists(after).public
    assert content.title == "2 tugas terbuka pada 1 sektor"
    assert content.paragraphs == ("1 tugas belum memiliki sektor; forum perlu menetapkannya.",)
    assert texts(content)[0] == ["Pemerintah", "1", "1", "0"]
    assert texts(content)[-1] == ["Belum ditetapkan", "1", "1", "1"]
    assert texts(content, 1) == [["Camat", "Pemerintah", "1"], ["Belum ditetapkan", "Belum ditetapkan", "1"]]
    assert [item.term for item in content.terms] == ["Media"]
    assert "Rahasia" not in str(content)
    assert "Siti" not in str(content)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Rp0"), (15_000, "Rp15.000"), (949_999, "Rp949.999"), (1_000_000, "Rp1,0 juta"), (2_450_000, "Rp2,5 juta"),
        (45_400_000, "Rp45 juta"), (1_234_000_000, "Rp1,2 miliar"), (2_500_000_000_000, "Rp2,5 triliun"),
    ],
)  # fmt: skip
def test_rupiah_are_said_in_words_of_their_size(context, amount, words):
    assert rupiah(View(context, "publik"), amount) == words
