"""One notebook by Papermill: by the engine that was chosen."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from audit.errors import EngineError, NotebookError
from audit.pipeline.engines.choice import Engine, chosen
from audit.pipeline.engines.plain_import import import_nbformat
from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.store import owner_only

__all__ = ["NOTEBOOKS", "execute", "executed_folder"]

# In the order in which they run; the report puts sections in its own order.
NOTEBOOKS = (
    "10_data_quality", "20_situation", "30_case_audit", "40_risk_factors", "50_convergence", "60_dissemination",
)  # fmt: skip


def executed_folder(params: AuditParams, project: Project) -> Path:
    """Where notebooks of a running audit lie until the report stands."""
    return project.interim(params).with_name(f"{params.cycle}.kerja")


def execute(source: Path, target: Path, parameters: Mapping[str, object]) -> float:
    """Run a notebook with parameters in a kernel of its own; returns seconds.

    The executed notebook is written in any case. Raises ``NotebookError`` (exit 15) naming cell and error, no value,
    ``EngineError`` (exit 16) where the kernel died.
    """
    import_nbformat()
    import papermill
    from nbclient.exceptions import DeadKernelError
    from traitlets.config import Config

    config = Config()
    target.parent.mkdir(parents=True, exist_ok=True)
    owner_only(target.parent)
    try:
        with TemporaryDirectory(prefix="aks") as sockets:
            if sys.platform != "win32":
                # Ports are picked by one process and bound by another: two kernels that start at once may clash
                # (papermill #511). Sockets in a folder of one's own cannot.
                config.KernelManager.transport = "ipc"
                config.KernelManager.ip = str(Path(sockets) / "kernel")
            done = papermill.execute_notebook(
                source,
                target,
                parameters=dict(parameters),
                cwd=source.parent,
                engine_name=_engine(),
                config=config,
                extra_arguments=["--log-level=CRITICAL"],  # errors of cells come back in the notebook
                progress_bar=False,
                log_output=False,
                request_save_on_cell_execute=False,
            )
    except papermill.PapermillExecutionError as error:
        raise NotebookError(
            "pipeline.notebook_failed", notebook=source.name, cell=str(error.cell_index + 1), error=error.ename
        ) from error
    except DeadKernelError as error:
        raise EngineError("pipeline.kernel_died", notebook=source.name) from error
    return float(done.metadata["papermill"]["duration"])


def _engine() -> Engine:
    """The engine that was chosen, known to Papermill also where the project is not installed but on the path."""
    engine = chosen()
    if engine == "fork":
        from papermill.engines import papermill_engines

        from audit.pipeline.engines.fork import ForkEngine

        papermill_engines.register(engine, ForkEngine)
    return engine
