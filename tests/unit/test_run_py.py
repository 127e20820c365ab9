"""``run.py`` and ``tools/runner.py`` without installing anything: Python versions, causes, stamps, Windows paths.

Setting up for real is in ``tests/functional/test_run_py_set_up.py``; the whole of it, with the true locks, is what
``.ci/run`` itself exercises.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path, PureWindowsPath
from types import ModuleType

import pytest

REPOSITORY = Path(__file__).parents[2]


def load(path: str) -> ModuleType:
    spec = spec_from_file_location(f"under_test_{Path(path).stem}", REPOSITORY / path)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


run_py = load("run.py")
runner = load("tools/runner.py")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with both locks and what looks like a finished .venv without a stamp."""
    for name in ("pyproject.toml", runner.RUN_LOCK, runner.DEV_LOCK):
        (tmp_path / name).write_text(f"# {name}\n", encoding="utf-8")
    python = runner.python_in(tmp_path / ".venv")
    python.parent.mkdir(parents=True)
    python.touch()
    return tmp_path


def stamp(project: Path, *lines: str) -> None:
    (project / ".venv" / runner.STAMP).write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 10, 99)])
def test_an_old_python_is_told_what_it_is_and_what_is_needed(version):
    sentence = run_py.too_old(version)
    assert f"{version[0]}.{version[1]}" in sentence
    assert "3.11" in sentence


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 0), (4, 0, 0)])
def test_a_python_that_is_new_enough_is_not_refused(version):
    assert run_py.too_old(version) == ""


def test_run_py_uses_only_syntax_that_old_pythons_read():
    source = (REPOSITORY / "run.py").read_text(encoding="utf-8")
    assert source.isascii()
    modern = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Match, ast.AsyncFunctionDef, ast.Nonlocal)
    for node in ast.walk(ast.parse(source)):
        assert not isinstance(node, modern), ast.dump(node)
        if isinstance(node, ast.FunctionDef):
            assert not node.returns
            assert not any(argument.annotation for argument in node.args.args)
            assert not node.args.kwonlyargs
        if isinstance(node, ast.Starred):
            pytest.fail("a star outside a call's last argument does not parse in Python 2.7")
        if isinstance(node, ast.Raise):
            assert node.cause is None


