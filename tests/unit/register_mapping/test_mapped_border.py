from __future__ import annotations

import pytest

from audit.pipeline.border import cross_border, key_for
from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project

STUDY = "anak,sex,hari,kg,cm,putaran\na,m,300,8.5,70,1\na,m,480,9.6,76,2\nb,f,300,8.1,,1\nc,f,300,,,1\n"
EXPORT = "Nama;JK;Tgl Lahir;Tgl Ukur;BB;TB\nAni;P;2023-08-05;2025-02-11;9,8;80,5\n"
MAPPING = {
    "child": ["anak"],
    "sex": {"column": "sex", "codes": {"m": "m", "f": "f"}},
    "weight": ["kg"],
    "length": ["cm"],
    "age": {"column": "hari", "unit": "days"},
    "period": {"column": "putaran", "codes": {"1": "2025-02", "2": "2025-08"}},
}


@pytest.fixture
def border(tmp_path):
    (tmp_path / "studi.csv").write_text(STUDY, encoding="utf-8")
    (tmp_path / "daftar.csv").write_text(EXPORT, encoding="utf-8")

    def read(*sources: tuple[str, str, dict | None]):
        params = AuditParams.model_validate(
            {
                "district": {"code": "64.74", "name": "Kota Bontang"},
                "cycle": "2025-2",
                "as_of": "2025-09-15",
                "months": ["2025-02", "2025-08"],
                "forum": {"kind": "diseminasi", "date": "2025-10-14"},
                "sample": True,
                "sources": [
                    {"id": id, "kind": "mapped" if mapping else "eppgbm", "path": path, "producer": "Contoh",
                     "cut_off": "2025-08-31"} | ({"mapping": mapping} if mapping else {})
                    for id, path, mapping in sources
                ],
            },
            strict=False,
        )  # fmt: skip
        return cross_border(params, Project(tmp_path), key_for(params))

    return read


def test_a_mapped_file_alone_is_a_whole_border(border):
    found = border(("studi", "studi.csv", MAPPING))
    (rows,) = found.tables.rows
    assert (rows.source, rows.read, rows.kept, rows.set_aside) == ("studi", 4, 3, 1)
    assert rows.reasons == {"tanpa_pengukuran": 1}
    assert (found.tables.linking.visits, found.tables.linking.children, found.tables.linking.to_decide) == (3, 2, 0)
    assert len(found.identities) == len(found.tables.children) == 3  # a child of two rounds has an id in each


def test_mapped_files_and_exports_stand_side_by_side(border):
    found = border(("ekspor", "daftar.csv", None), ("studi", "studi.csv", MAPPING), ("ulang", "studi.csv", MAPPING))
    assert [id for id, _ in found.imports] == ["ekspor", "studi", "ulang"]
    assert found.tables.visits.groupby("source_file").size().to_dict() == {"ekspor": 1, "studi": 3, "ulang": 3}
    assert found.tables.linking.records == 7
    assert found.tables.children["child_id"].is_unique
