"""Cells run in this process as a kernel would run them: what they show comes out as the messages of a kernel.

The shell is that of ipykernel; only its sockets are replaced, so that formatting, tracebacks and pictures are the
kernel's own. Not for widgets, which need a front end to talk to.
"""

from __future__ import annotations

import builtins
import getpass
import io
import os
import sys
import threading
from collections.abc import Callable
from typing import Any, cast

from ipykernel.ipkernel import IPythonKernel
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.error import StdinNotImplementedError
from jupyter_client.session import Session
from traitlets.config import Config

__all__ = ["LANGUAGE_INFO", "Shell", "Sink"]

Sink = Callable[[dict[str, Any]], None]
LANGUAGE_INFO: dict[str, Any] = IPythonKernel.language_info
_NO_INPUT = "{} was called, but this frontend does not support input requests."  # ipykernel's own words
_END = b"\0\0end of cell\0\0"  # written into the pipes of the system's streams when a cell is done


class _Outbox(Session):
    """A session that hands messages to a function and not to a socket."""

    def __init__(self, sink: Sink, **more: Any) -> None:
        super().__init__(**more)
        self._sink = sink

    def send(self, stream: Any, msg_or_type: Any, content: Any = None, *_: Any, **more: Any) -> Any:
        message = msg_or_type if isinstance(msg_or_type, dict) else self.msg(msg_or_type, content=content)
        self._sink({"msg_type": message["header"]["msg_type"], "content": message["content"]})
        return message


class _Stream(io.TextIOBase):
    """What a cell prints: gathered, and handed on when something else is shown, when asked, or at the end."""

    encoding = "UTF-8"

    def __init__(self, name: str, number: int, sink: Sink) -> None:
        self.name, self._number, self._sink = name, number, sink
        self._parts: list[str] = []
        self._lock = threading.Lock()

    def write(self, text: str) -> int:
        with self._lock:
            self._parts.append(text)
        return len(text)

    def flush(self) -> None:
        with self._lock:
            text, self._parts = "".join(self._parts), []
        if text:
            self._sink({"msg_type": "stream", "content": {"name": self.name, "text": text}})

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._number


class _Pipe:
    """What child processes and C code write to a stream of the system, as if the cell had printed it."""

    def __init__(self, stream: _Stream) -> None:
        self._stream, self._done = stream, threading.Event()
        self._read, write = os.pipe()
        os.dup2(write, stream.fileno(), inheritable=True)
        os.close(write)
        threading.Thread(target=self._listen, daemon=True).start()

    def drain(self) -> None:
        """Wait until everything written so far has arrived."""
        self._done.clear()
        os.write(self._stream.fileno(), _END)
        self._done.wait()

    def _listen(self) -> None:
        kept = b""
        while part := os.read(self._read, 1 << 16):
            kept += part
            ended = kept.endswith(_END)
            if ended:
                kept = kept.removesuffix(_END)
            if kept and (ended or not _may_end(kept)):
                self._stream.write(kept.decode("utf-8", "replace"))
                kept = b""
            if ended:
                self._done.set()


def _may_end(kept: bytes) -> bool:
    """Whether the last bytes may be the beginning of the end."""
    return any(kept.endswith(_END[:n]) for n in range(1, len(_END)))


class Shell:
    """A fresh shell in this process. It takes over the streams and the input of the process, for good."""

    def __init__(self, sink: Sink) -> None:
        """``sink`` receives the messages of every cell: ``msg_type`` and ``content``."""
        self._sink = sink
        self._streams = [_Stream("stdout", 1, sink), _Stream("stderr", 2, sink)]
        sys.stdout, sys.stderr = self._streams
        self._pipes = [_Pipe(stream) for stream in self._streams]
        config = Config()
        config.HistoryManager.enabled = False  # a district's values are not kept in a file of the user
        ZMQInteractiveShell.clear_instance()
        self._shell = ZMQInteractiveShell.instance(config=config)
        outbox = _Outbox(self._in_order)
        hook, publisher = cast("Any", self._shell.displayhook), cast("Any", self._shell.display_pub)
        for channel in (hook, publisher):
            channel.session, channel.pub_socket = outbox, object()
        hook.topic = b"execute_result"
        builtins.input, getpass.getpass = _refusing("raw_input"), _refusing("getpass")

    def _in_order(self, message: dict[str, Any]) -> None:
        for stream in self._streams:
            stream.flush()
        self._sink(message)

    async def run(self, code: str) -> dict[str, Any]:
        """Run one cell inside the loop that is running, as a kernel does; returns what a kernel would reply."""
        shell: Any = self._shell
        self._sink({"msg_type": "execute_input", "content": {"code": code, "execution_count": shell.execution_count}})
        try:
            transformed, wrong = shell.transform_cell(code), None
        except Exception:  # the shell reports what is wrong with the cell when it runs it
            transformed, wrong = code, sys.exc_info()
        if shell.should_run_async(code, transformed_cell=transformed, preprocessing_exc_tuple=wrong):
            result: Any = None
            try:
                result = await shell.run_cell_async(
                    code, store_history=True, transformed_cell=transformed, preprocessing_exc_tuple=wrong
                )
            finally:
                shell.events.trigger("post_execute")
                shell.events.trigger("post_run_cell", result)
        else:
            result = shell.run_cell(code, store_history=True)
        for pipe, stream in zip(self._pipes, self._streams, strict=True):
            pipe.drain()
            stream.flush()
        shell.payload_manager.clear_payload()
        error = result.error_before_exec or result.error_in_exec
        if error is None:
            return {"status": "ok", "execution_count": shell.execution_count - 1}
        return {
            "status": "error",
            "execution_count": shell.execution_count - 1,
            "ename": type(error).__name__,
            "evalue": str(error),
            "traceback": shell._last_traceback or [],
        }


def _refusing(asked: str) -> Callable[..., str]:
    def refuse(*_: object, **__: object) -> str:
        raise StdinNotImplementedError(_NO_INPUT.format(asked))

    return refuse
