"""What a PDF says beside its drawn pages: alternative texts, outline, link targets, notes, metadata, comments.

It is read from the bytes of the file, not along the paths of a viewer: an object counts that no page refers to, or
that a later version replaced. Every string is read whatever its key (``/Alt``, ``/ActualText``, ``/Title``, ``/URI``,
``/Contents``, ``/Author``, names of attached files).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Beside", "beside_pages"]

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_LENGTH = re.compile(rb"/Length\s+(\d+)(?!\s+\d+\s+R)")
_FILTERS = re.compile(rb"/Filter\s*(?:\[([^\]]*)\]|(/\w+))")
_TABLE = re.compile(rb"/Type\s*/XRef\b")
_NO_TEXT = bytes({*range(9), *range(14, 32), *range(127, 256)})  # bytes of which a text in Latin letters has few
_FEW = 20  # one in this many at most
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_PIXELS = frozenset({(), (b"/FlateDecode",), (b"/RunLengthDecode",), (b"/CCITTFaxDecode",)})
_PACKET = re.compile(rb"\s*(?:\xef\xbb\xbf)?<")
_EMBEDDED = re.compile(rb"/EF\s*<<([^>]*)>>")
_REFERENCE = re.compile(rb"(\d+)\s+\d+\s+R\b")
_COMMENT = re.compile(rb"%[^\r\n]*")
# Numbers, which there are coordinates, and marks that neither join the words of a name nor part one name from another.
_BETWEEN = re.compile(rb"(?:[-+.]*\d[-+.\d]*|[^A-Za-z\x80-\xff\r\n,;:|'`&-]|&(?![A-Za-z]))+")
_STRING = re.compile(rb"\(|<(?!<)([0-9A-Fa-f\s]*)>")
_BRACKET = re.compile(rb"\\.|[()]", re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|\r|\n)|(.))", re.DOTALL)
_CONTROLS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_SAID = re.compile(rb"/(?:ActualText|Alt|E|Contents)\s*(?=[(<])")
_CODINGS = ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8"))


@dataclass(frozen=True, slots=True)
class Beside:
    """``strings`` of the objects and of marked content; ``words`` of everything that looks like text, without numbers
    and brackets; ``comments``; ``packets`` of XML (XMP); ``photographs`` (JPEG); the number of ``files``
    attached.
    """

    strings: str
    words: str
    comments: str
    packets: tuple[bytes, ...]
    photographs: tuple[bytes, ...]
    files: int


def beside_pages(content: bytes) -> Beside:
    """Read a PDF. Raises ``ValueError`` where it is encrypted or packed in a way that is not read here."""
    outside, streams = _apart(content)
    strings, packets, photographs = [], [], []
    objects, others = [outside], []
    for head, data in streams:
        filters = tuple(re.findall(rb"/\w+", b" ".join(b"".join(pair) for pair in _FILTERS.findall(head))))
        if _PICTURE.search(head):
            if filters[-1:] == (b"/DCTDecode",):
                photographs.append(_unpacked(data, filters[:-1], head))
            elif filters not in _PIXELS:
                raise ValueError("a picture of an unknown kind")
        elif not _TABLE.search(head):
            unpacked = _unpacked(data, filters, head)
            if b"/ObjStm" in head:
                objects.append(unpacked)
            elif _PACKET.match(unpacked):
                packets.append(unpacked)
            else:
                others.append(unpacked)
    if any(b"/Encrypt" in part for part in objects):
        raise ValueError("encrypted")
    for part in objects:
        strings.extend(_strings(part))
    for part in others:
        strings.extend(next(_strings(part, m.end()), "") for m in _SAID.finditer(part))
    texts = [part for part in others if len(part.translate(None, _NO_TEXT)) * _FEW >= len(part) * (_FEW - 1)]
    files = {ref for part in objects for inside in _EMBEDDED.findall(part) for ref in _REFERENCE.findall(inside)}
    return Beside(
        "\n".join(strings),
        "\n".join(_BETWEEN.sub(b" ", part).decode("latin-1") for part in (*objects, *texts)),
        b"\n".join(_COMMENT.findall(outside)).decode("latin-1"),
        tuple(packets),
        tuple(photographs),
        len(files),
    )


def _apart(content: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """The bytes outside streams, and each stream with the dictionary before it."""
    outside, streams, at = [], [], 0
    while found := _STREAM.search(content, at):
        start = content.rfind(b"obj", at, found.start())
        head = content[max(start, at) : found.start()]
        length = _LENGTH.search(head)
        end = found.end() + int(length[1]) if length else -1
        if not length or content[end : end + 12].strip()[:9] != b"endstream":
            end = content.find(b"endstream", found.end())
        if end < 0:
            raise ValueError("a stream without an end")
        outside.append(content[at : found.start()])
        streams.append((head, content[found.end() : end]))
        at = end
    return b"".join((*outside, content[at:])), streams


def _unpacked(data: bytes, filters: tuple[bytes, ...], head: bytes) -> bytes:
    for name in filters:
        if name != b"/FlateDecode" or b"/Predictor" in head:
            raise ValueError("packed in an unknown way")
        packed = zlib.decompressobj()  # of its own accord it stops at the end of what is packed
        data = packed.decompress(data)
        if not packed.eof:
            raise ValueError("packed data without an end")
    return data


def _strings(data: bytes, at: int = 0) -> Iterator[str]:
    """Every string in some PDF objects from a place on, in brackets or in hexadecimal digits."""
    while found := _STRING.search(data, at):
        at = found.end()
        if found[1] is not None:
            digits = re.sub(rb"\s", b"", found[1])
            yield _decoded(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()))
            continue
        depth = 1
        while depth and (bracket := _BRACKET.search(data, at)):
            depth += {b"(": 1, b")": -1}.get(bracket[0], 0)
            at = bracket.end()
        end = at - 1 if not depth else len(data)
        yield _decoded(_ESCAPE.sub(_escaped, data[found.end() : end]))
        at = max(at, end)


def _escaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes([int(match[1], 8) & 0xFF])
    return b"" if match[2] else _CONTROLS.get(match[3], match[3])


def _decoded(string: bytes) -> str:
    for mark, coding in _CODINGS:
        if string.startswith(mark):
            return string[len(mark) :].decode(coding, "replace")
    return string.decode("latin-1")
