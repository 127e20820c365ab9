"""``aks lab`` opens JupyterLab at the project, where the notebooks are, and asks the outside world nothing."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

TOKEN = "uji"


def ask(port: int, path: str, *, method: str = "GET") -> dict:
    """Call the server's interface; an answer without content is an empty dictionary."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}/{path}", method=method)
    request.add_header("Authorization", f"token {TOKEN}")
    with urllib.request.urlopen(request, timeout=5) as answer:
        return json.loads(answer.read() or "{}")


def started(port: int) -> dict:
    """The server's status as soon as it answers."""
    deadline = time.monotonic() + 60
    while True:
        try:
            return ask(port, "api/status")
        except (urllib.error.URLError, ConnectionError):
            assert time.monotonic() < deadline, "JupyterLab did not answer within a minute"
            time.sleep(0.3)


def test_jupyterlab_opens_at_the_project_and_ends(project):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [
        "--no-browser",
        "--allow-root",
        "--log-level=DEBUG",
        f"--port={port}",
        f"--IdentityProvider.token={TOKEN}",
    ]
    command = [sys.executable, "-m", "audit", "lab", "--", *options]
    with subprocess.Popen(command, cwd=project.root, stderr=subprocess.PIPE, encoding="utf-8") as lab:
        started(port)
        notebooks = {entry["name"] for entry in ask(port, "api/contents/notebooks")["content"]}
        plugin = ask(port, "lab/api/settings/@jupyterlab/translation-extension:plugin")
        menus = ask(port, "lab/api/translations/id_ID")
        news = ask(port, "lab/api/news") | ask(port, "lab/api/update")
        ask(port, "api/shutdown", method="POST")
        log = lab.communicate(timeout=60)[1]
    assert plugin["schema"]["properties"]["locale"]["default"] == "id_ID"
    assert plugin["settings"] == {}
    assert "Berkas" in json.dumps(menus["data"])
    assert {"10_data_quality.ipynb", "30_case_audit.ipynb", "60_dissemination.ipynb"} <= notebooks
    assert news == {"news": [], "notification": None}
    assert lab.returncode == 0
    assert not [line for line in log.splitlines() if "Failed to" in line or "Bad config" in line]
