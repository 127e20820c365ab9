"""Sound params that are probably slips: a sentence each, and none for what is in order."""

from __future__ import annotations

import pytest
import yaml

from audit.language import text
from audit.pipeline import load_params
from audit.pipeline.params import AuditParams
from audit.pipeline.plausible import doubts, wrong_percentages

NAME = "17.71-kota-bengkulu.yaml"


@pytest.fixture
def params(repository) -> AuditParams:
    return load_params(repository / "params" / NAME)


def changed(params: AuditParams, **changes: object) -> AuditParams:
    """The same with other values, each at a path such as ``forum__date``."""
    content = params.model_dump(mode="python")
    for path, value in changes.items():
        *groups, key = path.split("__")
        part = content
        for group in groups:
            part = part[int(group) if group.isdigit() else group]
        part[key] = value
    return AuditParams.model_validate(content)


def day(text: str) -> object:
    return yaml.safe_load(text)


@pytest.mark.parametrize(
    ("changes", "id", "words"),
    [
        ({"as_of": day("2026-03-01")}, "doubt_as_of", "1 Maret 2026"),
        ({"forum__date": day("2025-09-14")}, "doubt_forum_before", "14 September 2025"),
        ({"forum__date": day("2026-10-08")}, "doubt_forum_late", "8 Oktober 2026"),
        ({"decisions__0__by": day("2024-10-31")}, "doubt_by", "31 Oktober 2024"),
        ({"cycle": "2024-2"}, "doubt_cycle", "2024-2"),
        ({"months": ("2015-02", "2025-08")}, "doubt_span", "Februari 2015"),
        ({"sources__0__cut_off": day("2025-12-31")}, "doubt_cut_off", "eppgbm"),
        ({"sources__0__cut_off": day("2024-08-31")}, "doubt_no_source", "Agustus 2025"),
        ({"sources__0__producer": "Dinas Kesehtan Kota Bengkulu (data contoh)"}, "doubt_office", "Kesehtan"),
        ({"target__survey": "SGI"}, "doubt_survey", "SSGI"),
        ({"target__survey": "riskedas 2018"}, "doubt_survey", "Riskesdas"),
    ],
)
def test_a_likely_slip_is_one_sentence(params, changes, id, words):
    said = doubts(changed(params, **changes))
    assert f"params.{id}" in [doubt.id for doubt in said]
    sentence = next(text(doubt.id, **doubt.values) for doubt in said if doubt.id == f"params.{id}")
    assert words in sentence


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"forum__date": day("2025-09-15")},
        {"months": ("2023-08", "2025-08")},
        {"target__survey": "SSGI 2024"},
        {"target__survey": "ski"},
        {"target__survey": "Survei gizi kota"},
        {"sources__0__producer": "Puskesmas Sawah Lebar I", "sources__1__producer": "Puskesmas Sawah Lebar II"},
        {"sources__0__producer": "Dinas Kesehatan", "sources__1__producer": "Dinas Pendidikan"},
    ],
)
def test_what_is_in_order_is_not_asked_about(params, changes):
    assert doubts(changed(params, **changes)) == []


def test_no_file_of_the_project_raises_a_doubt(repository):
    files = sorted((repository / "params").glob("[0-9]*.yaml"))
    assert len(files) == 5
    assert [doubts(load_params(path)) for path in files] == [[]] * 5


def test_percentages_that_do_not_follow_from_their_numbers_are_told_of_params_and_statements(
    params, repository, tmp_path
):
    file = tmp_path / NAME
    file.write_text("# 6.459/11.435 anak (58,48 %)\n# 6.459/11.435 anak (56,48 %)\n", encoding="utf-8")
    (tmp_path / "pernyataan.csv").write_text(
        "Tanggal;Instansi;Jenis Angka;Persen;Pembilang;Penyebut;Sumber\n"
        "2025-02-28;Dinas;cakupan;58,48;6459;11435;contoh\n",
        encoding="utf-8",
    )
    said = {"id": "pernyataan", "kind": "statements", "path": "pernyataan.csv"}
    stated = changed(params, sources=[*params.model_dump()["sources"], {**params.model_dump()["sources"][0], **said}])
    told = [text(doubt.id, **doubt.values) for doubt in wrong_percentages(stated, file, tmp_path)]
    assert [where.split(",")[0] for where in told] == [f"di {NAME} baris 1", "di pernyataan.csv baris 2"]
    assert all("56,48%, bukan 58,48%" in words for words in told)
    assert wrong_percentages(params, repository / "params" / NAME, repository) == []
