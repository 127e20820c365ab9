"""``papermill --engine fork``: the cells of a notebook run in a child of a process that is already warm.

Papermill stays Papermill: parameters, metadata, timings, the banner of a failed notebook, its exceptions. Each notebook
has a process of its own, as with a kernel; no ports, no sockets on the network. Widgets, ``input()`` and kernels other
than Python's are for the stock engine.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine
from papermill.log import logger
from papermill.utils import merge_kwargs, remove_args

from audit.pipeline.engines.server import Child, connected
from audit.pipeline.engines.wire import Message, receive, send

__all__ = ["ForkEngine"]

_NOT_OURS = ("input_path", "timeout", "startup_timeout", "cwd", "memory_mb", "transport")


class ForkEngine(Engine):
    """Papermill's engine of the name ``fork``."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        log_output: bool = False,
        stdout_file: Any = None,
        stderr_file: Any = None,
        start_timeout: float = 60,
        execution_timeout: float | None = None,
        **kwargs: Any,
    ) -> None:
        """Run the cells of a managed notebook.

        ``execution_timeout`` is in seconds a cell; ``memory_mb`` limits what the child may use. Raises ``EngineError``
        where no child can be had, ``DeadKernelError`` where it died.
        """
        settings = merge_kwargs(
            remove_args(list(_NOT_OURS), **kwargs),
            timeout=execution_timeout or kwargs.get("timeout"),
            startup_timeout=start_timeout,
            kernel_name=kernel_name,
            log=logger,
            log_output=log_output,
            stdout_file=stdout_file,
            stderr_file=stderr_file,
        )
        with connected() as child:
            send(child.connection, _request(kwargs))
            _Client(nb_man, child, **settings).execute()


def _request(kwargs: Mapping[str, Any]) -> Message:
    """Where the child works: the folder that Papermill changes to before it calls an engine."""
    return {"folder": str(Path.cwd()), "environment": dict(os.environ), "memory_mb": kwargs.get("memory_mb")}


class _Client(PapermillNotebookClient):
    """Papermill's client with a child in place of a kernel: what messages mean is still nbclient's affair."""

    def __init__(self, nb_man: Any, child: Child, **settings: Any) -> None:
        super().__init__(nb_man, **settings)
        self._child = child

    def execute(self, **_: Any) -> Any:
        from audit.pipeline.engines.shell import LANGUAGE_INFO

        self.reset_execution_trackers()
        self.papermill_execute_cells()
        self.nb.metadata["language_info"] = dict(LANGUAGE_INFO)
        self.set_widgets_metadata()
        return self.nb

    def execute_cell(  # pyright: ignore[reportIncompatibleVariableOverride, reportIncompatibleMethodOverride]
        self, cell: Any, cell_index: int, execution_count: int | None = None, store_history: bool = True
    ) -> Any:
        """As ``NotebookClient.async_execute_cell``, without a kernel to poll."""
        if cell.cell_type != "code" or not cell.source.strip():
            return cell
        if self.skip_cells_with_tag in cell.metadata.get("tags", []):
            return cell
        if self.record_timing:
            cell["metadata"]["execution"] = {}
        cell.outputs, self.clear_before_next_output = [], False
        self.code_cells_executed += 1
        timeout = self._get_timeout(cell)
        deadline = None if timeout is None else time.monotonic() + timeout
        send(self._child.connection, {"code": cell.source})
        while (message := self._next(deadline, timeout, cell)).get("reply") is None:
            self.process_message(_as_from_a_kernel(message), cell, cell_index)
        reply = message["reply"]
        asyncio.run(self._check_raise_for_error(cell, cell_index, {"content": reply}))
        self.nb["cells"][cell_index] = cell
        return cell

    def _next(self, deadline: float | None, timeout: float | None, cell: Any) -> Message:
        try:
            message = receive(self._child.connection, deadline)
        except TimeoutError:
            raise CellTimeoutError.error_from_timeout_and_cell(
                "Cell execution timed out", int(timeout or 0), cell
            ) from None
        if message is None:
            raise DeadKernelError("Kernel died")
        return message


def _as_from_a_kernel(message: Message) -> Message:
    header = {"date": datetime.now(UTC), "msg_type": message["msg_type"]}
    return {**message, "header": header, "parent_header": {}, "metadata": {}, "buffers": []}
