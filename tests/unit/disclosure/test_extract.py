from __future__ import annotations

import base64
import io
import json
import struct
import zipfile
import zlib

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from audit.disclosure.extract import extract


def text_of(content: bytes | str, name: str) -> str:
    data = content.encode() if isinstance(content, str) else content
    pieces = list(extract(data, name))
    assert not any(piece.unread for piece in pieces)
    return "\n".join(text for piece in pieces for text in piece.texts)


def people_of(content: bytes | str, name: str) -> str:
    data = content.encode() if isinstance(content, str) else content
    return "\n".join(piece.people for piece in extract(data, name)).strip()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*chunks: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0" * 13) + b"".join(chunks) + chunk(b"IEND", b"")


def archive(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in members.items():
            file.writestr(name, content)
    return out.getvalue()


def test_markup_is_read_with_tags_as_gaps_and_as_nothing_and_inside():
    text = text_of('<p title="judul">a<b>b</b>c<!-- ulasan --></p><p>&Eacute;</p>', "x.html")
    for part in ("ab", "a\nb", "judul", "ulasan", "É"):
        assert part in text


def test_geometry_is_not_text_but_everything_else_of_a_picture_is():
    text = text_of(
        '<svg><path d="M 1 2 L 3.5,-4e5 Z" id="Siti"/><text>ibu</text><g transform="Siti Ani"/></svg>', "x.svg"
    )
    assert "3.5" not in text
    for part in ("Siti", "ibu", "Siti Ani"):
        assert part in text


def test_pictures_inside_a_page_are_opened():
    inside = base64.b64encode(png(chunk(b"tEXt", b"Author\0Ani Lestari"))).decode()
    assert "Ani Lestari" in text_of(f'<img src="data:image/png;base64,{inside}">', "x.html")
    drawn = base64.b64encode(b"<svg><text>Siti Rahma</text></svg>").decode()
    assert "Siti Rahma" in text_of(f"<img src='data:image/svg+xml;base64,{drawn}'>", "x.html")


@pytest.mark.parametrize(
    "piece",
    [
        chunk(b"tEXt", b"Author\0Ani Lestari"),
        chunk(b"zTXt", b"Author\0\0" + zlib.compress(b"Ani Lestari")),
        chunk(b"iTXt", b"Author\0\0\0id\0\0Ani Lestari"),
        chunk(b"iTXt", b"Author\0\1\0id\0\0" + zlib.compress(b"Ani Lestari")),
        chunk(b"eXIf", b"II*\0Ani Lestari\0"),
        chunk(b"IEND", b"") + b"Ani Lestari",
    ],
)
def test_what_a_picture_says_of_itself(piece):
    assert "Ani Lestari" in text_of(png(piece), "x.png")


@pytest.mark.parametrize("marker", [b"\xff\xfe", b"\xff\xe1", b"\xff\xed"])
@pytest.mark.parametrize("coding", ["latin-1", "utf-16-le"])
def test_what_a_photograph_says_of_itself(marker, coding):
    data = "Ani Lestari".encode(coding)
    picture = b"\xff\xd8" + marker + struct.pack(">H", len(data) + 2) + data + b"\xff\xd9"
    assert "Ani Lestari" in text_of(picture, "x.jpg")


GIF = b"GIF89a\1\0\1\0\x80\0\0" + b"\0" * 6  # one pixel, two colours
IMAGE = b"\x2c" + b"\0\0\0\0\1\0\1\0\0" + b"\2\2\x44\1\0"


@pytest.mark.parametrize(
    "content",
    [
        GIF + IMAGE + b"\x21\xfe\x0bAni Lestari\0\x3b",
        GIF + b"\x21\xfe\4Ani \7Lestari\0" + IMAGE + b"\x3b",
        GIF + b"\x21\xff\x0bXMP DataXMPAni Lestari\1" + bytes(range(255, -1, -1)) + b"\0" + IMAGE + b"\x3b",
        GIF + IMAGE + b"\x3bAni Lestari",
    ],
)
def test_what_a_gif_says_of_itself(content):
    assert "Ani Lestari" in text_of(content, "x.gif")


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"".join(kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2) for kind, data in chunks)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


@pytest.mark.parametrize("kind", [b"EXIF", b"XMP ", b"ABCD"])
@pytest.mark.parametrize("coding", ["latin-1", "utf-16-le"])
def test_what_a_webp_says_of_itself(kind, coding):
    picture = webp((b"VP8L", b"\x2fabc"), (kind, "Ani Lestari".encode(coding)))
    assert "Ani Lestari" in text_of(picture, "x.webp")
    assert "Ani Lestari" in text_of(webp() + b"Ani Lestari", "x.webp")


