"""Parts of the cases handed out: nothing of anybody else, no column too many, and a log of it."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import msoffcrypto
import openpyxl
import pandas as pd
import pypdf
import pytest

from audit.cases.case_slice import Recipient
from audit.cli import main
from audit.errors import InputError, OutputError, ParamsError
from audit.pipeline import slices as slices_module
from audit.pipeline.params_cases import CasesParams
from audit.pipeline.params_cycle import CalendarParams
from audit.pipeline.project import Project
from audit.pipeline.slices import Slices
from audit.pipeline.tables import Tables
from audit.quality import Linking
from audit.reference.slice_rules import slice_roles
from audit.reference.worksheet_items import worksheet_items
from audit.register.case_form import read_cases
from audit.register.case_layout import CASE_COLUMNS, WHO_COLUMNS
from audit.register.case_sheets import open_cases
from audit.schemas import CHILDREN, CONSENTS, FOLLOW_UPS, ITEMS, REGISTERED, VISITS
from audit.store.entries import changes, current
from audit.store.handouts import handouts

AS_OF, ON = date(2025, 9, 30), date(2025, 10, 2)
ROLES = slice_roles()
OFFICES = ("Dinas PU", "Dinas Sosial", "BAZNAS")
NIK = re.compile(r"\d{16}")
REFUSED, NEVER_ASKED, NO_SPONSOR = 3, 8, 9  # people of the workbook


@pytest.fixture(scope="module")
def written(book):
    """What people wrote: three plans a case, one an office, and answers on water, marriage and health."""
    plans = [
        {
            "rtl_id": f"{case}-r{n:02d}", "case_id": case, "activity": f"Kegiatan {case} {office}", "opd": office,
            "risk_factor": f"Faktor {case}", "ceiling_rupiah": 1e6, "status": "belum",
            "approved_on": pd.Timestamp("2025-09-20"),
        }
        for case in book.cases["case_id"]
        for n, office in enumerate(OFFICES, start=1)
    ]  # fmt: skip
    items = [
        {"item_id": f"{case}:{item}", "case_id": case, "item_code": item, "value": f"kata {item} {case}"}
        for case in book.cases["case_id"]
        for item in ("team_summary", "notes", "illness_note")
    ]
    entries, said = book.entries, {"role": "bidan", "filled_on": AS_OF, "source_system": "kertas_kerja"}
    for table, rows in ((FOLLOW_UPS, plans), (ITEMS, items)):
        new = changes(entries, table, table.conform(pd.DataFrame(rows)), **said)
        entries = pd.concat([entries, new], ignore_index=True)
    return entries


@pytest.fixture(scope="module")
def own(book, written, tmp_path_factory) -> Slices:
    """An audit of ten cases; one person refused the audit, one was never asked, a third refused sponsors."""
    from dataclasses import replace

    root = tmp_path_factory.mktemp("audit")
    consents = [
        {"person_id": f"orang{i}", "purpose": purpose, "decided_on": "2025-06-01", "given": i not in refused}
        for purpose, refused in {"audit": (REFUSED,), "sponsor": (REFUSED, NO_SPONSOR)}.items()
        for i in range(10)
        if i != NEVER_ASKED
    ]
    children = pd.DataFrame(
        {
            "child_id": [f"orang{i}" for i in range(10)],
            "sex": "f",
            "birth_date": pd.Timestamp("2024-06-01"),
            "area_code": book.cases.set_index("person_id")["area_code"].reindex([f"orang{i}" for i in range(10)]).array,
        }
    )
    tables = Tables(
        CHILDREN.conform(children), VISITS.empty(), REGISTERED.empty(), (),
        Linking(**dict.fromkeys(Linking.__dataclass_fields__, 0)),
        consents=CONSENTS.conform(pd.DataFrame(consents)), entries=written,
    )  # fmt: skip
    district = SimpleNamespace(code="17.71", name="Kota Bengkulu", folder="17.71-kota-bengkulu")
    params = SimpleNamespace(
        district=district,
        cycle="2025-2",
        as_of=AS_OF,
        language="id",
        sample=True,
        cases=CasesParams(),
        calendar=CalendarParams(),
    )
    return Slices(params, Project(root), replace(book, entries=written), tables)  # pyright: ignore[reportArgumentType]


def whole(book) -> frozenset[str]:
    """The kecamatan of all cases."""
    return frozenset(code.rpartition(".")[0] for code in book.cases["area_code"])


def recipient(role: str, book, areas=None) -> Recipient:
    if ROLES[role].scope == "area":
        return Recipient(role, ROLES[role], f"Kantor {role} & mitra", areas or whole(book))
    office = {"opd": "Dinas PU", "opd_nik": "dinas sosial", "sponsor": "BAZNAS"}[role]
    return Recipient(role, ROLES[role], f"Kantor {role} & mitra", offices=(office,))


@pytest.fixture(scope="module")
def handed(own, book, tmp_path_factory):
    """The part of every role, as files."""
    folder = tmp_path_factory.mktemp("serah")
    return {role: (folder, own.hand_out(recipient(role, book), folder, on=ON)) for role in ROLES}


def cells(path) -> list[str]:
    """Every text of a workbook: cells of all sheets, also hidden ones, prompts, lists, names, headers and footers."""
    with zipfile.ZipFile(path) as archive:
        return [archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith((".xml", ".rels"))]


@pytest.mark.parametrize("role", ROLES)
def test_no_part_holds_anybody_outside_it(handed, own, book, role):
    folder, done = handed[role]
    part = own.cut(recipient(role, book))
    inside = set(part.cases["case_id"])
    assert 0 < len(inside) < len(book.cases)
    said = "\n".join(cells(folder / done.files[0]))
    who = book.identities.set_index("child_id")
    for case in book.cases.itertuples():
        if case.case_id not in inside:
            name, nik = who.loc[case.person_id, ["name", "nik"]]
            assert case.case_id not in said
            assert f"{name}<" not in said
            assert nik not in said
    for plan in current(own.book.entries, FOLLOW_UPS).itertuples():
        assert (plan.rtl_id in said) == (plan.rtl_id in part.plans)


@pytest.mark.parametrize("role", ROLES)
def test_no_part_holds_a_column_outside_its_role(handed, role):
    folder, done = handed[role]
    rule, book = ROLES[role], openpyxl.load_workbook(folder / done.files[0])
    items = {
        i.code: i for group in ("catin", "bumil", "nifas", "baduta", "balita_24_59") for i in worksheet_items(group)
    }
    for sheet in book:
        names = {cell.value for cell in sheet[1] if cell.value}
        if sheet.title == "Identitas_Terbatas":
            assert names == set(rule.identity)
        elif sheet.title == "RTL":
            assert names <= {"rtl_id", *rule.identity, *rule.plans, *WHO_COLUMNS}
            assert set(rule.plans) <= names
        elif sheet.title.startswith("KK_"):
            for name in names - set(CASE_COLUMNS):
                assert items[name.removesuffix(".source")].section in rule.sections
    said = "\n".join(cells(folder / done.files[0]))
    assert bool(NIK.search(said)) == ("nik" in rule.identity)
    for word in ("kata team_summary", "kata notes"):
        assert word not in said
    assert ("kata illness_note" in said) == ("health" in rule.sections)
    assert ("Orang " in said) == ("name" in rule.identity)
    assert "Faktor kasus" not in said
    if rule.scope == "area":
        assert "ceiling_rupiah" not in said


def test_of_a_bride_nobody_learns_more_than_the_kecamatan(handed, book):
    folder, done = handed["puskesmas"]
    brides = set(book.cases.loc[book.cases["group"].eq("catin"), "case_id"])
    seen = 0
    for sheet in openpyxl.load_workbook(folder / done.files[0]):
        columns = {cell.value: cell.column for cell in sheet[1] if cell.value}
        for row in range(3, sheet.max_row + 1) if "case_id" in columns else ():
            if sheet.cell(row, columns["case_id"]).value in brides:
                seen += 1
                assert sheet.cell(row, columns["kecamatan"]).value
                assert not any(sheet.cell(row, columns[c]).value for c in ("desa", "posyandu", "rt") if c in columns)
    assert seen


def test_only_the_role_that_needs_pages_gets_them_and_they_say_for_whom(handed, own, book):
    assert {role for role, (_, done) in handed.items() if len(done.files) > 1} == {"puskesmas"}
    folder, done = handed["puskesmas"]
    pages = pypdf.PdfReader(folder / done.files[1]).pages
    assert len(pages) == len(own.cut(recipient("puskesmas", book)).cases)
    for page in pages:
        assert page.extract_text().count("TERBATAS untuk Kantor puskesmas & mitra") == 2


@pytest.mark.parametrize("role", ROLES)
def test_every_sheet_says_for_whom_it_is(handed, role):
    folder, done = handed[role]
    for sheet in openpyxl.load_workbook(folder / done.files[0]):
        if sheet.title != "_meta":
            assert f"TERBATAS untuk Kantor {role} && mitra" in sheet.oddFooter.left.text


@pytest.mark.parametrize(
    ("role", "gone"),
    [("pkb", {REFUSED}), ("opd", {REFUSED, NEVER_ASKED}), ("sponsor", {REFUSED, NEVER_ASKED, NO_SPONSOR})],
)
def test_whoever_refused_is_in_no_part_and_an_office_needs_a_yes(own, book, role, gone):
    part = own.cut(recipient(role, book))
    assert set(part.cases["person_id"]) == {f"orang{i}" for i in range(10) if i not in gone}
    assert part.withheld == len(gone)


def test_a_part_comes_back_and_says_only_what_was_filled_in(handed, own, tmp_path):
    folder, done = handed["opd"]
    path = tmp_path / "kembali.xlsx"
    book = openpyxl.load_workbook(folder / done.files[0])
    sheet = book["RTL"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(3, columns["status"]).value = "Selesai"
    sheet.cell(3, columns["done_on"]).value = "29/09/2025"
    book.save(path)
    read = read_cases(open_cases(path), own.book.entries, role="opd", on=AS_OF)
    assert read.rejected == ()
    told = read.entries[~read.entries["field"].isin(["area_code", "group"])]  # which a reader adds to a plan
    assert set(zip(told["field"], told["value"], strict=True)) == {
        ("status", "selesai"),
        ("done_on", "2025-09-29"),
    }


@pytest.mark.parametrize("role", ROLES)
def test_a_part_that_comes_back_untouched_says_nothing(handed, own, role):
    folder, done = handed[role]
    read = read_cases(open_cases(folder / done.files[0]), own.book.entries, role=role, on=AS_OF)
    assert (len(read.entries), read.rejected) == (0, ())


def test_each_file_is_logged_as_it_was_handed_over(handed, own):
    log = handouts(own.project.cycle(own.params)).set_index("file")
    for role, (folder, done) in handed.items():
        for name in done.files:
            assert log.loc[name, "sha256"] == hashlib.sha256((folder / name).read_bytes()).hexdigest()
            assert (log.loc[name, "role"], log.loc[name, "cases"], log.loc[name, "plans"]) == (
                role,
                done.cases,
                done.plans,
            )
            assert log.loc[name, "handed_on"] == pd.Timestamp(ON)
            assert not log.loc[name, "locked"]


def test_a_locked_part_opens_with_its_password_which_stands_nowhere(own, book, tmp_path):
    done = own.hand_out(recipient("puskesmas", book), tmp_path, on=ON, password="kuda-biru-tujuh")
    with (tmp_path / done.files[0]).open("rb") as file:
        locked = msoffcrypto.OfficeFile(file)
        locked.load_key(password="kuda-biru-tujuh")
        opened = io.BytesIO()
        locked.decrypt(opened)
    assert "RTL" in openpyxl.load_workbook(opened).sheetnames
    assert pypdf.PdfReader(tmp_path / done.files[1]).is_encrypted
    assert handouts(own.project.cycle(own.params))["locked"].sum() == 2
    for file in (*tmp_path.rglob("*"), *own.project.root.rglob("*")):
        if file.is_file():
            assert b"kuda-biru-tujuh" not in file.read_bytes()


def test_a_short_password_is_refused_and_nothing_is_written(own, book, tmp_path):
    with pytest.raises(ParamsError) as refusal:
        own.hand_out(recipient("pkb", book), tmp_path, on=ON, password="pendek")
    assert refusal.value.id == "slice.password_short"
    assert "pendek" not in str(refusal.value).replace("password_short", "")
    assert list(tmp_path.iterdir()) == []


def test_where_there_is_nothing_for_a_recipient_no_file_is_made(own, tmp_path):
    nobody = Recipient("x", ROLES["opd"], "Kantor X", offices=("Dinas Perikanan",))
    with pytest.raises(InputError) as refusal:
        own.hand_out(nobody, tmp_path, on=ON)
    assert (refusal.value.id, list(tmp_path.iterdir())) == ("slice.nothing", [])


def test_a_file_that_stands_there_is_not_overwritten(own, book, tmp_path):
    (tmp_path / "kasus-puskesmas.pdf").write_bytes(b"yang lama")
    with pytest.raises(OutputError):
        own.hand_out(recipient("puskesmas", book), tmp_path, on=ON)
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"yang lama"]


def test_what_cannot_be_logged_is_not_handed_out(own, book, tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise OutputError("store.disk_full", name="parts")

    monkeypatch.setattr(slices_module, "log_handout", refuse)
    with pytest.raises(OutputError):
        own.hand_out(recipient("puskesmas", book), tmp_path, on=ON)
    assert list(tmp_path.iterdir()) == []


def test_an_area_that_the_district_does_not_have_is_refused(own, book):
    with pytest.raises(ParamsError) as refusal:
        own.cut(recipient("pkb", book, frozenset({"17.71.99"})))
    assert refusal.value.id == "slice.no_area"


@pytest.fixture
def at_the_command_line(own, book, monkeypatch):
    """The audit behind ``aks worksheet slice``, with two recipients and one for whom there is nothing."""
    recipients = {
        "pkb-satu": recipient("pkb", book), "dinas-pu": recipient("opd", book),
        "dkp": Recipient("dkp", ROLES["opd"], "Dinas Perikanan", offices=("Dinas Perikanan",)),
    }  # fmt: skip
    params = SimpleNamespace(
        **vars(own.params)
        | {
            "cases": SimpleNamespace(
                recipients=[SimpleNamespace(id=id, recipient=replace(who, id=id)) for id, who in recipients.items()]
            )
        }
    )
    monkeypatch.setattr("audit.pipeline.find_project", lambda: own.project)
    monkeypatch.setattr("audit.pipeline.load_params", lambda *_, **__: params)
    monkeypatch.setattr(slices_module, "open_slices", lambda *_: replace(own, params=params))
    return own


def test_the_command_gives_everybody_a_folder_and_says_who_got_nothing(at_the_command_line, tmp_path, capsys):
    assert main(["worksheet", "slice", "params/x.yaml", "--out", str(tmp_path / "serah"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [row["recipient"] for row in told["recipients"]] == ["pkb-satu", "dinas-pu"]
    assert told["handed_on"] == f"{AS_OF}", "the day of the audit, not the clock"
    assert sorted(path.name for path in (tmp_path / "serah").rglob("*.xlsx")) == [
        "irisan-dinas-pu.xlsx",
        "irisan-pkb-satu.xlsx",
    ]


def test_the_command_locks_for_one_recipient_with_a_day(at_the_command_line, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("kuda-biru-tujuh\n"))
    asked = ["worksheet", "slice", "params/x.yaml", "--for", "dinas-pu", "--password", "--day", "2025-10-07"]
    assert main([*asked, "--out", str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert "kuda-biru" not in said.out + said.err
    log = handouts(at_the_command_line.project.cycle(at_the_command_line.params))
    row = log[log["recipient"].eq("dinas-pu") & log["locked"]].iloc[0]
    assert row["handed_on"] == pd.Timestamp("2025-10-07")
    assert row["sha256"] == hashlib.sha256((tmp_path / "dinas-pu" / row["file"]).read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (["--password"], 10, "satu penerima"),
        (["--for", "siapa"], 10, "pkb-satu, dinas-pu"),
        (["--day", "kemarin"], 10, "2025-09-20"),
        (["--for", "dkp"], 11, "Tidak ada kasus"),
    ],
)
def test_the_command_refuses_in_one_sentence(at_the_command_line, tmp_path, capsys, more, code, said):
    assert main(["worksheet", "slice", "params/x.yaml", "--out", str(tmp_path / "serah"), *more]) == code
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1
    assert not list(tmp_path.rglob("*.xlsx"))
