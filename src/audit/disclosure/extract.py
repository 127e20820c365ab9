"""Every text of a public file, whatever its format: what is drawn and what is not (attributes, metadata, comments).

A kind of file is a function from bytes to pieces, registered under its suffixes. A file of an unknown kind, or one
that cannot be read, yields a piece that says so: nothing passes unread.
"""

from __future__ import annotations

import base64
import binascii
import html
import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from audit.disclosure.identities import fold, words_of
from audit.disclosure.pdf_text import beside_pages
from audit.disclosure.pictures import bytes_as_text, gif_texts, jpeg_texts, png_texts, webp_texts
from audit.reference.disclosure_rules import NAME_HEADINGS

__all__ = ["CELL_END", "Piece", "extract"]

CELL_END = "\x1f"  # no text of a file can hold it: XML forbids it


@dataclass(frozen=True, slots=True)
class Piece:
    """Texts of one part of a file.

    ``texts`` are readings of the same part (tags as gaps, tags as nothing), ``people`` the text under headings for
    names of persons, ``unread`` why the part could not be read.
    """

    place: str
    texts: tuple[str, ...] = ()
    people: str = ""
    unread: str = ""


Reader = Callable[[bytes, str, int], Iterator[Piece]]
_READERS: dict[str, Reader] = {}
_NO_TEXT = frozenset({".woff", ".woff2", ".ttf", ".otf"})  # fonts
_DEPTH = 4  # archives inside archives


def _reads(*suffixes: str) -> Callable[[Reader], Reader]:
    def register(reader: Reader) -> Reader:
        _READERS.update(dict.fromkeys(suffixes, reader))
        return reader

    return register


def extract(content: bytes, name: str, *, depth: int = 0) -> Iterator[Piece]:
    """Yield the texts of a file, its name first. ``depth`` counts the archives it lies in."""
    place = name if depth else ""
    yield Piece(place, (name,))
    suffix = "." + name.casefold().rpartition(".")[2]  # also of ".rels", which pathlib takes for a bare name
    if suffix in _NO_TEXT:
        return
    reader = _READERS.get(suffix)
    if reader is None or depth > _DEPTH:
        yield Piece(place, unread="kind")
        return
    try:
        yield from reader(content, place, depth)
    except (ValueError, KeyError, IndexError, EOFError, struct.error, zlib.error, zipfile.BadZipFile):
        yield Piece(place, unread="broken")


def _is_heading(text: str) -> bool:
    return "_".join(words_of(fold(text))) in NAME_HEADINGS


@_reads(".txt", ".md", ".log", ".css", ".js", ".yaml", ".yml", ".toml", ".typ", ".py", ".sig", ".sha256", ".rels")
def _text(content: bytes, place: str, depth: int) -> Iterator[Piece]:
    yield Piece(place, (content.decode("utf-8-sig"),))


@_reads(".csv", ".tsv")
def _separated(content: bytes, place: str, depth: int) -> Iterator[Piece]:
    import csv

    text = content.decode("utf-8-sig")
    first = text.split("\n", 1)[0]
    rows = list(csv.reader(io.StringIO(text), delimiter=max(",;\t", key=first.count)))
    headings = [j for j, heading in enumerate(rows[0] if rows else []) if _is_heading(heading)]
    people = "\n".join(row[j] for row in rows[1:] for j in headings if j < len(row))
    yield Piece(place, ("\n".join("\n".join(row) for row in rows),), people)


