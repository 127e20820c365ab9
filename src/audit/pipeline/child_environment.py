"""What processes of a run have in their environment: one thread of linear algebra, UTF-8, memory that is given back."""

from __future__ import annotations

import os

__all__ = ["CHILD_ENVIRONMENT", "ONE_THREAD", "one_thread", "prepare_environment"]

ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
# What a step has let go of goes back to the system: Arrow's own pool keeps it, and glibc would learn to keep large
# arrays. With 50,000 children that was 14 to 16 % of the largest process (benchmarks/district_memory.py).
_LARGE_BYTES = 128 * 1024  # glibc's own value, which these hold where it is
_LET_GO = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_MMAP_THRESHOLD_": str(_LARGE_BYTES),
    "MALLOC_TRIM_THRESHOLD_": str(_LARGE_BYTES),
}
CHILD_ENVIRONMENT = ONE_THREAD | _LET_GO


def one_thread() -> None:
    """Let linear algebra have one thread in this process and those that it starts: jobs do not fight over cores."""
    for name, value in ONE_THREAD.items():
        os.environ.setdefault(name, value)


def prepare_environment() -> None:
    """Let the processes that this one starts have all of it; what the user has set stays, but for UTF-8."""
    for name, value in CHILD_ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    os.environ["PYTHONUTF8"] = "1"
