"""The sheet of a kecamatan: its own released figures beside the district's, on one page whatever there is to say."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from datetime import date
from shutil import which

import pandas as pd
import pytest
from pypdf import PdfReader

from audit.disclosure import release, solve_pattern
from audit.language import number, percent
from audit.pipeline.kecamatan_sheets import SHEETS, write_kecamatan_sheets
from audit.pipeline.results_indicators import _results  # pyright: ignore[reportPrivateUsage]
from audit.programme.reported_indicators import reported_indicators
from audit.reference.areas import areas_of
from audit.reference.essential_indicators import essential_indicators
from audit.report.packs.kecamatan_sheet import kecamatan_sheet, sheet_cases, sheet_figures, sheet_gaps, sheet_services
from audit.report.packs.sheet_pdf import render_sheet
from audit.report.results_json import results_rows
from audit.results import Cell, CountTable, Finding, RateTable, Sentence
from audit.schemas import INDICATORS

AREAS = areas_of("17.71")
HERE, THERE = (area.code for area in AREAS.kecamatan[:2])
DAY = date(2025, 9, 15)


def told(here: dict[str, tuple[int, int]], there: tuple[int, int] = (500, 1000)) -> list:
    """Indicators of every desa: of the first kecamatan as given, elsewhere the same."""
    rows = [
        (id, desa.code, "2025-S1", *(pair if desa.parent == HERE else there))
        for id, pair in here.items()
        for desa in AREAS.desa
    ]
    frame = pd.DataFrame(rows, columns=["indicator", "area_code", "period", "numerator", "denominator"])
    found = reported_indicators(INDICATORS.conform(frame.assign(source="Laporan dinas")), AREAS, as_of=DAY)
    assert found is not None
    return list(_results(found, AREAS, 7))


def promises(n: int) -> list[Finding]:
    values = {
        "area": HERE, "activity": "rtl.kind.rapat_koordinasi", "office": "needs.office.puskesmas", "due": "2025-10",
        "money": "rtl.plan.mechanism.tanpa_biaya", "state": "rtl.plan.state.overdue",
    }  # fmt: skip
    return [Finding(f"forum_promise.{i:04d}", Sentence("forum_pack.promise", values), values=values) for i in range(n)]


@pytest.fixture
def sheet(make_context):
    """A context about the first kecamatan with the results given, else with those of the invented audit."""

    def make(*results, **changes):
        if results:
            pattern = solve_pattern(results)
            changes["released"] = {r.id: release(r, pattern) for r in results}
        return make_context(kecamatan=HERE, **changes)

    return make


def words(made: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages).split())


def pages(made: bytes) -> int:
    return len(PdfReader(io.BytesIO(made)).pages)


@pytest.mark.parametrize("at", range(len(AREAS.kecamatan)))
def test_the_figures_are_those_of_the_published_results(sheet, at):
    context = replace(sheet(), kecamatan=AREAS.kecamatan[at].code)
    month = context.month
    rows = {row["id"]: row for row in results_rows(context)}
    cards = sheet_figures(context).public.cards
    said = words(render_sheet(context))
    for card, id in zip(
        cards,
        ("coverage|{m}|area={a}", "stunting|{m}|area={a}|status=stunted",
         "stunted_by_group|{m}|age=baduta|area={a}|status=stunted"), strict=False,
    ):  # fmt: skip
        row = rows[id.format(m=month, a=context.kecamatan)]
        if row["disamarkan"]:
            assert card.value == "*"
            continue
        assert card.value == percent(row["nilai"])
        assert f"{number(row['pembilang'])} dari {number(row['penyebut'])}" in card.detail
        assert card.value in said
    whole = rows[f"stunting|{month}|status=stunted"]
    assert f"Kota Bengkulu {percent(whole['nilai'])}" in cards[1].detail


def test_no_other_kecamatan_and_no_desa_is_named(sheet):
    said = words(render_sheet(sheet(*told({"safe_water": (60, 100)}), *promises(1))))
    own = AREAS.by_code[HERE].name
    others = {area.name for area in (*AREAS.kecamatan, *AREAS.desa)} - {own}
    assert own in said
    assert [name for name in others if re.search(rf"\b{re.escape(name)}\b", said)] == []


def test_a_withheld_share_is_a_star_and_said_so(sheet):
    month = "2025-08"
    cells = Cell.of(month, area=HERE), Cell.of(month, area=HERE, population="registered")
    few, of = (CountTable(f"c{n}", (cell,), (n,), (AREAS.partition,)) for n, cell in zip((3, 4), cells, strict=True))
    shown = sheet_figures(sheet(RateTable("coverage", few, of))).public
    assert shown.cards[0].value == "*"
    assert "angka disamarkan" in shown.cards[0].detail
    assert "* disamarkan" in shown.reading
    assert not re.search(r"\b[34]\b", shown.cards[0].detail)


def test_a_run_without_anything_says_what_is_not_recorded(sheet):
    context = sheet(released={})
    said = words(render_sheet(context))
    assert said.count("belum tercatat") >= 6
    assert "%" not in "".join(card.value for card in sheet_figures(context).public.cards)
    assert pages(render_sheet(context)) == 1


def test_the_three_widest_sure_gaps_are_named_and_no_other(sheet):
    found = told(
        {"safe_water": (70, 100), "proper_sanitation": (40, 100), "growth_monitored": (99, 100),
         "families_accompanied": (50, 100), "basic_immunisation": (80, 100)}
    )  # fmt: skip
    shown = sheet_gaps(sheet(*found)).public
    # short of 90, 90, 90 and 100 per cent by 50, 40 and 30 points; 10 points less is the fourth
    assert [item.term for item in shown.terms] == ["Sanitasi layak", "KRS didampingi", "Air minum layak"]
    assert "target 90%, kurang 50,0 poin" in shown.terms[0].meaning


def test_where_nothing_is_surely_short_no_gap_is_named(sheet):
    shown = sheet_gaps(sheet(*told({"growth_monitored": (99, 100)}))).public
    assert shown.terms == ()
    assert shown.paragraphs[0] == "Tidak ada layanan yang jelas belum mencapai target."


def test_services_stand_in_their_own_order_with_the_district_beside_them(sheet):
    content = sheet_services(sheet(*told({"safe_water": (60, 100), "growth_monitored": (99, 100)}))).public
    rows = {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in content.tables[0].rows}
    ids = [indicator.id for indicator in essential_indicators() if indicator.id in ("safe_water", "growth_monitored")]
    assert len(rows) == len(ids)
    assert rows["Air minum layak"][:2] == ["100%", "60,0%"]
    assert rows["Air minum layak"][3] == "○ Belum tercapai"
    assert rows["Balita dipantau tumbuh kembangnya"][3] == "● Sudah tercapai"


def test_a_count_that_is_withheld_is_a_star_and_a_list_that_is_not_there_has_no_line(sheet):
    counts = {"urgent": 40, "waiting": 3, "received": 37}
    cells = tuple(Cell.of("2025-2", referral=step, area=HERE) for step in counts)
    referred = CountTable("referrals_kecamatan", cells, tuple(counts.values()), (AREAS.partition,))
    (table,) = sheet_cases(sheet(referred)).public.tables
    assert [row.cells[0].text for row in table.rows] == [
        "Orang yang dirujuk segera",
        "Rujukan yang belum tiba di layanan",
    ]
    assert table.rows[1].cells[1].text == "*"
    assert table.notes


def test_more_promises_than_a_page_holds_are_counted(sheet):
    made = render_sheet(sheet(*promises(9)))
    assert "5 baris lain ada di berkas mini lokakarya" in words(made)
    assert pages(made) == 1


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_sheet_of_everything_is_one_page_on_which_no_words_overlap(sheet, tmp_path, language):
    if which("pdftotext") is None:
        pytest.skip("needs pdftotext (poppler-utils)")
    everything = told({indicator.id: (60, 100) for indicator in essential_indicators()})
    made = render_sheet(sheet(*everything, *promises(9), language=language))
    assert pages(made) == 1
    (tmp_path / "a.pdf").write_bytes(made)
    found = subprocess.run(
        ["pdftotext", "-bbox", "a.pdf", "-"], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout
    boxes = [
        tuple(float(x) for x in box)
        for box in re.findall(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">', found)
    ]
    assert len(boxes) > 200
    assert max(box[3] for box in boxes) <= 842
    assert [(a, b) for i, a in enumerate(boxes) for b in boxes[:i] if overlap(a, b)] == []


def overlap(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    """Whether two words share more than the air that a line leaves above and below its letters; points."""
    wide = min(a[2], b[2]) - max(a[0], b[0])
    high = min(a[3], b[3]) - max(a[1], b[1])
    return wide > 1 and high > 0.5 * min(a[3] - a[1], b[3] - b[1])


def test_the_same_results_give_the_same_bytes(sheet):
    assert render_sheet(sheet()) == render_sheet(sheet())


def test_every_kecamatan_has_its_file(sheet, tmp_path):
    write_kecamatan_sheets(replace(sheet(released={}), kecamatan=""), tmp_path)
    made = sorted(path.name for path in (tmp_path / SHEETS).iterdir())
    assert [name.partition("-")[0] for name in made] == [area.code for area in AREAS.kecamatan]
    assert all(re.fullmatch(r"[\d.]+-[a-z0-9-]{1,20}\.pdf", name) for name in made)


def test_a_sheet_without_its_kecamatan_is_a_bug(sheet):
    with pytest.raises(ValueError, match="kecamatan"):
        kecamatan_sheet(replace(sheet(), kecamatan=""))
