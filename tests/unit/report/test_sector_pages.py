"""Pages of sectors: one each, nothing but what is public, and room to write."""

from __future__ import annotations

from dataclasses import replace

from audit.disclosure import release, solve_pattern
from audit.report.packs.sector_pages import sector_page, sector_pages
from audit.results import Cell, CountTable, CountValue, Finding, Partition, Sentence

CELLS = tuple(Cell.of("2025", service_gap=f"sanitation.{level}") for level in ("needed", "reached", "gap"))
BASE = {"sector": "pemerintah", "actor": "opd", "state": "open", "who": "needs.office.puskesmas", "due": "2025-11"}


def task(n: int, sentence: Sentence, **values: str) -> Finding:
    return Finding(f"sector_task.{n:03d}", sentence, values=BASE | {"kind": "gap"} | values)


def shown(context, *results):
    pattern = solve_pattern(results)
    return replace(context, released={r.id: release(r, pattern) for r in results})


def gap(*counts: int) -> CountTable:
    parts = {"sanitation.needed": ("sanitation.reached", "sanitation.gap")}
    return CountTable("service_gap", CELLS, counts, (Partition("service_gap", parts),))


def rows(content) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in content.tables[0].rows]


def test_there_is_no_page_without_tasks_and_one_for_every_sector_with_any(context):
    assert sector_pages(replace(context, released={})) == ()
    one = task(1, Sentence("sectors.public.plan"))
    pages = sector_pages(shown(context, one))
    assert [name for name, _ in pages] == [
        "sector_pemerintah", "sector_akademisi", "sector_usaha", "sector_media", "sector_masyarakat",
    ]  # fmt: skip
    nobody = sector_pages(shown(context, replace(one, values={**one.values, "sector": "unknown"})))
    assert nobody[-1][0] == "sector_unknown"
    empty = dict(pages)["sector_media"][0].public
    assert (empty.title, empty.tables) == ("Belum ada tugas yang tercatat", ())


def test_budget_lines_of_an_office_are_one_line_and_late_ones_say_so(context):
    lines = [
        task(
            n, Sentence("sectors.public.money", {"reason": f"money.check.{reason}"}), kind="money", due="sectors.no_day"
        )
        for n, reason in enumerate(("twice", "no_realisation", "twice"), start=1)
    ]
    late = task(4, Sentence("sectors.public.obstacle", {"kind": "convergence.obstacle.data"}), state="overdue")
    content = sector_page(shown(context, *lines, late), "pemerintah").public
    assert content.title == "4 tugas terbuka, 1 di antaranya melewati tenggat"
    assert rows(content) == [
        ["Memeriksa 3 baris anggaran: baris yang sama tertulis dua kali; realisasi belum tercatat",
         "Puskesmas dan Dinas Kesehatan", "–"],
        ["Menyelesaikan kendala: Data", "Puskesmas dan Dinas Kesehatan", "November 2025, sudah lewat"],
    ]  # fmt: skip


def test_a_number_of_few_people_is_not_on_the_page(context):
    for few, words in ((30, "30 orang belum terlayani"), (3, "jumlah yang belum terlayani disamarkan")):
        said = Sentence("sectors.task.gap", {"service": "needs.activity.sanitation", "n": CountValue(CELLS[2], few)})
        content = sector_page(shown(context, gap(80, 80 - few, few), task(1, said)), "pemerintah").public
        assert rows(content)[0][0].endswith(words)


def test_an_action_has_its_reasons_but_not_money_of_a_year_that_is_over(context):
    year = str(context.as_of.year - 1)
    values = {"action": "convergence.action.aksi8_2018_2024.rembuk_stunting", "year": year}
    spent = {"realised": 1, "budget": 2, "least": 90}
    reasons = [
        Finding(f"action_attention.aksi8_2018_2024.{year}.{n:02d}.rembuk_stunting",
                Sentence(f"convergence.reason.{reason}", values | more),
                values={"action": "rembuk_stunting", "reason": reason})
        for n, (reason, more) in enumerate((("cancelled", {}), ("under_spent", spent)))
    ]  # fmt: skip
    own = task(
        1, Sentence("sectors.public.action", values), kind="action", work=f"aksi8_2018_2024.{year}",
        action="rembuk_stunting",
    )  # fmt: skip
    content = sector_page(shown(context, own, *reasons), "pemerintah").public
    assert rows(content)[0][0] == f"Aksi 3 (rembuk stunting), kerja tahun {year}: dibatalkan"


def test_low_indicators_stand_together_without_an_office(context):
    said = Sentence("sectors.public.indicator", {"indicator": "indicator.short.tfu", "n": 5, "unit": "orang"})
    content = sector_page(shown(context, task(1, said, indicator="x")), "pemerintah").public
    assert content.tables == ()
    (item,) = content.terms
    assert item.term.startswith("1 indikator esensial belum mencapai target")
    assert item.meaning.endswith("5 orang.")