@pytest.mark.parametrize("file", ["run.py", "tools/runner.py"])
def test_only_the_standard_library_is_imported(file):
    tree = ast.parse((REPOSITORY / file).read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= set(sys.stdlib_module_names) | {"tools"}


@pytest.mark.parametrize(
    ("printed", "word"),
    [
        ("NewConnectionError: Failed to establish a new connection: [Errno -2] Name or service not known", "jaringan"),
        ("ERROR: Could not find a version that satisfies the requirement x==1 (from versions: none)", "jaringan"),
        ("error: Failed to fetch `x`\n  Caused by: dns error: failed to lookup address information", "jaringan"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "penuh"),
        ("failed to write: There is not enough space on the disk. (os error 112)", "penuh"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "kunci"),
        ("Hash mismatch for `x==1`", "kunci"),
        ("SSLError: [SSL: CERTIFICATE_VERIFY_FAILED] self-signed certificate in chain", "Sertifikat"),
        ("[WinError 5] Access is denied: 'python.exe'", "ditulis"),
        ("The virtual environment was not created because ensurepip is not available.", "python3-venv"),
        ("error: Failed building wheel for numpy", "64-bit"),
    ],
)
def test_what_installers_print_has_its_cause_named_in_both_languages(printed, word):
    indonesian, english = runner.cause_of(printed)
    assert word in indonesian
    assert english != indonesian


def test_an_unknown_failure_has_no_invented_cause():
    assert runner.cause_of("error: something nobody has seen") is None


def test_a_full_disk_goes_before_the_broken_connection_that_it_causes():
    indonesian, _ = runner.cause_of("connection reset\nNo space left on device")
    assert "penuh" in indonesian


def test_the_interpreter_stands_where_each_system_puts_it():
    windows = PureWindowsPath("C:/Data AKS/.venv")
    assert runner.python_in(windows, "win32") == PureWindowsPath("C:/Data AKS/.venv/Scripts/python.exe")
    assert runner.python_in(Path(".venv"), "linux") == Path(".venv/bin/python")
    assert runner.python_in(Path(".venv"), "darwin") == Path(".venv/bin/python")


def test_children_run_in_utf8_and_keep_the_hash_seed_of_the_user(monkeypatch):
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    assert runner.children_environment()["PYTHONUTF8"] == "1"
    assert runner.children_environment()["PYTHONHASHSEED"] == "7"
    monkeypatch.delenv("PYTHONHASHSEED")
    assert "PYTHONHASHSEED" not in runner.children_environment()


def test_without_a_stamp_nothing_is_ready(project):
    assert not runner.is_ready(project, runner.RUN_LOCK)


def test_a_stamp_of_the_same_lock_skips_set_up(project, monkeypatch):
    stamp(project, runner.fingerprint(project, runner.RUN_LOCK))
    monkeypatch.setattr(runner, "install", lambda *_: pytest.fail("nothing was to be installed"))
    runner.set_up(project, runner.RUN_LOCK)
    assert not runner.is_ready(project, runner.DEV_LOCK)


@pytest.mark.parametrize("changed", ["requirements.lock", "pyproject.toml"])
def test_a_changed_lock_or_project_file_asks_for_set_up_again(project, changed):
    stamp(project, runner.fingerprint(project, runner.RUN_LOCK))
    assert runner.is_ready(project, runner.RUN_LOCK)
    (project / changed).write_text("# changed\n", encoding="utf-8")
    assert not runner.is_ready(project, runner.RUN_LOCK)


def test_the_stamp_knows_python_and_place(project, tmp_path_factory):
    here = runner.fingerprint(project, runner.RUN_LOCK, (3, 11, 7))
    assert here == runner.fingerprint(project, runner.RUN_LOCK, (3, 11, 9))
    assert here != runner.fingerprint(project, runner.RUN_LOCK, (3, 12, 1))
    copy = tmp_path_factory.mktemp("copy") / "project"
    project.rename(copy)
    assert here != runner.fingerprint(copy, runner.RUN_LOCK, (3, 11, 7))


def test_a_stamp_without_its_interpreter_is_not_ready(project):
    stamp(project, runner.fingerprint(project, runner.RUN_LOCK))
    runner.python_in(project / ".venv").unlink()
    assert not runner.is_ready(project, runner.RUN_LOCK)


def test_set_up_for_tests_serves_the_other_verbs_too(project, monkeypatch):
    done = []
    monkeypatch.setattr(runner, "find_uv", lambda: "uv")
    monkeypatch.setattr(runner, "is_usable", lambda *_: True)
    monkeypatch.setattr(runner, "install", lambda command, root: done.append(command))
    runner.set_up(project, runner.DEV_LOCK)
    assert runner.is_ready(project, runner.RUN_LOCK)
    assert runner.is_ready(project, runner.DEV_LOCK)
    packages, itself = done
    assert packages[-3:] == ["--require-hashes", "-r", runner.DEV_LOCK]
    assert itself[-4:] == ["--no-deps", "--no-build-isolation", "-e", "."]


def test_a_failure_leaves_no_stamp(project, monkeypatch):
    stamp(project, "an older one")
    monkeypatch.setattr(runner, "find_uv", lambda: None)
    monkeypatch.setattr(runner, "is_usable", lambda *_: True)

    def fail(*_):
        raise runner.SetUpError("Sebab.", "Cause.")

    monkeypatch.setattr(runner, "install", fail)
    with pytest.raises(runner.SetUpError):
        runner.set_up(project, runner.RUN_LOCK)
    assert not (project / ".venv" / runner.STAMP).exists()


def test_a_python_without_venv_is_named_before_anything_is_made(tmp_path, monkeypatch):
    monkeypatch.setattr(runner, "find_spec", lambda name: None)
    with pytest.raises(runner.SetUpError, match="python3-venv"):
        runner.make_venv(tmp_path / ".venv", uv=None)
    assert not (tmp_path / ".venv").exists()


def test_a_folder_held_open_by_another_program_is_named(tmp_path, monkeypatch):
    (tmp_path / ".venv").mkdir()

    def held(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(runner.shutil, "rmtree", held)
    with pytest.raises(runner.SetUpError, match="tutup program"):
        runner.make_venv(tmp_path / ".venv", uv=None)


def test_a_failing_installer_says_its_cause_and_an_unknown_one_its_last_lines(tmp_path, capfd):
    offline = [sys.executable, "-c", "print('[Errno 101] Network is unreachable'); raise SystemExit(1)"]
    with pytest.raises(runner.SetUpError, match="jaringan"):
        runner.install(offline, tmp_path)
    odd = [sys.executable, "-c", "print('a new kind of trouble'); raise SystemExit(1)"]
    with pytest.raises(runner.SetUpError, match="pesannya ada di atas"):
        runner.install(odd, tmp_path)
    assert "a new kind of trouble" in capfd.readouterr().err


def test_a_uv_that_does_not_work_is_not_used(monkeypatch):
    monkeypatch.setattr(runner.shutil, "which", lambda _: sys.executable)
    monkeypatch.setattr(runner, "succeeds", lambda command: False)
    assert runner.find_uv() is None


def test_each_verb_runs_what_it_names_with_what_follows():
    assert runner.commands("demo", "py", []) == [["py", "-m", "audit", "demo"]]
    assert runner.commands("aks", "py", ["run", "params/x.yaml"]) == [["py", "-m", "audit", "run", "params/x.yaml"]]
    style, types, tests = runner.commands("test", "py", ["tests/unit", "-q"])
    assert style[:4] == ["py", "-m", "ruff", "check"]
    assert types[:3] == ["py", "-m", "basedpyright"]
    assert tests == ["py", "-m", "pytest", "-n", "2", "--dist", "loadgroup", "--durations", "30", "tests/unit", "-q"]


@pytest.mark.parametrize("arguments", [["aks", "status"], ["aks", "--", "status"]])
def test_the_exit_code_of_the_command_is_handed_on(project, monkeypatch, arguments):
    seen = []
    monkeypatch.setattr(runner, "set_up", lambda root, lock: seen.append(lock))
    monkeypatch.setattr(runner, "run", lambda command, folder: seen.append(command[-1]) or 13)
    assert runner.main(arguments, project) == 13
    assert seen == [runner.RUN_LOCK, "status"]


def test_style_or_tests_failing_fails_the_whole(project, monkeypatch):
    codes = iter([1, 0, 0])
    monkeypatch.setattr(runner, "set_up", lambda root, lock: None)
    monkeypatch.setattr(runner, "run", lambda command, folder: next(codes))
    assert runner.main(["test"], project) == 1
    assert next(codes, None) is None


def test_a_command_ended_by_a_signal_has_the_code_that_shells_give():
    if sys.platform == "win32":
        pytest.skip("signals end no process on Windows")
    assert runner.run([sys.executable, "-c", "import os; os.kill(os.getpid(), 15)"], None) == 128 + 15


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["deploy"], 2), (["--help"], 0)])
def test_an_unknown_verb_is_answered_with_the_known_ones(arguments, code, capsys):
    assert runner.main(arguments) == code
    out, err = capsys.readouterr()
    assert out == ""
    for verb in ("demo", "test", "lab", "aks"):
        assert verb in err


def test_set_up_that_fails_ends_with_one_and_two_sentences(project, monkeypatch, capsys):
    def fail(*_):
        raise runner.SetUpError("Sebabnya ini.", "This is why.")

    monkeypatch.setattr(runner, "set_up", fail)
    assert runner.main(["demo"], project) == 1
    assert capsys.readouterr().err == "Sebabnya ini.\n  (This is why.)\n"


def test_the_script_starts_and_names_its_verbs():
    answer = subprocess.run([sys.executable, str(REPOSITORY / "run.py"), "--help"], capture_output=True, check=True)
    assert runner.USAGE.encode() in answer.stderr
