"""What a district may write about its report, and what is told of a slip."""

from __future__ import annotations

from datetime import date

import pytest

from audit.errors import ParamsError
from audit.pipeline.params_report import ReportParams


def test_a_district_that_writes_nothing_has_a_draft_with_the_findings_first(load):
    report = load().report
    assert report == ReportParams()
    assert (report.order, report.state, report.body) == ("ringkas", "draf", "TPPS")
    assert (report.days, report.documents) == ((), ())


def test_everything_that_may_be_written_is_read(load):
    report = load(
        """report:
  order: resmi
  body: TP3S
  logo: data/raw/17.71/lambang.PNG
  place: Bengkulu
  signatories:
    - {task: approved, office: "Ketua pelaksana", name: "Pejabat Contoh", acting: plt}
    - {task: decree, office: "Wali Kota", acting: an, position: "Sekretaris Daerah"}
  letterhead: {office: "Dinas KB", address: "Jalan Contoh 1", phone: "(0736) 000", email: "a@contoh.example"}
  numbers: {undangan: "400/12/2025"}
  regulations: ["Perwal 5/2022"]
  background: ["Satu alinea."]
  reviewed: {office: "Dinas Kesehatan", date: 2025-10-01}
  approved: 2025-10-08
""",
    ).report
    assert (report.order, report.state) == ("resmi", "disahkan")
    assert report.days == (date(2025, 10, 1), date(2025, 10, 8))
    assert set(report.offices) == {
        "TP3S", "Bengkulu", "Dinas Kesehatan", "Ketua pelaksana", "Pejabat Contoh", "Wali Kota", "Sekretaris Daerah",
        "Dinas KB", "Jalan Contoh 1", "(0736) 000", "a@contoh.example",
    }  # fmt: skip
    assert report.documents == ("Perwal 5/2022", "Satu alinea.", "400/12/2025")


def test_a_review_alone_is_no_approval(load):
    report = load("report: {reviewed: {office: Dinkes, date: 2025-10-01}}\n").report
    assert report.state == "ditelaah"


@pytest.mark.parametrize(
    ("written", "id", "words"),
    [
        ("{order: lengkap}", "params.not_allowed", "ringkas, resmi"),
        ("{susunan: resmi}", "params.unknown_key_here", "order"),
        ("{logo: lambang.gif}", "params.logo_kind", ".png"),
        ("{logo: ../lambang.png}", "params.outside_project", "report.logo"),
        ("{approved: 2025-10-08}", "params.approved_unreviewed", "report.approved"),
        (
            "{reviewed: {office: Dinkes, date: 2025-10-09}, approved: 2025-10-08}",
            "params.approved_unreviewed",
            "report.approved",
        ),
        (
            "{signatories: [{task: approved, office: A}, {task: approved, office: B}]}",
            "params.signatory_twice",
            "report.signatories",
        ),
        ("{signatories: [{task: approved, office: A, nip: 1}]}", "params.unknown_key_here", "acting"),
        ("{signatories: [{task: letters, office: A, position: B}]}", "params.position_alone", "acting: an"),
        ("{numbers: {surat: 1/2025}}", "params.not_allowed", "undangan"),
        ("{letterhead: {address: Jalan Contoh 1}}", "params.missing_inside", "report.letterhead.office"),
        ("{reviewed: {office: A}}", "params.missing_inside", "report.reviewed.date"),
        ("{body: }", "params.empty_key", "report.body"),
        ("{signatories: {task: approved, office: A}}", "params.form_items", "report.signatories"),
    ],
)
def test_a_slip_is_one_sentence_with_its_line(load, written, id, words):
    with pytest.raises(ParamsError) as told:
        load(f"report: {written}\n")
    assert told.value.id == id
    assert words in str(told.value)
    assert "\n" not in str(told.value)


def test_the_example_of_a_report_is_sound_once_its_marks_are_taken_away(load, repository):
    text = (repository / "params" / "_contoh-daerah.yaml").read_text(encoding="utf-8")
    example = text[text.index("# report:\n") : text.index("# Audit kasus:")]
    report = load("\n".join(line[2:] for line in example.splitlines())).report
    assert (report.order, report.state) == ("resmi", "disahkan")
    assert report.signatories
