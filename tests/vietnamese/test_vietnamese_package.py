"""The package pelican-vietnamese: built from this room as it lies here, installed beside stock Pelican, and used by a plain theme."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from importlib.util import find_spec
from pathlib import Path

import pytest

from plugins.pages.render import template_environment
from plugins.vietnamese.jinja_filters import FILTERS

PROJECT = Path(__file__).resolve().parents[2]
ROOM = PROJECT / "plugins" / "vietnamese"
ARTICLE = """Title: {title}
Date: 2027-02-05 07:05
Tags: Đê điều, Ẩm thực, Dân số, An ninh

Ông nói: "Vì *dân*" - đạt 86,1 % .
"""
# A theme of its own; what it lacks Pelican takes from "simple".
TEMPLATES = {
    "index.html": (
        "{% for article in articles | vi_sort('title') %}[{{ article.title }}]{% endfor %}"
        "{% for letter, tags in tags | vi_letters %}{{ letter }}:"
        "{% for tag, articles in tags %}{{ tag }}={{ articles | length | vi_number }};{% endfor %}{% endfor %}"
    ),
    "article.html": (
        "{{ article.date | vi_date }}|{{ article.date | vi_lunar }}|{{ article.date | vi_short_date_time }}|"
        "{{ article.title | vi_slug }}|{{ 'a  b...' | vi_typography }}|{{ article.content | vi_typography_html }}|"
        "{{ 'một' | vi_number_of_ours }}"
    ),
}
SETTINGS = """SITENAME = "Một trang"
SITEURL = ""
PATH = "content"
TIMEZONE = "Asia/Ho_Chi_Minh"
THEME = "giao-dien"
JINJA_FILTERS = {"vi_number_of_ours": lambda text: text + "!"}
"""
# All the examples of the installed package, run where nothing of the portal can be imported.
EXAMPLES = """
import doctest, importlib, pkgutil
import pelican.plugins.vietnamese as package
names = [one.name for one in pkgutil.walk_packages(package.__path__, package.__name__ + ".")]
results = [doctest.testmod(importlib.import_module(name)) for name in names]
try:
    import plugins
except ImportError:
    print(len(names), sum(one.attempted for one in results), sum(one.failed for one in results))
"""


def run(*words: str | Path, cwd: Path) -> str:
    """Run a command outside of the project and return what it printed; nothing of the project can be found there."""
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [*map(str, words)],
        cwd=cwd,
        env={**clean, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of an environment that has stock Pelican and the wheel, installed without a network."""
    if find_spec("hatchling") is None:
        pytest.skip("no hatchling in this environment; run: python3 tasks.py test, which renews it")
    folder = tmp_path_factory.mktemp("goi")
    shutil.copytree(ROOM, folder / "nguon", ignore=shutil.ignore_patterns("__pycache__"))
    words = ("--no-index", "--no-deps", "--no-build-isolation", "-q", "-w", folder, folder / "nguon")
    built = subprocess.run([sys.executable, "-m", "pip", "wheel", *words], capture_output=True, check=False)
    assert built.returncode == 0, built.stderr.decode("utf-8", "replace")
    (wheel,) = folder.glob("pelican_vietnamese-*-py3-none-any.whl")
    venv.create(folder / "moi", with_pip=False)
    found = folder / "moi" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    packages = Path(
        run(found, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
    )
    # What the wheel depends on is what this environment has.
    (packages / "cua-cong.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    run(
        sys.executable,
        "-m",
        "pip",
        "-q",
        "install",
        "--no-index",
        "--no-deps",
        "--target",
        packages,
        wheel,
        cwd=folder,
    )
    return found


def test_a_stock_site_with_a_theme_of_its_own_uses_the_filters(python: Path, tmp_path: Path) -> None:
    """Pelican finds the installed plugin by itself; a filter of the settings file stays there beside its filters."""
    for name, title in (("a", "Đại hội"), ("b", "Ăn Tết"), ("c", "Ánh sáng")):
        (tmp_path / "content").mkdir(exist_ok=True)
        (tmp_path / "content" / f"{name}.md").write_text(ARTICLE.format(title=title), "utf-8")
    for name, text in TEMPLATES.items():
        (tmp_path / "giao-dien" / "templates").mkdir(parents=True, exist_ok=True)
        (tmp_path / "giao-dien" / "templates" / name).write_text(text, "utf-8")
    (tmp_path / "pelicanconf.py").write_text(SETTINGS, "utf-8")

    run(python, "-m", "pelican", "-s", "pelicanconf.py", "-o", "output", "--fatal", "errors", cwd=tmp_path)

    home = (tmp_path / "output" / "index.html").read_text("utf-8")
    assert home == "[Ánh sáng][Ăn Tết][Đại hội]A:An ninh=3;Ẩm thực=3;D:Dân số=3;Đ:Đê điều=3;"
    page = (tmp_path / "output" / "dai-hoi.html").read_text("utf-8")
    assert page == (
        "Thứ Sáu, ngày 05 tháng 02 năm 2027|ngày 29 tháng Chạp|05/02/2027 07:05|dai-hoi|a b…|"
        "<p>Ông nói: “Vì <em>dân</em>”\u00a0– đạt 86,1%.</p>|một!"
    )


def test_the_installed_package_stands_alone(python: Path, tmp_path: Path) -> None:
    """Every example of every module holds where the portal is not: nothing of it is imported."""
    modules, examples, failed = map(int, run(python, "-c", EXAMPLES, cwd=tmp_path).split())

    assert modules >= len(list(ROOM.rglob("*.py"))) - 1
    assert examples > 50
    assert failed == 0


def test_the_portal_uses_the_same_filters(tmp_path: Path) -> None:
    """One source: the templates of the portal have them under the same names, and the page of the package tells of each."""
    assert template_environment(tmp_path).filters.items() >= FILTERS.items()
    shown = re.findall(r"^\| `(vi_\w+)` \|", (ROOM / "README.md").read_text("utf-8"), re.MULTILINE)
    assert shown == list(FILTERS)
