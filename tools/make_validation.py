"""Write ``docs/validation.md``: the library beside the software and the papers that its figures are held against.

    python tools/make_validation.py [--check]

Nothing is compared here: the tests of ``tests/golden`` are run, and what they compare is noted while they do
(``tests/builders/agreements.py``). Versions are those of the reference results in ``../shared/oracle``, without which
there is no report. ``--check`` writes nothing and ends with 1 where the file is not current: rows, counts and
tolerances to the letter, differences to a tenth of themselves where they are more than rounding of the machine (1e-9).
"""

from __future__ import annotations

import ast
import importlib.util
import io
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import redirect_stdout
from functools import cache
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest

REPOSITORY = Path(__file__).parents[1]
SHARED, GOLDEN = REPOSITORY.parent / "shared", REPOSITORY / "tests" / "golden"
REPORT = REPOSITORY / "docs" / "validation.md"
sys.path.insert(0, str(REPOSITORY / "tests" / "builders"))

from agreements import Agreement, Agreements  # noqa: E402

from audit.language import number  # noqa: E402

_LOOSE, _MAGNITUDE = 1e-3, 0.05  # a wide tolerance; from here on a test holds a size and no figure
_MOST = 4  # names in a cell
ROUNDING, SHIFT = 1e-9, 0.1  # below: differs by machine; how much of itself a larger one may move
_WHO = ("anthro", "survey")
FAMILIES = {  # title: module of tests -> packages that made its figures
    "z-scores and growth": {
        "anthropometry/test_who_zscores.py": ("anthro",),
        "anthropometry/test_height_difference.py": ("anthro",),
    },
    "Prevalence and survey design": {
        "survey/test_who_table.py": _WHO,
        "survey/test_survey_prevalence.py": ("survey", "R"),
        "survey/test_survey_totals.py": ("survey",),
    },
    "Data quality": {
        "quality/test_digits.py": ("nipnTK",),
        "quality/test_dq_oracle.py": ("nipnTK", "mwana", "R"),
        "quality/test_scorecard_mwana.py": ("mwana",),
    },
    "Technical error of measurement": {"quality/test_measurement_error.py": ("anthrocheckr", "R")},
    "Risk models": {
        "risk/test_glm_models.py": ("R", "sandwich", "survey"),
        "risk/test_hierarchy_levels.py": ("R", "sandwich"),
        "risk/test_tables_and_interaction_oracle.py": ("R",),
        "risk/test_splines_and_screen.py": ("rms", "R"),
    },
    "Mixed and multilevel models, estimating equations": {
        "risk/test_mixed_models.py": ("lme4",),
        "risk/test_growth_and_standards.py": ("lme4", "R"),
        "risk/test_gee_models.py": ("geepack",),
    },
    "Small areas and comparison of areas": {
        "survey/test_fay_herriot.py": ("sae",),
        "survey/test_areas_compared.py": ("R",),
    },
    "Equity": {"risk/test_equity_r.py": ("rineq", "R", "sandwich")},
    "Attributable fractions": {"risk/test_paf_oracle.py": ("AF", "R")},
    "Multiple imputation": {
        "risk/test_pooling.py": ("mitools", "mice"),
        "risk/test_imputed_truth.py": ("mice", "R"),
    },
    "Prediction": {"risk/test_risk_prediction.py": ("pROC", "rms", "R")},
    "Programme target": {"programme/test_target_trend_r.py": ("R",)},
}
PUBLISHED = (  # against printed figures, or worked by hand from a published formula
    "anthropometry/test_who_velocity.py", "programme/test_indicator_coverage_newcombe.py",
    "programme/test_target_backtest.py", "risk/test_bias_reduced_by_hand.py", "risk/test_equity_who.py",
    "risk/test_interaction_published.py", "risk/test_misclassification_published.py", "risk/test_randomised_arms.py",
    "survey/test_change.py", "survey/test_published_discoveries.py",
)  # fmt: skip
NO_ESTIMATOR = (  # rules, files and words: equal or not, without a difference to tell
    "anthropometry/test_kms_status.py", "anthropometry/test_zscore_peers.py",
    "programme/test_action_framework_facts.py", "programme/test_family_totals_subang.py",
    "programme/test_scorecard_opensid.py", "register/test_seven_files.py", "risk/test_oracle_rows.py",
)  # fmt: skip
OURS = ("audit.anthropometry", "audit.survey", "audit.quality", "audit.risk")
_HEAD = (
    "| function of ours | compared | peer | inputs (n) | figures | largest difference | tolerance of the test |",
    "|---|---|---|---|---:|---:|---:|",
)


