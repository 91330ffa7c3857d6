"""Other versions of Pelican are tried with the tests that are about Pelican, in jobs of their own."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path
from types import ModuleType

TESTS = Path(__file__).resolve().parents[1]
# What is built with Pelican and not about it, or with a Pelican of its own.
_ELSEWHERE = {"vietnamese/test_vietnamese_package.py", "other_pelicans/test_other_pelicans.py"}


def program() -> ModuleType:
    """Return the program that tries other versions."""
    spec = importlib.util.spec_from_file_location("other_pelicans", Path(__file__).with_name("__main__.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_test_that_is_about_pelican_is_among_them() -> None:
    """By its name, or because it imports Pelican."""
    about = {
        path.relative_to(TESTS).as_posix()
        for path in TESTS.rglob("test_*.py")
        if "pelican" in path.name or _imports_pelican(path)
    }

    assert about - _ELSEWHERE <= set(program().HABITS)
    assert [one for one in program().HABITS if not (TESTS / one).is_file()] == []


def _imports_pelican(path: Path) -> bool:
    tree = ast.parse(path.read_text("utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {getattr(node, "module", "") or "" for node in imports}
    names |= {alias.name for node in imports for alias in node.names}
    return any(name.split(".")[0] == "pelican" for name in names)


def test_the_oldest_and_the_newest_are_tried() -> None:
    """Or the versions that somebody names."""
    assert program().wanted([]) == ["pelican==4.11.0.post0", "pelican>=4.12.0rc0"]
    assert program().wanted(["4.10.2"]) == ["pelican==4.10.2"]


def test_the_locked_version_is_installed_too_where_it_is_the_newest() -> None:
    """What is seen of the portal's own environment has no commands."""
    first, second = program().installations("pelican>=4.12.0rc0")
    assert {"--ignore-installed", "pelican>=4.12.0rc0"} <= set(first)
    assert second == ("pelican>=4.12.0rc0",)


def test_jobs_of_ci_try_them() -> None:
    """Beside the job that runs everything, whose time does not grow."""
    root = TESTS.parent
    for file in (".github/workflows/pelican.yml", ".gitlab-ci.yml"):
        assert "python3 tasks.py prove-pelican" in (root / file).read_text("utf-8")
    assert "prove-pelican" not in (root / ".ci" / "run").read_text("utf-8")
