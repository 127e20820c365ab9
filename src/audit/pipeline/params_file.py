"""A params file as text: its keys and where each stands, or one sentence that says which line to mend, and how."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from audit.errors import ParamsError

__all__ = ["ParamsFile", "read_params_file"]

Loc = Sequence[int | str]
_NO_TEXT = (b"PK", b"{\\rtf", b"\xd0\xcf\x11\xe0")  # how files of Word and Excel begin
_TWICE = "a key written twice"
_CURLY = "\u201c\u201d\u2018\u2019"  # what word processors make of straight quotation marks


class _Loader(yaml.SafeLoader):
    """YAML that refuses a key written twice, and leaves a date that no calendar has as it was written."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[object] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(_TWICE, key.start_mark, str(key.value), key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)

    def construct_yaml_timestamp(self, node: yaml.ScalarNode) -> Any:
        try:
            return super().construct_yaml_timestamp(node)
        except ValueError:
            return node.value


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_yaml_timestamp)


@dataclass(frozen=True, slots=True)
class ParamsFile:
    """The keys of one file, and its nodes, which know the line and the writing of each."""

    shown: str
    content: dict[str, Any]
    nodes: yaml.Node

    def line(self, loc: Loc) -> str:
        """Line of a key or, where it is not there, of the nearest thing around it."""
        return str(self._walk(loc)[0] + 1)

    def written(self, loc: Loc) -> str:
        """A value as it stands in the file: ``14.10`` and not 14.1, with its quotation marks."""
        node = self._walk(loc)[1]
        if not isinstance(node, yaml.ScalarNode):
            return ""
        return f"{node.style}{node.value}{node.style}" if node.style in ("'", '"') else str(node.value)

    def _walk(self, loc: Loc) -> tuple[int, yaml.Node]:
        line, node = self.nodes.start_mark.line, self.nodes
        for part in loc:
            if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
                node = node.value[part]
                line = node.start_mark.line
                continue
            pairs = node.value if isinstance(node, yaml.MappingNode) else ()
            found = next(((key, value) for key, value in pairs if key.value == str(part)), None)
            if found is None:
                break
            line, node = found[0].start_mark.line, found[1]
        return line, node


def read_params_file(path: Path, root: Path | None = None) -> ParamsFile:
    """Read one file; raises ``ParamsError`` (exit 10) that names file, line and cause."""
    shown = path.relative_to(root).as_posix() if root and path.is_relative_to(root) else path.name
    text = _text(path, shown)
    try:
        loader = _Loader(text)
        nodes = loader.get_single_node()
        content = loader.construct_document(nodes) if nodes else None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _syntax(error, text.splitlines(), shown) from None
    if content is None:
        raise ParamsError("params.empty", file=shown)
    if not isinstance(content, dict) or nodes is None:
        raise ParamsError("params.no_keys", file=shown)
    for number, line in enumerate(text.splitlines(), 1):
        if re.search(rf"[:\[{{,]\s*[{_CURLY}]", line.partition(" #")[0]):
            raise ParamsError("params.curly_quotes", file=shown, line=str(number))
    return ParamsFile(shown, content, nodes)


def _text(path: Path, shown: str) -> str:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise _absent(path, shown) from None
    except (OSError, ValueError):  # a folder, no permission, a name that is too long or holds a NUL
        raise ParamsError("params.unreadable", file=shown[:80].replace("\0", "?")) from None
    if raw.startswith(_NO_TEXT):
        raise ParamsError("params.no_text", file=shown)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ParamsError("params.encoding", file=shown, line=str(raw.count(b"\n", 0, error.start) + 1)) from None
    if "\0" in text:  # UTF-16 without its mark
        raise ParamsError("params.encoding", file=shown, line="1")
    return text


def _absent(path: Path, shown: str) -> ParamsError:
    """Name the file of nearly that name: editors add ``.txt``, and codes are mistyped."""
    folder = path.parent
    names = [p.name for p in folder.iterdir() if ".yaml" in p.name] if folder.is_dir() else []
    near = get_close_matches(path.name, sorted(names), n=1)
    if not near:
        return ParamsError("params.no_file", file=shown)
    return ParamsError("params.no_file_near", file=shown, near=near[0])


def _syntax(error: Exception, lines: list[str], file: str) -> ParamsError:
    """The likeliest cause of what YAML could not read, among those that people make."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return ParamsError("params.not_yaml", file=file, line="?")
    last = min(error.problem_mark.line, len(lines) - 1)
    problem, around = str(error.problem), str(error.context)
    if around == _TWICE:
        return ParamsError("params.key_twice", file=file, line=str(last + 1), key=problem)
    inside = error.context_mark is not None and re.search("flow|quoted", around)
    first = error.context_mark.line if inside and error.context_mark else last
    id, line = _cause(problem, around, lines, first, last)
    return ParamsError(f"params.{id}", file=file, line=str(line + 1))


def _cause(problem: str, around: str, lines: list[str], first: int, last: int) -> tuple[str, int]:
    """A sentence and the line (from 0) that it is about, for what began at line ``first`` and ended badly at ``last``.

    YAML often gives up one line late, so the line above is looked at too.
    """
    if "escape character" in problem:
        return "backslash", last
    near = range(max(last - 1, 0), last + 1)
    if tabs := [i for i in near if "\t" in lines[i]]:
        return "tab", tabs[-1]
    if unclosed := [i for i in range(first, last + 1) if lines[i].partition(" #")[0].count('"') % 2]:
        return "quote_open", unclosed[0]
    if glued := [i for i in near if re.match(r"\s*(- )?[a-z_]+:[^\s/\\]", lines[i])]:
        return "colon_glued", glued[0]
    if "mapping values" in problem and len(re.findall(r":\s", lines[last])) > 1:
        return "colon_inside", last
    for sign, id, line in (
        ("quoted", "quote_open", first),
        ("sequence entries", "dash_alone", last),
        ("flow", "bracket", first),
        ("cannot start any token", "needs_quotes", last),
        ("mapping values", "indent", last),
        ("while parsing a block", "indent", last),
        ("simple key", "indent", last),
    ):
        if sign in problem or sign in around:
            return id, line
    return "not_yaml", last