_TAG = re.compile(r"<!--.*?-->|<!\[CDATA\[|\]\]>|<[^<>]*>", re.DOTALL)
_DATA = re.compile(r"data:([\w.+-]+/[\w.+-]+)?(?:;[\w=-]+)*;base64,([A-Za-z0-9+/=\s%]+)")
_PATHS = re.compile(r"\b(?:d|points|transform|viewBox)=(\"[^\"<>]*\"|'[^'<>]*')")
_GEOMETRY = re.compile(
    r"[\"'][\s0-9.,+()eE-]*(?:(?:[MLHVCSQTAZmlhvcsqtaz]|matrix|translate|rotate|scale)[\s0-9.,+()eE-]*)*[\"']"
)
_HEADING = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL | re.IGNORECASE)
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL | re.IGNORECASE)
_BETWEEN_DIGITS = re.compile(r"(?<=\d)(?:\s*<[^<>]*>)+\s*(?=\d)")
_CELL_ENDS = re.compile(r"</(?:\w+:)?(?:v|p|td|th|tc|li)>", re.IGNORECASE)
_SUFFIX_OF = {"image/svg+xml": ".svg", "image/jpeg": ".jpg", "text/plain": ".txt", "application/json": ".json"}


@_reads(".html", ".htm", ".xhtml", ".svg", ".xml", ".vml")
def _markup(content: bytes, place: str, depth: int) -> Iterator[Piece]:
    text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    for j, match in enumerate(_DATA.finditer(text)):
        mime = match[1] or "text/plain"
        suffix = _SUFFIX_OF.get(mime) or "." + mime.partition("/")[2].removeprefix("x-").removeprefix("font-")
        yield from extract(_decoded(match[2]), f"{place}#data{j + 1}{suffix}".lstrip("/"), depth=depth + 1)
    yield from _marked_up(_DATA.sub("", text), place)


def _marked_up(text: str, place: str) -> Iterator[Piece]:
    """Three readings: tags as gaps, tags as nothing (``Si<b>ti</b>``), and what stands inside the tags.

    In the second, numbers of two cells or paragraphs stand apart by ``CELL_END``: a row of counts is nobody's number.
    """
    text = _PATHS.sub(lambda m: "" if _GEOMETRY.fullmatch(m[1]) else m[0], text)
    people = [
        html.unescape(_TAG.sub("\n", table))
        for table in (_TABLE.findall(text) if "<th" in text else ())
        if any(_is_heading(_TAG.sub("", heading)) for heading in _HEADING.findall(table))
    ]
    joined = _BETWEEN_DIGITS.sub(lambda m: CELL_END if _CELL_ENDS.search(m[0]) else m[0], text)
    readings = [html.unescape(_TAG.sub("\n", text)), html.unescape(_TAG.sub("", joined))]
    readings.append(html.unescape("\n".join(tag for tag in _TAG.findall(text) if " " in tag)))
    yield Piece(place, tuple(readings), "\n".join(people))


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(re.sub(r"\s|%0A", "", text).replace("%3D", "="))
    except binascii.Error as error:
        raise ValueError("not base64") from error


@_reads(".json", ".geojson", ".jsonld", ".ipynb")
def _json(content: bytes, place: str, depth: int) -> Iterator[Piece]:
    texts: list[str] = []
    people: list[str] = []
    marked: list[str] = []
    pictures: list[tuple[str, str]] = []

    def walk(node: Any, heading: str) -> None:
        match node:
            case dict():
                for key, value in node.items():
                    texts.append(key)
                    if key in _SUFFIX_OF or key.startswith("image/"):
                        joined = "".join(value) if isinstance(value, list) else value
                        if isinstance(joined, str) and not joined.lstrip().startswith("<"):
                            pictures.append((_SUFFIX_OF.get(key) or "." + key.partition("/")[2], joined))
                            continue
                    walk(value, key)
            case list():
                if node and all(isinstance(item, str) for item in node):
                    walk("".join(node) if any(item.endswith("\n") for item in node) else "\n".join(node), heading)
                else:
                    for item in node:
                        walk(item, heading)
            case str():
                (marked if "<" in node else texts).append(node)
                if _is_heading(heading):
                    people.append(node)
            case int() if abs(node) >= 1_000_000:
                texts.append(str(node))
            case _:
                pass

    walk(json.loads(content.decode("utf-8-sig")), "")
    yield Piece(place, ("\n".join(texts),), "\n".join(people))
    for text in marked:
        yield from _markup(text.encode("utf-8"), place, depth)
    for j, (suffix, text) in enumerate(pictures):
        if suffix in (".txt", ".json"):
            yield Piece(place, (text,))
        else:
            yield from extract(_decoded(text), f"{place}#output{j + 1}{suffix}", depth=depth + 1)


