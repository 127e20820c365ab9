"""Make the faces in ``src/audit/report/fonts`` from four files of the npm package @fontsource/source-sans-3 5.3.1.

    npm pack @fontsource/source-sans-3@5.3.1 && tar xzf fontsource-source-sans-3-5.3.1.tgz
    pip install fonttools==4.68.0 brotli
    python tools/make_fonts.py package/files/source-sans-3-latin-{400-normal,400-italic,600-normal,700-normal}.woff2

Those files are Adobe's Source Sans 3 (SIL Open Font License 1.1, reserved font name "Source") cut down to the Latin
glyphs: a modified version, which may not carry the reserved name. Here they get a name of our own, all else stays:
outlines, metrics, features, copyright and licence notice. One TTF (charts, PDF) and one WOFF2 (pages) a face; the same
inputs give the same bytes.
"""

import sys
from pathlib import Path

from fontTools.ttLib import TTFont

TARGET = Path(__file__).parents[1] / "src/audit/report/fonts"
FAMILY = "Aks Sans"
FACES = ("Regular", "Italic", "Semibold", "Bold")
# Entries of the name table (OpenType specification, "name"): family, face, unique id, full name, PostScript name.
FAMILY_ID, FACE_ID, UNIQUE_ID, FULL_ID, POSTSCRIPT_ID = 1, 2, 3, 4, 6
COPYRIGHT_ID, TYPOGRAPHIC_IDS = 0, (16, 17, 21, 22, 25)


def rename(font: TTFont, face: str) -> None:
    """Name the font ``FAMILY`` and keep the copyright notice, which names the original."""
    names = {
        FAMILY_ID: FAMILY,
        FACE_ID: face,
        UNIQUE_ID: f"{FAMILY} {face}, Latin subset",
        FULL_ID: f"{FAMILY} {face}",
        POSTSCRIPT_ID: f"{FAMILY.replace(' ', '')}-{face}",
    }
    table = font["name"]
    table.names = [record for record in table.names if record.nameID not in TYPOGRAPHIC_IDS]
    for id, name in names.items():
        table.removeNames(nameID=id)
        table.setName(name, id, 3, 1, 0x409)
        table.setName(name, id, 1, 0, 0)
    left = [str(record) for record in table.names if record.nameID != COPYRIGHT_ID and "source" in str(record).lower()]
    if left:
        raise SystemExit(f"{face} still carries the reserved name: {left}")


def main(paths: list[str]) -> None:
    if len(paths) != len(FACES):
        raise SystemExit(f"give one file for each of {', '.join(FACES)}, in this order")
    for face, path in zip(FACES, paths, strict=True):
        for flavor, ending in ((None, "ttf"), ("woff2", "woff2")):
            font = TTFont(path, recalcTimestamp=False)
            rename(font, face)
            font.flavor = flavor
            font.save(TARGET / f"{FAMILY.replace(' ', '')}-{face}.{ending}")


if __name__ == "__main__":
    main(sys.argv[1:])
