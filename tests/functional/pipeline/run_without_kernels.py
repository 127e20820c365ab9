"""``aks`` as it is, but notebooks are copied, not run: what is tested with it is everything around them.

Processes of a pool import this file too (``spawn``): the change holds in them as well.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

BUILDERS = str(Path(__file__).parents[2] / "builders")
sys.path.append(BUILDERS)
os.environ["PYTHONPATH"] = os.pathsep.join([BUILDERS, os.environ.get("PYTHONPATH", "")])

import without_kernels  # noqa: E402, F401  # found by the two lines above

from audit.cli import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
