"""One line of params for many files: every file that fits, once, in an order that does not depend on the disk."""

from __future__ import annotations

from pathlib import Path

from audit.pipeline.params import AuditParams
from audit.pipeline.source_files import each_file


def params(*sources: tuple[str, str]) -> AuditParams:
    return AuditParams.model_validate(
        {
            "district": {"code": "17.71", "name": "Kota Bengkulu"},
            "cycle": "2025-2",
            "as_of": "2025-09-15",
            "months": ("2025-08",),
            "forum": {"kind": "diseminasi", "date": "2025-10-08"},
            "sources": tuple(
                {"id": id, "kind": "eppgbm", "path": path, "producer": "Dinas", "cut_off": "2025-08-31"}
                for id, path in sources
            ),
        }
    )


def files(root: Path, *names: str) -> None:
    for name in names:
        path = root / "data/raw/17.71" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")


def read(params: AuditParams) -> list[tuple[str, str]]:
    return [(source.id, source.path.rpartition("/")[2]) for source in params.sources]


def test_every_file_that_fits_is_a_source_by_name(tmp_path):
    files(tmp_path, "e-2.xlsx", "e-10.xlsx", "e-1.xlsx", "lain.xlsx")
    found = each_file(params(("e", "data/raw/17.71/e-*.xlsx")), tmp_path)
    assert read(found) == [("e", "e-1.xlsx"), ("e-2", "e-10.xlsx"), ("e-3", "e-2.xlsx")]
    assert {source.producer for source in found.sources} == {"Dinas"}


def test_ids_that_are_taken_are_passed_over(tmp_path):
    files(tmp_path, "e-1.xlsx", "e-2.xlsx", "e-3.xlsx", "satu.xlsx")
    found = each_file(params(("e", "data/raw/17.71/e-*.xlsx"), ("e-2", "data/raw/17.71/satu.xlsx")), tmp_path)
    assert [id for id, _ in read(found)] == ["e", "e-3", "e-4", "e-2"]
    AuditParams.model_validate(found.model_dump())  # no id twice


def test_locks_of_an_office_program_hidden_files_and_folders_are_no_data(tmp_path):
    files(tmp_path, "e.xlsx", "~$e.xlsx", ".e.xlsx")
    (tmp_path / "data/raw/17.71/folder.xlsx").mkdir()
    assert read(each_file(params(("e", "data/raw/17.71/*.xlsx")), tmp_path)) == [("e", "e.xlsx")]


def test_a_name_with_brackets_and_a_question_mark_is_that_name(tmp_path):
    files(tmp_path, "e [1].xlsx", "e 1.xlsx")
    assert read(each_file(params(("e", "data/raw/17.71/e [1]*.xlsx")), tmp_path)) == [("e", "e [1].xlsx")]


def test_a_path_that_nothing_fits_stays_to_be_named(tmp_path):
    given = params(("e", "data/raw/17.71/e-*.xlsx"))
    assert each_file(given, tmp_path) == given


def test_a_path_without_a_star_is_left_alone(tmp_path):
    given = params(("e", "data/raw/17.71/e.xlsx"))
    assert each_file(given, tmp_path) is given