@_reads(".xlsx", ".docx", ".pptx", ".zip")
def _archive(content: bytes, place: str, depth: int) -> Iterator[Piece]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield Piece(place, (archive.comment.decode("utf-8", "replace"),))
        for member in archive.infolist():
            if member.is_dir():
                continue
            inside = archive.read(member)
            if member.filename == "xl/sharedStrings.xml":
                yield from _workbook_names(inside, place)
            yield from extract(inside, f"{place}/{member.filename}".lstrip("/"), depth=depth + 1)


def _workbook_names(content: bytes, place: str) -> Iterator[Piece]:
    """All strings of a workbook, as people where one of them is a heading for names."""
    text = content.decode("utf-8")
    strings = [_TAG.sub("", item) for item in re.findall(r"<si>.*?</si>", text, re.DOTALL)]
    if any(_is_heading(html.unescape(item)) for item in strings):
        yield Piece(place, people=html.unescape("\n".join(strings)))


@_reads(".parquet")
def _parquet(content: bytes, place: str, depth: int) -> Iterator[Piece]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pq.read_table(io.BytesIO(content))
    metadata = table.schema.metadata or {}
    yield Piece(place, tuple(f"{k.decode()}\n{v.decode('utf-8', 'replace')}" for k, v in sorted(metadata.items())))
    for name, column in zip(table.column_names, table.columns, strict=True):
        kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
        if pa.types.is_floating(kind) or pa.types.is_boolean(kind):
            continue
        text = "\n".join(str(value) for value in column.unique().to_pylist() if value is not None)
        yield Piece(f"{place}[{name}]", (f"{name}\n{text}",), text if _is_heading(name) else "")


def _picture(texts: Callable[[bytes], Iterator[str]]) -> Reader:
    def read(content: bytes, place: str, depth: int) -> Iterator[Piece]:
        yield Piece(place, tuple(texts(content)))

    return read


_READERS.update(
    {
        ".png": _picture(png_texts),
        ".jpg": _picture(jpeg_texts),
        ".jpeg": _picture(jpeg_texts),
        ".gif": _picture(gif_texts),
        ".webp": _picture(webp_texts),
    }
)

_RDF = b"http://www.w3.org/1999/02/22-rdf-syntax-ns#"  # the name of a vocabulary, in every XMP packet: no date


@_reads(".pdf")
def _pdf(content: bytes, place: str, depth: int) -> Iterator[Piece]:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(content) as document:
            attached = document.count_attachments()
            yield from _beside_pages(content, f"{place}#metadata", attached)
            for number, page in enumerate(document, 1):
                yield Piece(f"{place}#{number}", (page.get_textpage().get_text_range(),))
            for number in range(attached):
                attachment = document.get_attachment(number)
                yield from extract(bytes(attachment.get_data()), f"{place}#{attachment.get_name()}", depth=depth + 1)
    except pypdfium2.PdfiumError as error:
        raise ValueError("not a PDF, or one without an attachment that it names") from error


def _beside_pages(content: bytes, place: str, attached: int) -> Iterator[Piece]:
    beside = beside_pages(content)
    if beside.files > attached:  # attached to a note rather than to the document
        yield Piece(place, unread="kind")
    packets = [bytes_as_text(packet.replace(_RDF, b"")) for packet in beside.packets]
    yield Piece(place, (beside.strings, beside.words, beside.comments, *packets))
    for photograph in beside.photographs:
        yield Piece(place, tuple(jpeg_texts(photograph)))
