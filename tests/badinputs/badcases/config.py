"""Settings, the theme, plugins, caches."""

from __future__ import annotations

import pickle
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from badcases.case import ARTICLE, Action, Case, good_article
from badcases.paths import PROJECT
from badcases.site import write

OWN_THEME = 'THEME = str(here / "theme")'
OWN_PLUGIN = 'sys.path.insert(0, str(here / "them"))\nPLUGINS = [*PLUGINS, "hong"]'
TRAP = "CHAY-MA-LA"
FIRST_BLOCK = re.compile(r"\{%-? *block \w+ *(?:required)? *-?%\}")


class Trap:
    """What writes a file when it is unpickled."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return (Path.touch, (self.target,))


def copy_theme(site: Path) -> Path:
    """Give the site a theme of its own; return its folder of templates."""
    shutil.copytree(PROJECT / "theme", site / "theme")
    return site / "theme/templates"


def add_to(name: str, text: str) -> Callable[[Path], None]:
    """Return a setup that adds something to a template: at the end of its page, or in its first block."""

    def setup(site: Path) -> None:
        template = copy_theme(site) / name
        whole = template.read_text("utf-8")
        if "</body>" in whole:
            changed = whole.replace("</body>", f"{text}</body>")
        else:
            changed = FIRST_BLOCK.sub(lambda block: block[0] + text, whole, count=1)
        assert changed != whole, f"nothing to change in {template}"
        template.write_text(changed, "utf-8")

    return setup


def lay_trap(site: Path) -> None:
    """Put a pickle that runs code where stock Pelican reads its cache."""
    data = pickle.dumps(Trap(site / TRAP))
    for folder in ("cache", ".cache"):
        for name in (
            "ArticlesGenerator-Readers",
            "ArticlesGenerator-ArticlesGenerator",
            "PagesGenerator-Readers",
        ):
            write(site, f"{folder}/{name}", data)


def spoil_caches(site: Path) -> None:
    """Cut every file that a build keeps for the next one."""
    kept = [path for path in site.glob(".*") if path.name != ".site-output"]
    for path in [
        file for top in kept for file in ([top] if top.is_file() else top.rglob("*")) if file.is_file()
    ]:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2] + b"\xff\x00hong")
    write(site, "cache/ArticlesGenerator-Readers", b"\x80hong")


def stop(name: str, wrong: str, conf: str, *says: str, **more: object) -> Case:
    """Return a case that stops the build."""
    return Case(name, Action.STOP, wrong, says=says, conf=conf, mark="", **more)  # type: ignore[arg-type]


def plugin(name: str, wrong: str, code: str) -> Case:
    """Return a case about a plugin that fails."""
    files = {"them/hong.py": code, ARTICLE: good_article()}
    return Case(name, Action.STOP, wrong, files, ("hong",), mark="", conf=OWN_PLUGIN)


RAISES = """\
from pelican import signals

def fail(*_values, **_named):
    raise RuntimeError("hong")

def register():
    for name in ("article_generator_write_article", "content_written", "article_generator_finalized"):
        getattr(signals, name).connect(fail)
"""

CONFIG: tuple[Case, ...] = (
    stop("265-conf-bad-timezone", "TIMEZONE sai", 'TIMEZONE = "GMT+7"', "TIMEZONE", "Asia/Ho_Chi_Minh"),
    stop("266-conf-syntax-error", "Lỗi cú pháp trong pelicanconf.py", "THEME = (", "pelicanconf.py"),
    Case(
        "267-conf-unknown-setting",
        Action.OK,
        "Gõ sai tên cài đặt",
        says=("SITE_URL", "SITEURL"),
        conf='SITE_URL = "https://x.example"',
        mark="",
    ),
    stop(
        "270-conf-date-formats-locale",
        "DATE_FORMATS phụ thuộc locale",
        'DATE_FORMATS = {"vi": ("vi_VN.UTF-8", "%d %B %Y")}',
        "DATE_FORMATS",
    ),
    Case(
        "281-cache-corrupt",
        Action.REPAIR,
        "Tệp lưu tạm bị hỏng",
        {ARTICLE: good_article()},
        setup=spoil_caches,
    ),
    stop(
        "282-cache-pickle-code",
        "Cache pickle bị cài mã",
        "CACHE_CONTENT = True\nLOAD_CONTENT_CACHE = True\nGZIP_CACHE = False",
        "cache",
        setup=lay_trap,
    ),
    stop("295-conf-output-in-content", "OUTPUT_PATH trong content/", "", "content", output="content/output"),
    stop(
        "296-conf-output-elsewhere-delete",
        "OUTPUT_PATH trỏ vào dữ liệu khác",
        "DELETE_OUTPUT_DIRECTORY = True",
        "giay-to",
        output="giay-to",
        files={"giay-to/so-do.txt": "KHÔNG ĐƯỢC MẤT\n"},
    ),
    stop(
        "311-conf-siteurl-localhost", "SITEURL là localhost", 'SITEURL = "http://localhost:8000"', "SITEURL"
    ),
    Case(
        "312-conf-theme-autoescape",
        Action.REPAIR,
        "SITENAME có & và <",
        {ARTICLE: good_article()},
        conf='SITENAME = "Trang <TT> & CĐS"',
        hides=("Trang <TT>",),
    ),
)

THEME: tuple[Case, ...] = (
    stop(
        "271-theme-undefined-var",
        "Theme dùng biến chưa có",
        OWN_THEME,
        "KHAU_HIEU",
        setup=add_to("base.html", "{{ KHAU_HIEU }}"),
    ),
    stop(
        "272-theme-undefined-attr",
        "Theme dùng thuộc tính chưa có",
        OWN_THEME,
        "anh_bia",
        setup=add_to("article.html", "{{ view.anh_bia.url }}"),
    ),
    stop(
        "310-theme-template-fallback",
        "Thiếu mẫu trang chủ",
        OWN_THEME,
        "home.html",
        setup=lambda site: (copy_theme(site) / "home.html").unlink(),
    ),
)

PLUGINS: tuple[Case, ...] = (
    stop(
        "275-plugin-import-typo",
        "Tên plugin gõ sai",
        'PLUGINS = [*PLUGINS, "plugins.heder"]',
        "plugins.heder",
    ),
    plugin("276-plugin-import-raises", "Plugin lỗi khi nạp", "y = chua_co\n"),
    plugin(
        "277-plugin-register-raises",
        "register() ném lỗi",
        "def register():\n    raise RuntimeError('hong')\n",
    ),
    plugin("280-plugin-write-raises", "Plugin ném lỗi lúc ghi", RAISES),
)


CASES: tuple[Case, ...] = CONFIG + THEME + PLUGINS
