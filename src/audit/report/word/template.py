"""The file that every document begins as: our styles, settings and one numbered list, and nothing else.

The template of python-docx brings a thumbnail, a theme, a bibliography and 790,000 characters of styles, which each
document would carry and the leak scan read back. Source: ECMA-376 part 1, chapter 17, and part 2 for the package.
"""

from __future__ import annotations

import io
import zipfile
from functools import cache

from audit.report.word.looks import A4_CM, BOTTOM_CM, EDGE_CM, LEFT_CM, RIGHT_CM, TOP_CM, Look, styles_part
from audit.report.word.markup import NAMESPACES, dxa

__all__ = ["template"]

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE, _PACKAGE = "http://schemas.openxmlformats.org", "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = {  # of the document, by what relates them to it
    "styles": ("word/styles.xml", f"{_WORD}.styles+xml"),
    "settings": ("word/settings.xml", f"{_WORD}.settings+xml"),
    "numbering": ("word/numbering.xml", f"{_WORD}.numbering+xml"),
}
_CORE = ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    + "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in (*_PARTS.values(), _CORE))
    + "</Types>"
)
_TOP = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="{_CORE[0]}"/>'
    "</Relationships>"
)
_OF_DOCUMENT = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    + "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/officeDocument/2006/relationships/{kind}" '
        f'Target="{name.removeprefix("word/")}"/>'
        for n, (kind, (name, _)) in enumerate(_PARTS.items(), start=1)
    )
    + "</Relationships>"
)
_CORE_PART = (
    f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
)
_NUMBER_CM = 0.63  # a number of a list hangs before its words
_NUMBERING = (
    f'{_HEAD}<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="ListNumber"/>'
    f'<w:lvlText w:val="%1."/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{dxa(_NUMBER_CM)}" '
    f'w:hanging="{dxa(_NUMBER_CM)}"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
_MODE = 15  # of Word 2013 and later, which would else open the file in compatibility mode
_MARKS = {"id": (",", ";"), "en": (".", ",")}  # of decimals and of lists


_SIDES = (("top", TOP_CM), ("right", RIGHT_CM), ("bottom", BOTTOM_CM), ("left", LEFT_CM), ("header", EDGE_CM),
          ("footer", EDGE_CM), ("gutter", 0))  # fmt: skip
_MARGINS = " ".join(f'w:{side}="{dxa(cm)}"' for side, cm in _SIDES)
_DOCUMENT = (
    f'{_HEAD}<w:document {NAMESPACES}><w:body><w:sectPr><w:pgSz w:w="{dxa(A4_CM[0])}" w:h="{dxa(A4_CM[1])}"/>'
    f"<w:pgMar {_MARGINS}/></w:sectPr></w:body></w:document>"
)


@cache
def template(face: str, tag: str, looks: tuple[tuple[str, Look], ...], *, counted: bool = False) -> bytes:
    """An empty A4 document in ``face`` with the styles ``looks``; ``tag`` is its language, such as ``id-ID``.

    Word fills the fields of a ``counted`` one when it opens it, after a question to the reader. Equal arguments give
    the same bytes, made once a process.
    """
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _TOP,
        _CORE[0]: _CORE_PART,
        "word/_rels/document.xml.rels": _OF_DOCUMENT,
        "word/document.xml": _DOCUMENT,
        "word/numbering.xml": _NUMBERING,
        "word/settings.xml": _settings(tag, counted=counted),
        "word/styles.xml": _HEAD + styles_part(face, tag, dict(looks)),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, said in parts.items():
            archive.writestr(name, said)
    return made.getvalue()


def _settings(tag: str, *, counted: bool) -> str:
    decimal, between = _MARKS[tag.partition("-")[0]]
    fill = '<w:updateFields w:val="true"/>' if counted else ""
    return (
        f'{_HEAD}<w:settings {NAMESPACES}><w:defaultTabStop w:val="720"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/>{fill}<w:compat>'
        '<w:compatSetting w:name="compatibilityMode" '
        f'w:uri="http://schemas.microsoft.com/office/word" w:val="{_MODE}"/></w:compat>'
        f'<w:themeFontLang w:val="{tag}"/><w:decimalSymbol w:val="{decimal}"/><w:listSeparator w:val="{between}"/>'
        "</w:settings>"
    )
