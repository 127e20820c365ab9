"""``pemilihan.xlsx`` given out, changed as people change it, and read back into the store of a cycle."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date

import pandas as pd
import pytest
from openpyxl import load_workbook

from audit.cases.choosing import SelectionSettings, choose
from audit.cases.people import People
from audit.cases.rules import screen
from audit.cases.selection_frame import override_id
from audit.cases.selection_reasons import selection_reasons
from audit.errors import InputError
from audit.reference.areas import areas_of
from audit.reference.rule_sets import rule_set
from audit.reference.selection_rules import selection_rules
from audit.register.filled_form import open_form
from audit.register.selection_form import is_selection_form, override_changes, read_selection_form
from audit.report.selection_workbook import SelectionBook, write_selection_workbook
from audit.schemas import OVERRIDES
from audit.store import IDENTITIES
from audit.store.cycles import CycleStore
from audit.store.entries import current

AREAS, DAY = areas_of("64.74"), date(2025, 9, 15)
DESA = AREAS.desa[0].code
RISK = rule_set("risk_practice_2026")


def people(n: int = 12) -> People:
    frame = pd.DataFrame(
        {
            "person_id": pd.array([f"p{i:02d}" for i in range(n)], dtype="string"),
            "group": "balita_24_59",
            "area_code": pd.array([DESA] * n, dtype="string"),
            "haz": [-4.0 + 0.1 * i for i in range(n)],
            "age_months": 30.0,
        }
    )
    return People(frame, {})


WHO = people()
SCREENING = screen(WHO, RISK)
SELECTION = choose(WHO, SCREENING, SelectionSettings(cycle="2025-2", random_share=0.0), seed=1)
NAMES = {f"p{i:02d}": f"Anak {chr(65 + i)}" for i in range(12)}


def written(path, selection=SELECTION):
    identities = pd.DataFrame({"child_id": list(NAMES), "name": list(NAMES.values()), "posyandu": "Melati"})
    book = SelectionBook(
        selection, IDENTITIES.conform(identities), AREAS, selection_reasons(selection, SCREENING),
        selection_rules().weights, 0.1,
    )  # fmt: skip
    write_selection_workbook(path, book)
    return path


def fill(path, **cells: tuple[object, object]):
    """Write a decision and a reason beside some people."""
    book = load_workbook(path)
    for sheet in book.worksheets[1:]:
        names = [cell.value for cell in sheet[1]]
        for row in sheet.iter_rows(min_row=3):
            who = str(row[names.index("override_id")].value).partition(":")[0]
            if who in cells:
                for name, value in zip(("override", "override_reason"), cells[who], strict=True):
                    row[names.index(name)].value = value
    book.save(path)
    return path


def read(path):
    return read_selection_form(path, cycle="2025-2", known=set(override_id(SELECTION.frame)))


def test_everybody_stands_in_it_once_with_a_reason_where_one_is_due(tmp_path):
    book = load_workbook(written(tmp_path / "pemilihan.xlsx"))
    assert book.sheetnames == ["Petunjuk", "Terpilih", "Berikutnya", "Lainnya"]
    rows = {
        sheet.title: [[c.value for c in row] for row in sheet.iter_rows(min_row=3)] for sheet in book.worksheets[1:]
    }
    assert [len(found) for found in rows.values()] == [5, 3, 4]
    names = [cell.value for cell in book["Terpilih"][1]]
    first = dict(zip(names, rows["Terpilih"][0], strict=True))
    assert (first["name"], first["area"], first["how"], first["rank"]) == ("Anak A", AREAS.desa[0].name, "nilai", 1)
    assert first["why"].startswith("Urutan 1 menurut nilai di kelompoknya.")
    assert all(row[names.index("why")] for row in rows["Berikutnya"])
    assert all(len({str(row[names.index("override_id")]) for row in found}) == len(found) for found in rows.values())


def test_it_begins_with_the_published_weights_and_what_a_case_chosen_by_score_is_not(tmp_path):
    guide = [row[0].value for row in load_workbook(written(tmp_path / "pemilihan.xlsx"))["Petunjuk"].iter_rows()]
    assert any("35%" in line for line in guide)
    assert any("tidak pernah menjadi dasar persentase" in line for line in guide)


def test_the_same_selection_gives_the_same_bytes(tmp_path):
    first, second = (written(tmp_path / name).read_bytes() for name in ("a.xlsx", "b.xlsx"))
    assert first == second


def test_untouched_it_says_nothing(tmp_path):
    form = read(written(tmp_path / "pemilihan.xlsx"))
    assert form.wrong == ()
    store = CycleStore(tmp_path / "siklus")
    assert override_changes(store.entries(), form, day=DAY).empty


def test_changes_with_reasons_come_back_and_reading_twice_adds_nothing(tmp_path):
    path = fill(
        written(tmp_path / "pemilihan.xlsx"), p00=("keluar ", "Sudah dirawat di RSUD"), p11=("Masuk", "Temuan bidan")
    )
    store = CycleStore(tmp_path / "siklus")
    form = read(path)
    assert store.add(override_changes(store.entries(), form, day=DAY)) > 0
    assert override_changes(store.entries(), read(path), day=DAY).empty
    changed = SELECTION.with_overrides(current(store.entries(), OVERRIDES))
    how = changed.frame.set_index("person_id")["chosen_by"]
    assert pd.isna(how["p00"])
    assert how["p11"] == "override"
    assert changed.frame.set_index("person_id").loc["p11", "override_reason"] == "Temuan bidan"


def test_libreoffice_may_save_it_again(tmp_path):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed here: its own way of saving cannot be tried")
    path = fill(written(tmp_path / "pemilihan.xlsx"), p00=("keluar", "Sudah dirawat"), p11=("masuk", "Temuan bidan"))
    home = f"-env:UserInstallation={(tmp_path / 'kantor').as_uri()}"
    command = [office, home, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "lagi"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    before, after = read(path), read(tmp_path / "lagi" / path.name)
    pd.testing.assert_frame_equal(after.overrides, before.overrides)
    pd.testing.assert_frame_equal(after.handed_out, before.handed_out)
    assert after.wrong == ()


def test_what_was_taken_back_in_a_newer_workbook_does_not_return_with_the_older_one(tmp_path):
    store = CycleStore(tmp_path / "siklus")
    old = fill(written(tmp_path / "lama.xlsx"), p11=("masuk", "Temuan bidan"))
    store.add(override_changes(store.entries(), read(old), day=DAY))
    now = SELECTION.with_overrides(current(store.entries(), OVERRIDES))
    new = fill(written(tmp_path / "baru.xlsx", now), p11=(None, None))
    store.add(override_changes(store.entries(), read(new), day=DAY))
    for path in (old, new, old):
        assert override_changes(store.entries(), read(path), day=DAY).empty
    again = SELECTION.with_overrides(current(store.entries(), OVERRIDES))
    pd.testing.assert_frame_equal(again.frame, SELECTION.frame)


def test_what_cannot_be_taken_is_told_by_its_cell_and_nothing_of_it_is_kept(tmp_path):
    path = fill(
        written(tmp_path / "pemilihan.xlsx"), p00=("keluar", None), p01=(None, "lupa"), p02=("mungkin", "x"),
        p03=("keluar", "  "),
    )  # fmt: skip
    form = read(path)
    assert [s.id for s in form.wrong] == [
        "selection.no_reason", "selection.no_decision", "worksheet.no_choice", "selection.no_reason",
    ]  # fmt: skip
    assert all(set(s.values) == {"sheet", "cell"} for s in form.wrong)
    assert form.overrides["override"].isna().all()
    assert not set(form.overrides["override_id"]) & {f"p0{i}:balita_24_59" for i in range(4)}


def test_rows_copied_or_made_up_are_told_and_a_deleted_row_says_nothing(tmp_path):
    path = fill(written(tmp_path / "pemilihan.xlsx"), p00=("keluar", "Dirawat"))
    book = load_workbook(path)
    sheet = book["Terpilih"]
    at = [cell.value for cell in sheet[1]].index("override_id") + 1
    sheet.cell(4, at).value = sheet.cell(3, at).value
    sheet.cell(5, at).value = "orang-lain:baduta"
    sheet.delete_rows(7)
    book.save(path)
    form = read(path)
    assert [s.id for s in form.wrong] == ["selection.twice", "selection.unknown"]
    assert form.overrides["override"].dropna().tolist() == ["out"]


def test_a_formula_typed_as_a_reason_stays_text(tmp_path):
    now = SELECTION.with_overrides(
        OVERRIDES.conform(
            pd.DataFrame({"override_id": ["p11:balita_24_59"], "override": ["in"], "reason": ["=HYPERLINK(1)"]})
        )
    )
    book = load_workbook(written(tmp_path / "pemilihan.xlsx", now))
    names = [cell.value for cell in book["Terpilih"][1]]
    said = [row[names.index("override_reason")] for row in book["Terpilih"].iter_rows(min_row=3)]
    assert [(cell.value, cell.data_type) for cell in said if cell.value] == [("=HYPERLINK(1)", "s")]


def test_whoever_is_gone_is_on_no_sheet(tmp_path):
    book = load_workbook(written(tmp_path / "pemilihan.xlsx", SELECTION.of({"p01", "p02"})))
    text = "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert "Anak A" not in text
    assert "Anak B" in text


def test_other_workbooks_are_not_this_form(tmp_path):
    path = tmp_path / "lain.xlsx"
    pd.DataFrame({"nama": ["x"]}).to_excel(path, index=False)
    assert not is_selection_form(open_form(path))
    assert is_selection_form(open_form(written(tmp_path / "pemilihan.xlsx")))
    with pytest.raises(InputError):
        read(path)
