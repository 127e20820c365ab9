"""Papers set by Typst: a template of the package and what it says make one accessible PDF (PDF/UA-1)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

from audit.reference.identity import COLOURS

__all__ = ["typeset"]


def typeset(template: str, data: Mapping[str, Any], *, pictures: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """Set ``template`` (a file of ``audit.report.typst``), which reads ``data`` from ``data.json``.

    ``pictures`` lie beside it by their names.

    The same data give the same bytes. Raises a Typst error or warning as it is (an image without words for those who
    cannot see it, an unknown font): each is a bug of the caller or of the template.
    """
    import typst

    with TemporaryDirectory() as name:
        folder = Path(name)
        fonts = folder / "fonts"
        fonts.mkdir()
        for file in _fonts():
            (fonts / file.name).write_bytes(file.read_bytes())
        for file in (files("audit.report") / "typst").iterdir():
            (folder / file.name).write_bytes(file.read_bytes())
        for picture, content in pictures.items():
            (folder / picture).write_bytes(content)
        (folder / "colours.json").write_text(json.dumps(dict(COLOURS)), encoding="utf-8")
        (folder / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        pdf, warnings = typst.compile_with_warnings(
            folder / template,
            root=folder,
            font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts]),
            pdf_standards=["ua-1"],
        )
    for warning in warnings:
        raise warning
    return pdf


def _fonts() -> Iterator[Traversable]:
    """Our faces, and DejaVu Sans for the marks that they lack."""
    yield from (f for f in (files("audit.report") / "fonts").iterdir() if f.name.endswith(".ttf"))
    dejavu = files("matplotlib") / "mpl-data" / "fonts" / "ttf"
    yield from (dejavu / name for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"))