def test_json_keys_strings_lists_and_long_numbers():
    text = text_of(json.dumps({"Ani": [{"b": "c\nd"}, 1771994508230001, 3.25], "l": ["e", "f"]}), "x.json")
    for part in ("Ani", "c\nd", "1771994508230001", "e\nf"):
        assert part in text


def test_a_notebook_with_outputs_and_metadata():
    cell = {
        "source": ["Ani Les", "tari\n", "x"],
        "outputs": [
            {
                "data": {
                    "text/html": ["<td>Si", "<b>ti</b></td>\n"],
                    "image/png": base64.b64encode(png(chunk(b"tEXt", b"k\0Budi"))).decode(),
                    "image/svg+xml": ["<svg>\n", "<text>Wati</text></svg>"],
                    "application/json": "Rina",
                    "text/plain": ["Tono"],
                }
            }
        ],
    }
    text = text_of(json.dumps({"cells": [cell], "metadata": {"papermill": {"parameters": {"who": "Dewi"}}}}), "x.ipynb")
    for part in ("Ani Lestari", "Siti", "Budi", "Wati", "Rina", "Tono", "Dewi"):
        assert part in text


def test_office_files_to_the_last_part():
    shared = b"<sst><si><t>Nama anak</t></si><si><r><t>Me</t></r><r><t>lati</t></r></si></sst>"
    book = archive({"_rels/.rels": b"<R/>", "xl/sharedStrings.xml": shared})
    deck = archive({"ppt/embeddings/data.xlsx": book, "ppt/media/a.png": png(chunk(b"tEXt", b"k\0Budi"))})
    text = text_of(deck, "x.pptx")
    assert "Melati" in text
    assert "Budi" in text
    assert "Melati" in people_of(deck, "x.pptx")


def test_tables_with_a_column_of_names():
    assert people_of("desa;Nama Anak\nA;Melati\n", "x.csv") == "Melati"
    assert people_of('desa,nilai\nA,"b, c"\n', "x.csv") == ""
    assert people_of("<table><tr><th>Nama <b>ibu</b></th></tr><tr><td>Melati</td></tr></table>", "x.html").endswith(
        "Melati"
    )
    assert people_of("<table><tr><th>Kecamatan</th></tr><tr><td>Melati</td></tr></table>", "x.html") == ""
    assert people_of('{"nama": "Melati", "id": "x"}', "x.json") == "Melati"


def test_columns_and_metadata_of_parquet():
    table = pa.table(
        {"nama": ["Melati", "Melati"], "lahir": pa.array([19_000], pa.date32()).take([0, 0]), "z": [1.5, 2.5]}
    ).replace_schema_metadata({"k": "Siti"})
    out = io.BytesIO()
    pq.write_table(table, out)
    text = text_of(out.getvalue(), "x.parquet")
    assert "Melati" in text
    assert "2022-01-08" in text
    assert "Siti" in text
    assert "2.5" not in text
    assert people_of(out.getvalue(), "x.parquet") == "Melati"


def test_the_name_of_a_file_is_read_and_fonts_have_no_text():
    assert text_of(b"\0\xff", "kasus/Ani Lestari.woff2") == "kasus/Ani Lestari.woff2"


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"MZ", "x.exe", "kind"),
        (b"", "LICENSE", "kind"),
        (b"PK", "x.xlsx", "broken"),
        (b"{", "x.json", "broken"),
        (b"GIF89a", "x.png", "broken"),
        (b"", "x.jpg", "broken"),
        (b"GIF89a", "x.gif", "broken"),
        (GIF + b"\x21\xfe\x0bAni", "x.gif", "broken"),
        (GIF + b"Ani", "x.gif", "broken"),
        (b"RIFF", "x.webp", "broken"),
        (b"\xd7\xcd\xc6\x9a", "x.wmf", "kind"),
        (b"\1\0\0\0", "x.emf", "kind"),
        (b"\xff\xfe\xfa", "x.txt", "broken"),
        (b'<img src="data:image/png;base64,abc">', "x.html", "broken"),
    ],
)
def test_what_cannot_be_read_says_so(content, name, why):
    assert why in {piece.unread for piece in extract(content, name)}


def test_archives_in_archives_have_an_end():
    content = archive({})
    for _ in range(7):
        content = archive({"a.zip": content})
    assert "kind" in {piece.unread for piece in extract(content, "x.zip")}


def test_pages_and_metadata_of_a_pdf():
    pytest.importorskip("pypdfium2", reason="reads PDF")
    import typst

    source = '#set document(title: "Siti Rahma", date: none)\nAni #strong[Lestari]\n#pagebreak()\nBudi San-\\\ntoso'
    text = text_of(typst.compile(source.encode(), format="pdf"), "x.pdf")
    for part in ("Ani Lestari", "Siti Rahma", "Budi"):
        assert part in text
    assert {p.unread for p in extract(b"%PDF-", "x.pdf")} == {"", "broken"}
