"""``aks lab``: open the notebooks in JupyterLab."""

from __future__ import annotations

import argparse
import subprocess
import sys

from audit.language import text

_OFFLINE = ("--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.news_url=None")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whatever JupyterLab takes."""
    parser.add_argument("rest", nargs="*", metavar="ARG", help=text("cli.lab_rest"))


def run(args: argparse.Namespace) -> int:
    """Start JupyterLab at the project, asking the outside world nothing."""
    from audit.pipeline import find_project

    return subprocess.call([sys.executable, "-m", "jupyterlab", *_OFFLINE, *args.rest], cwd=find_project().root)
