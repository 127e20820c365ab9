"""Set the project up in .venv and run it: ``python3 run.py demo | test | lab | aks VERB ...``

This file only checks the Python that reads it, in words that even Python 2.7 understands; the work is done in
``tools/runner.py``. Both need the standard library only.
"""

import sys

OLDEST = (3, 11)


def too_old(version):
    """Return one sentence in both languages if a Python version cannot run the project, else an empty text."""
    if tuple(version[:2]) >= OLDEST:
        return ""
    found, needed = (".".join(str(part) for part in numbers[:2]) for numbers in (version, OLDEST))
    return (
        "Python " + found + " terlalu lama; pasang Python " + needed + " atau yang lebih baru, lalu ulangi.\n"
        "  (Python " + found + " is too old; install Python " + needed + " or newer and try again.)"
    )


if __name__ == "__main__":
    if too_old(sys.version_info):
        sys.exit(too_old(sys.version_info))
    from tools.runner import main

    sys.exit(main(sys.argv[1:]))
