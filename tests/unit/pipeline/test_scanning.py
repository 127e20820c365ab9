"""What the params say is no cover for a person: only officials, offices and places may bear a person's name."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.errors import DisclosureError
from audit.pipeline import load_params
from audit.pipeline.params_cycle import DecreeParams, TeamParams
from audit.pipeline.params_report import ReportParams, SignatoryParams
from audit.pipeline.prepared_tables import programme_file
from audit.pipeline.project import Project
from audit.pipeline.scanning import scan_public
from audit.reference.rule_sets import rule_set
from audit.schemas import ENTRIES, FOLLOW_UPS, GATES, LOCAL_PROGRAMMES, VISITS
from audit.store import IDENTITIES, write_identities, write_table
from audit.store.entries import changes

CHILD = "Alfarizi Yazid Firmansyah"


@pytest.fixture
def params(repository):
    return load_params(repository / "params" / "17.71-kota-bengkulu.yaml")


@pytest.fixture
def found(tmp_path, params):
    """Scan one page that names a child of the register, under changed params; returns what was excepted."""
    project = Project(tmp_path)
    row = dict.fromkeys(IDENTITIES.names) | {"child_id": "a", "name": CHILD}
    write_identities(pd.DataFrame([row]), project.vault(params))
    page = tmp_path / "laporan.html"
    page.write_text(f"<p>{CHILD}</p>", encoding="utf-8")
    return lambda **changes: scan_public([page], params.model_copy(update=changes), project, base=tmp_path)


@pytest.mark.parametrize("field", ["name", "source"])
def test_a_child_in_free_text_is_a_leak(found, params, field):
    programme = params.programmes[0].model_copy(update={field: CHILD})
    with pytest.raises(DisclosureError):
        found(programmes=(programme,))


def test_a_child_in_the_document_of_the_target_is_a_leak(found, params):
    with pytest.raises(DisclosureError):
        found(target=params.target.model_copy(update={"document": CHILD}))


def test_an_official_of_that_name_is_excepted_and_listed(found, params):
    decision = params.decisions[0].model_copy(update={"who": CHILD})
    assert [name.casefold() for name in found(decisions=(decision,)).excepted] == [CHILD.casefold()]


@pytest.mark.parametrize(
    "written",
    [
        {"background": (CHILD,)},
        {"regulations": (CHILD,)},
    ],
)
def test_a_child_in_what_the_formal_order_quotes_is_a_leak(found, written):
    with pytest.raises(DisclosureError):
        found(report=ReportParams(**written))


def test_a_child_in_the_number_of_the_decree_is_a_leak(found):
    with pytest.raises(DisclosureError):
        found(team=TeamParams(decree=DecreeParams(number=CHILD, signed_on=date(2024, 3, 1))))


def test_who_signs_may_bear_the_name_of_a_child_and_that_is_listed(found):
    report = ReportParams(signatories=(SignatoryParams(task="approved", office="Ketua", name=CHILD),))
    assert CHILD.casefold() in [name.casefold() for name in found(report=report).excepted]


def test_days_of_the_official_report_are_declared_and_no_others(tmp_path, params):
    """The decree and the approval where params name them; the days in titles of rules, which every folder prints."""
    project = Project(tmp_path)
    row = dict.fromkeys(IDENTITIES.names) | {"child_id": "a", "name": CHILD}
    write_identities(pd.DataFrame([row]), project.vault(params))
    page = tmp_path / "laporan.html"

    def scanned(words: str, **changes: object) -> None:
        page.write_text(words, encoding="utf-8")
        scan_public([page], params.model_copy(update=changes), project, base=tmp_path)

    decree = DecreeParams(number="SK 12", signed_on=date(2024, 3, 1), valid_until=date(2026, 8, 31))
    scanned("SK 12 tanggal 1 Maret 2024 sampai 31 Agustus 2026", team=TeamParams(decree=decree))
    scanned("Surat Edaran tanggal 17 Maret 2025")
    for words in ("SK 12 tanggal 1 Maret 2024", "Surat Edaran tanggal 18 Maret 2025"):
        with pytest.raises(DisclosureError):
            scanned(words)


def test_days_in_the_sources_of_the_family_rules_are_declared_where_these_rules_count(tmp_path, params, found):
    words = "".join(f"<p>{rule.source}; {rule.source_en}</p>" for rule in rule_set("families_at_risk_4t_2022").rules)
    assert "21 Januari 2024" in words
    (tmp_path / "laporan.html").write_text(words, encoding="utf-8")
    with pytest.raises(DisclosureError):
        found()
    found(cases=params.cases.model_copy(update={"family_rules": "families_at_risk_4t_2022"}))


def test_a_visit_with_a_short_year_is_a_leak_where_the_cycle_is_prepared(tmp_path, params, found):
    page = tmp_path / "laporan.html"
    page.write_text("<p>ditimbang 03/09/24</p>", encoding="utf-8")
    found()
    visit = dict.fromkeys(VISITS.names) | {"child_id": "a", "visit_date": pd.Timestamp(2024, 9, 3), "seq": 1}
    write_table(pd.DataFrame([visit]), VISITS, Project(tmp_path).interim(params) / "visits.parquet")
    with pytest.raises(DisclosureError) as stopped:
        found()
    assert stopped.value.id == "disclosure.leak_date"
    programme = params.programmes[0].model_copy(update={"source": "SK 03/09/24"})
    found(programmes=(programme,))


def test_the_code_of_an_unknown_part_is_no_day_of_birth(tmp_path, repository):
    params, project = load_params(repository / "params" / "14.03-kabupaten-bengkalis.yaml"), Project(tmp_path)
    born = dict.fromkeys(IDENTITIES.names) | {"child_id": "a", "birth_date": pd.Timestamp(2000, 3, 14)}
    write_identities(pd.DataFrame([born]), project.vault(params))
    page = tmp_path / "hasil.json"
    page.write_text('{"kode": "14.03.00"}', encoding="utf-8")
    scan_public([page], params, project, base=tmp_path)
    page.write_text('{"lahir": "14-03-00"}', encoding="utf-8")
    with pytest.raises(DisclosureError):
        scan_public([page], params, project, base=tmp_path)


def test_the_day_of_a_statement_is_declared_but_a_child_in_its_medium_is_a_leak(tmp_path, params, found):
    def stated(page: str, medium: str) -> None:
        (tmp_path / "laporan.html").write_text(page, encoding="utf-8")
        row = f"13/05/2025;Dinas;survei;17,6;{medium};x"
        lines = f"Tanggal;Instansi;Jenis Angka;Persen;Media;Sumber\n{row}\n"
        (tmp_path / "pernyataan.csv").write_text(lines, encoding="utf-8")

    source = params.sources[0].model_copy(update={"id": "said", "kind": "statements", "path": "pernyataan.csv"})
    stated("<p>17,6% menurut Dinas (13 Mei 2025)</p>", "radio")
    found(sources=(*params.sources, source))
    with pytest.raises(DisclosureError):
        found()
    stated(f"<p>17,6% menurut Dinas, {CHILD}</p>", CHILD)
    with pytest.raises(DisclosureError):
        found(sources=(*params.sources, source))


def test_days_of_gates_and_of_approved_plans_are_declared(tmp_path, params, found):
    page = tmp_path / "laporan.html"
    said = "<p>SK 1 Juli 2025, disahkan 21 Agustus 2025, libur 25 Desember 2025 sampai 28 Desember 2025</p>"
    page.write_text(said, encoding="utf-8")
    with pytest.raises(DisclosureError):
        found()
    entries = ENTRIES.empty()
    told = ((GATES, {"gate_id": "sk", "done_on": pd.Timestamp("2025-07-01")}),
            (GATES, {"gate_id": "ukur_ulang_3", "due_on": pd.Timestamp("2025-12-26")}),
            (FOLLOW_UPS, {"rtl_id": "f", "approved_on": pd.Timestamp("2025-08-21")}))  # fmt: skip
    for table, row in told:
        new = changes(entries, table, table.conform(pd.DataFrame([row])), role="uji", filled_on=params.as_of,
                      source_system="uji", only_given=True)  # fmt: skip
        entries = pd.concat([entries, new], ignore_index=True)
    write_table(entries, ENTRIES, Project(tmp_path).interim(params) / "entries.parquet")
    page.write_text(said, encoding="utf-8")
    found()
    page.write_text("<p>lahir 2 Juli 2025</p>", encoding="utf-8")
    with pytest.raises(DisclosureError):
        found()


@pytest.mark.usefixtures("found")
def test_the_day_of_a_next_step_is_declared_but_a_child_in_its_words_is_a_leak(tmp_path, params):
    page = tmp_path / "langkah.html"
    page.write_text("<p>Melatih kader, paling lambat 27 Oktober 2025</p>", encoding="utf-8")
    project = Project(tmp_path)

    def scanned():
        return scan_public([page], params, project, base=tmp_path)

    with pytest.raises(DisclosureError):
        scanned()
    row = {"output_id": "1", "due_on": pd.Timestamp("2025-10-27")}
    path = project.interim(params) / programme_file(LOCAL_PROGRAMMES.name)
    write_table(LOCAL_PROGRAMMES.conform(pd.DataFrame([row])), LOCAL_PROGRAMMES, path)
    assert scanned().files == 1
    page.write_text(f"<p>Menghubungi {CHILD}, paling lambat 27 Oktober 2025</p>", encoding="utf-8")
    with pytest.raises(DisclosureError):
        scanned()