def main() -> int:
    if not (SHARED / "oracle").is_dir():
        print("docs/validation.md needs the reference results in ../shared/oracle beside the checkout", file=sys.stderr)
        return 1
    unfiled = {p.relative_to(GOLDEN).as_posix() for p in GOLDEN.glob("*/test_*.py")} ^ {*_filed()}
    if unfiled:
        print(f"tools/make_validation.py does not file {', '.join(sorted(unfiled))}", file=sys.stderr)
        return 1
    made = "\n".join(report(noted())) + "\n"
    if "--check" not in sys.argv[1:]:
        REPORT.write_text(made, encoding="utf-8", newline="\n")
        return 0
    wrong = list(differing(REPORT.read_text(encoding="utf-8") if REPORT.is_file() else "", made))
    print("\n".join(wrong))
    return int(bool(wrong))


def _filed() -> Iterator[str]:
    yield from (module for modules in FAMILIES.values() for module in modules)
    yield from (*PUBLISHED, *NO_ESTIMATOR)


def noted() -> list[Agreement]:
    """Run the tests; raises ``RuntimeError`` where one fails, for then there is nothing to report."""
    plugin, said = Agreements(SHARED), io.StringIO()
    options = ["-q", "-n", "0", "-p", "no:cacheprovider", "--rootdir", str(REPOSITORY), str(GOLDEN)]
    with redirect_stdout(said):
        code = pytest.main(options, plugins=[plugin])
    if code:
        raise RuntimeError(said.getvalue()[-2000:])
    return list(plugin.found.values())


def report(found: Iterable[Agreement]) -> Iterator[str]:
    by_module: dict[str, list[Agreement]] = {}
    for agreement in found:
        by_module.setdefault(_module(agreement), []).append(agreement)
    families = {
        title: [(a, _peers(peers)) for module, peers in modules.items() for a in by_module.get(module, []) if a.files]
        for title, modules in FAMILIES.items()
    }
    papers = [
        (a, _first_line(module))
        for module in PUBLISHED
        for a in by_module.get(module, [])
        if max(a.rtol, a.atol) < _MAGNITUDE
    ]
    rows = [row for family in families.values() for row in family]
    figures = sum(a.figures for a, _ in rows)
    peers = {peer for modules in FAMILIES.values() for named in modules.values() for peer in named}
    yield "# Validation: the library beside other software"
    yield "\n<!-- made by tools/make_validation.py; do not edit -->\n"
    yield (
        "**Ringkasan.** Hasil hitungan pustaka ini dibandingkan dengan perangkat lunak rujukan (WHO anthro, R, dan"
        f" paket-paketnya) atas data yang sama: {number(figures, language='id')} angka dalam"
        f" {len(rows)} baris tabel di bawah"
        " ini, dan semuanya berada dalam batas toleransi ujinya. Penyimpangan yang diketahui, dan fungsi yang belum"
        " dibandingkan dengan perangkat lunak luar, disebutkan di bagian akhir. Semua angka di"
        " halaman ini dihitung program."
    )
    yield (
        f"\nEvery row is a test of `tests/golden` that passed: {figures:,} figures in {len(rows)}"
        " rows, each compared with what"
        " the named software gave on the same input. *Largest difference* is the largest found over"
        " all figures of the row,"
        " absolute, or relative (rel) where the tolerance is; 0 is equality of every bit that is"
        " stored. *Inputs* are files of"
        " the reference results with their number of rows; where only reference results are named,"
        " the inputs are the few"
        " numbers in the file itself. Differences under 1e-9 depend on the machine.\n"
    )
    yield "Reference software: " + ", ".join(f"{name} {_version(name)}" for name in sorted(peers, key=str.lower)) + "."
    for title, family in families.items():
        yield f"\n## {title}\n"
        yield from _table(family)
    yield "\n## Published figures and formulas\n"
    yield (
        "Figures printed in papers, or worked by hand from a published formula; the tolerance is often"
        " that of the print.\n"
    )
    yield from _table(papers)
    yield "\n## Known deviations\n"
    yield from _deviations(rows)
    yield "\n## Not validated against an outside figure\n"
    yield from _untried([a for a, _ in (*rows, *papers)])


