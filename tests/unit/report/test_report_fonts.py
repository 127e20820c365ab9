"""The faces in the package are a modified version and do not carry the reserved name."""

from __future__ import annotations

from importlib.resources import files

import pytest

from audit.report.page import ALL_FACES

FONTS = files("audit.report") / "fonts"
COPYRIGHT_ID, POSTSCRIPT_ID = 0, 6


@pytest.mark.parametrize("face", [name for name, *_ in ALL_FACES])
def test_a_face_has_our_name_and_keeps_its_copyright(face, tmp_path):
    tt = pytest.importorskip("fontTools.ttLib", reason="needs fonttools to read a font")
    path = tmp_path / "face.ttf"
    path.write_bytes((FONTS / f"AksSans-{face}.ttf").read_bytes())
    records = tt.TTFont(path)["name"].names
    assert {str(r) for r in records if r.nameID == POSTSCRIPT_ID} == {f"AksSans-{face}"}
    assert not [str(r) for r in records if r.nameID != COPYRIGHT_ID and "source" in str(r).lower()]
    assert any("Adobe" in str(r) for r in records if r.nameID == COPYRIGHT_ID)


def test_every_face_is_there_twice_with_its_licence_and_nothing_else():
    names = {f.name for f in FONTS.iterdir()}
    faces = {f"AksSans-{face}.{ending}" for face, *_ in ALL_FACES for ending in ("ttf", "woff2")}
    assert names == faces | {"OFL.txt"}
    assert "Reserved Font Name ‘Source’" in (FONTS / "OFL.txt").read_text(encoding="utf-8")
