"""Public files of a report as the index lists them: what each is, how large, in which group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import groupby

from audit.language import half_up, has, number, text
from audit.language.catalogue import Language

__all__ = ["FileGroup", "IndexFile", "ListedFile", "file_groups", "opened", "size_words"]

_KB, _MB = 1_000, 1_000_000  # bytes, as file managers count them
_FIRST = ("laporan.html", "laporan.pdf", "laporan-en.html", "laporan-en.pdf", "laporan-id.html", "laporan-id.pdf")
_PAGE = "laporan.html"
_OTHERS = "other"


@dataclass(frozen=True, slots=True)
class IndexFile:
    """A file by its path inside ``publik/``, with its size in bytes."""

    path: str
    bytes: int


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file as people read it."""

    path: str
    label: str
    size: str


@dataclass(frozen=True, slots=True)
class FileGroup:
    """Files that stand together under a ``title``; the report itself stands under none."""

    title: str
    files: tuple[ListedFile, ...]


def file_groups(files: Sequence[IndexFile], language: Language) -> list[FileGroup]:
    """The report to read and to print; then other files by name; then those of each folder (packs, documents).

    Where a report is in two languages, the one of this language stands before the other.
    """
    groups = []
    own = opened(files, language).removesuffix("html")
    in_order = sorted(files, key=lambda file: (_group(file), not file.path.startswith(own), file.path))
    for (_, group), within in groupby(in_order, key=_group):
        listed = tuple(ListedFile(f.path, _label(f.path, language), size_words(f.bytes, language)) for f in within)
        groups.append(FileGroup(_title(group, len(listed), language) if group else "", listed))
    return groups


def opened(files: Sequence[IndexFile], language: Language) -> str:
    """Path of the report to read first: the page in this language where it is the second one of its report."""
    own = f"laporan-{language}.html"
    return own if any(file.path == own for file in files) else _PAGE


def size_words(size: int, language: Language) -> str:
    """``1,3 MB`` or ``90 KB``; at least 1 KB."""
    if size >= _MB:
        return f"{_number(half_up(size / _MB, 1), 1, language)} MB"
    return f"{_number(half_up(max(size / _KB, 1)), 0, language)} KB"


@cache
def _number(rounded: Decimal, digits: int, language: Language) -> str:
    return number(rounded, digits, language=language)


def _group(file: IndexFile) -> tuple[bool, str]:
    """What a file stands under; its second part is "" for the report itself. The first puts folders last."""
    folder = file.path.rpartition("/")[0]
    return bool(folder), folder or ("" if file.path in _FIRST else _OTHERS)


def _title(group: str, n: int, language: Language) -> str:
    known = f"index_page.group.{group}"
    return text("index_page.group", language, name=text(known, language) if has(known, language) else group, n=n)


def _label(path: str, language: Language) -> str:
    stem, _, kind = path.rpartition("/")[2].rpartition(".")
    code, _, place = stem.partition("-")
    if place and code.replace(".", "").isdigit():
        return f"{place.replace('-', ' ').title()} ({_kind(kind, language)})"
    return _named(stem, kind, language)


@cache
def _named(stem: str, kind: str, language: Language) -> str:
    known = f"index_page.file.{stem.replace('-', '_')}_{kind}"
    if has(known, language):
        return text(known, language)
    return f"{stem.replace('-', ' ').capitalize()} ({_kind(kind, language)})"


@cache
def _kind(kind: str, language: Language) -> str:
    form = f"index_page.kind.{kind}"
    return text(form, language) if has(form, language) else kind.upper()