def _table(rows: Iterable[tuple[Agreement, str]]) -> Iterator[str]:
    yield from _HEAD
    for a, peer in rows:
        names = [f"`{name.rpartition('.')[2]}`" for name in _ours(a)]
        ours = ", ".join(names[:_MOST]) + (f" and {len(names) - _MOST} more" if len(names) > _MOST else "")
        what = a.check or "; ".join(a.labels) or a.test.rpartition("::test_")[2].replace("_", " ")
        cells = (ours, what, peer, _inputs(a), f"{a.figures:,}", _difference(a), _tolerance(a))
        yield f"| {' | '.join(cells)} |"


def _module(a: Agreement) -> str:
    return a.test.partition("::")[0].removeprefix("tests/golden/")


def _inputs(a: Agreement) -> str:
    given = {file: n for file, n in a.files.items() if "input" in file or "/real/" in file or "mysurvey" in file}
    named = given or a.files
    if len(named) > _MOST:
        return f"{len(named)} files ({sum(named.values()):,})"
    return ", ".join(f"{Path(file).name.partition('.csv')[0]} ({n:,})" for file, n in sorted(named.items())) or "-"


def _difference(a: Agreement) -> str:
    parts = ([a.relative, "rel"], [a.absolute, ""])
    value, unit = parts[0] if a.by_ratio else parts[1]
    return f"{unit} {value:.1e}".strip() if value else "0"


def _tolerance(a: Agreement) -> str:
    if not (a.rtol or a.atol):
        return "equal"
    return f"rel {a.rtol:.0e}" if a.by_ratio else f"{a.atol:.0e}"


def _peers(names: Iterable[str]) -> str:
    return ", ".join(f"{name} {_version(name)}" for name in names)


@cache
def _version(name: str) -> str:
    """As the notes on the reference results say it."""
    said = "\n".join(path.read_text(encoding="utf-8") for path in sorted((SHARED / "oracle").glob("README_*.md")))
    found = re.search(rf"/{name}` tag v([\d.]+\d)", said) or re.search(rf"(?<![\w/]){name} (\d[\w.-]*\d)", said)
    if found is None:
        raise LookupError(f"the notes on the reference results do not tell the version of {name}")
    return found[1]


def _first_line(module: str) -> str:
    lines = (ast.get_docstring(_tree(module)) or "").splitlines()
    return lines[0].rstrip(".")


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse((GOLDEN / module).read_text(encoding="utf-8"))


def _ours(a: Agreement) -> list[str]:
    """What of the library a test calls, itself or by what it calls in its module; without what only describes input."""
    tree = _tree(_module(a))
    asked, seen = [_of_check(tree, a.check) if a.check else a.test.rpartition("::")[2]], set()
    imports = {
        alias.asname or alias.name: f"{node.module}.{alias.name}".removeprefix("audit.")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith((*OURS, "audit.programme"))
        for alias in node.names
    }
    bodies: dict[str, ast.AST] = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}
    bodies |= {t.id: n for n in tree.body if isinstance(n, ast.Assign) for t in n.targets if isinstance(t, ast.Name)}
    found: list[str] = []
    while asked:
        name = asked.pop(0)
        if name in seen:
            continue
        seen.add(name)
        if name in imports and not name.isupper() and name not in ("Design", "R_STOPS"):
            found.append(imports[name])
        if name in bodies:
            asked += [n.id for n in ast.walk(bodies[name]) if isinstance(n, ast.Name)]
            asked += [n.arg for n in ast.walk(bodies[name]) if isinstance(n, ast.arg)]
    return sorted(set(found))


def _of_check(tree: ast.Module, check: str) -> str:
    """The function of a module of tests that answers one check, by its table ``CHECKS``; of the others, the last."""
    tables = (n.value for n in tree.body if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == "CHECKS")
    for node in (n for table in tables for n in ast.walk(table)):
        if isinstance(node, ast.Dict):
            named = {ast.literal_eval(k): ast.unparse(v) for k, v in zip(node.keys, node.values, strict=True) if k}
            return named.get(check, "plausibility" if check.startswith("smart_plausibility") else "rated")
    raise LookupError(check)


