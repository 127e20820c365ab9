"""``aks lab``: open the notebooks in JupyterLab."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from audit.language import text

_OFFLINE = ("--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.news_url=None")
_SETTINGS = Path(__file__).with_name("lab_settings")  # menus in Indonesian; what a user chose goes before it
_PATH = "JUPYTER_CONFIG_PATH"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whatever JupyterLab takes."""
    parser.add_argument("rest", nargs="*", metavar="ARG", help=text("cli.lab_rest"))


def run(args: argparse.Namespace) -> int:
    """Start JupyterLab at the project, in Indonesian unless the user chose otherwise, asking the world nothing."""
    from audit.pipeline import find_project

    places = [*filter(None, os.environ.get(_PATH, "").split(os.pathsep)), str(_SETTINGS)]
    command = [sys.executable, "-m", "jupyterlab", *_OFFLINE, *args.rest]
    return subprocess.call(command, cwd=find_project().root, env=os.environ | {_PATH: os.pathsep.join(places)})
