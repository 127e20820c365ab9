"""``python -m audit.report.typeset_apart TEMPLATE FONTS``: many small papers, set in a process of their own.

What Typst remembers of everything that it has set slows down whatever it sets next: after a report of eighty pages a
sheet of a posyandu takes twice as long. A line of standard input is what one paper says, as JSON; the answer is its PDF
with its length before it. It ends with its input, so with whoever started it.
"""

from __future__ import annotations

import struct
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, Literal

__all__ = ["PDF_STANDARD", "main", "set_apart", "sound"]

PDF_STANDARD: Literal["ua-1"] = "ua-1"
_LENGTH = struct.Struct("!Q")


def set_apart(template: Path, fonts: Path, said: Iterable[str]) -> Iterator[bytes]:
    """The PDF of each line of JSON, in order. Raises ``RuntimeError`` where one cannot be set: its cause is printed."""
    command = [sys.executable, "-m", __name__, str(template), str(fonts)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for line in said:
            process.stdin.write(f"{line}\n".encode())
            process.stdin.flush()
            yield _answer(process.stdout)


def _answer(stream: IO[bytes]) -> bytes:
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise RuntimeError("a paper could not be set; why is said above")
    return stream.read(_LENGTH.unpack(head)[0])


def sound(made: Any, warnings: Iterable[Warning]) -> bytes:
    """What was made of one paper or picture. Raises the first warning there is."""
    for warning in warnings:
        raise warning
    if not isinstance(made, bytes):
        raise TypeError("more than one page, or none, where one was to be drawn")
    return made


def main(template: str, fonts: str) -> None:
    """Set a paper for each line of standard input. Raises a Typst error or warning as it is."""
    import typst

    path = Path(template)
    own = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[Path(fonts)])
    compiler = typst.Compiler(path, root=path.parent, font_paths=own)
    for line in sys.stdin.buffer:
        pdf = sound(*compiler.compile_with_warnings(sys_inputs={"data": line.decode()}, pdf_standards=PDF_STANDARD))
        sys.stdout.buffer.write(_LENGTH.pack(len(pdf)) + pdf)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