def _deviations(rows: Iterable[tuple[Agreement, str]]) -> Iterator[str]:
    """Where we differ on purpose or R is known to be off; counts come from the files and tests that hold them."""
    quirks = pd.read_csv(SHARED / "oracle" / "zscores_known_quirks.csv")
    by_sign = _loaded("quality/test_dq_oracle.py").BY_SIGN
    loose = [(a, peer) for a, peer in rows if max(a.rtol, a.atol) >= _LOOSE]
    yield (
        f"- **z-scores**: {len(quirks)} cell of the reference is off by binary rounding in R (the sum"
        " of a length and 0.7 cm"
        " misses its row of the table); ours is the exact value, which the reference also gives, and"
        " the rounded z is left out."
    )
    yield (
        "- **z-scores**: a length of 0 gives an infinite body mass index in R and a missing value"
        " with its reason here; R stops"
        " at unknown codes of sex or measure, here such rows are missing values with their reason."
    )
    yield (
        f"- **Data quality**: {len(by_sign)} values of mwana rate skewness or kurtosis by their sign;"
        " ours follow ENA and rate"
        " their size. The test holds each to ENA's value and checks that it is not mwana's."
    )
    yield (
        "- **Prevalence**: where a proportion is 0 or 1, R's logit limits are the proportion itself."
        " `who_table` gives them as"
        " WHO does, and honest limits beside them; `prevalence` gives the honest ones."
    )
    yield (
        "- **TEM**: anthrocheckr's coefficient of reliability divides by the standard deviation and"
        " not by its square; the"
        " reference holds the right one, computed directly."
    )
    yield (
        "- **Equity**: rineq divides some variances by n where ours divide by n - 1, and its"
        " weighted variance of ranks lacks a"
        " factor; the test applies the known factor, so that the rest is compared."
    )
    yield (
        f"- **Wide tolerances** (at least {_LOOSE:.0e}), where estimators differ in a known way or the"
        " reference is random:"
    )
    for a, peer in loose:
        yield (
            f"  - `{a.test.rpartition('::')[2]}`, {peer}: tolerance {_tolerance(a)}, largest difference"
            f" {_difference(a)}."
        )


def _loaded(module: str):
    spec = importlib.util.spec_from_file_location(Path(module).stem, GOLDEN / module)
    assert spec is not None and spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def _untried(found: Iterable[Agreement]) -> Iterator[str]:
    """Public functions of the estimating packages that no row names."""
    named = {name.rpartition(".")[2] for a in found for name in _ours(a)}
    yield (
        "Public functions that no row above names; unit, property and hand-worked tests hold them, no"
        " outside software does.\n"
    )
    for package in OURS:
        names = sorted(n for n in import_module(package).__all__ if n[0].islower() and n not in named)
        yield f"- `{package}`: {', '.join(f'`{n}`' for n in names) or 'none'}"
    yield (
        "\nNot validated either: any figure on registers of real districts (the registers of the"
        " demo are invented), other"
        " platforms than the machine that ran the tests, and reference software in later versions"
        " than those named above."
    )


def differing(old: str, new: str) -> Iterator[str]:
    """Lines of which the content is not the same, as they should be."""
    before, now = old.splitlines(), new.splitlines()
    if len(before) != len(now):
        yield f"docs/validation.md has {len(before)} lines and should have {len(now)}; run tools/make_validation.py"
    for was, should in zip(before, now, strict=False):
        if _VALUE.sub("", was) != _VALUE.sub("", should) or not _near(was, should):
            yield f"- {was}\n+ {should}"


_VALUE = re.compile(r"(?<=difference )(rel )?[\d.e+-]+(?=\.$)|(?<=\| )(rel )?(\d\.\de[+-]\d+|0)(?= \| [^|]* \|$)")


def _near(was: str, should: str) -> bool:
    a, b = (float(m[0].removeprefix("rel ")) if (m := _VALUE.search(line)) else 0.0 for line in (was, should))
    return max(a, b) < ROUNDING or abs(a - b) <= SHIFT * max(a, b)


if __name__ == "__main__":
    sys.exit(main())
