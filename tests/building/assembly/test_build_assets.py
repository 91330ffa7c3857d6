"""The theme's files as they are published."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.building.assembly.assets import bundled_script, published_paths, read_assets
from plugins.problems.stop_build import StopBuild


def a_theme(folder: Path, **files: str) -> Path:
    """Write a theme; names have two underscores for a slash and one for a dot."""
    for name, text in files.items():
        path = folder / "static" / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def test_stylesheets_are_one_and_name_fonts_as_they_are_published(tmp_path: Path) -> None:
    """A page asks for one stylesheet; a font's name tells its bytes, there as in the folder."""
    theme = a_theme(
        tmp_path,
        css__site_css='@import url("base.css");\n',
        css__base_css='@font-face { src: url("../fonts/a.woff2"); }',
        fonts__a_woff2="font",
    )
    files = read_assets(theme)
    names = published_paths(files)

    assert sorted(files) == ["css/site.css", "fonts/a.woff2"]
    font = names["fonts/a.woff2"].removeprefix("theme/fonts/")
    assert f'url("../fonts/{font}")' in files["css/site.css"].decode()


def test_comments_are_for_those_who_write_stylesheets(tmp_path: Path) -> None:
    """Browsers are not sent what only people read."""
    theme = a_theme(
        tmp_path,
        css__site_css='/* Tất cả */\n@import url("base.css");\n',
        css__base_css="a { color: red; }\n/* Hai\n   dòng */\nb { color: blue; } /* một */\n",
    )

    sheet = read_assets(theme)["css/site.css"].decode()
    assert sheet.split() == ["a", "{", "color:", "red;", "}", "b", "{", "color:", "blue;", "}"]


def test_another_font_makes_another_stylesheet(tmp_path: Path) -> None:
    """Else a browser that kept the stylesheet would ask for a font that is gone."""
    css = {"css__site_css": '@font-face { src: url("../fonts/a.woff2"); }'}
    one = published_paths(read_assets(a_theme(tmp_path / "1", fonts__a_woff2="một", **css)))
    other = published_paths(read_assets(a_theme(tmp_path / "2", fonts__a_woff2="hai", **css)))

    assert one["css/site.css"] != other["css/site.css"]


def test_a_script_holds_what_it_imports_each_once(tmp_path: Path) -> None:
    """Modules come before those that use them, all in a scope of their own; what is only imported is no file."""
    theme = a_theme(
        tmp_path,
        css__site_css="",
        js__site_js='import { a } from "./a.js";\nimport { b } from "./b.js";\na(b);\n',
        js__a_js='import { b } from "./b.js";\nexport function a() { return b; }\n',
        js__b_js="export const b = 1;\n",
    )
    files = read_assets(theme)

    assert sorted(files) == ["css/site.css", "js/site.js"]
    assert (
        files["js/site.js"].decode()
        == '"use strict";\n{\nconst b = 1;\nfunction a() { return b; }\na(b);\n}\n'
    )


def test_a_script_that_gives_something_stays_a_module() -> None:
    """A list of exports may stand in no block, and import() finds it there."""
    scripts = {
        "js/engine.js": 'import { a } from "./a.js";\nconst open = a;\nexport { open };\n',
        "js/a.js": "export const a = 1;\n",
    }
    assert bundled_script("js/engine.js", scripts) == "const a = 1;\nconst open = a;\nexport { open };\n"


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"css__site_css": '@import url("khong-co.css");\n'}, "khong-co.css"),
        ({"css__site_css": 'a { background: url("../icons/mat.svg"); }'}, "mat.svg"),
        ({"css__site_css": "", "js__site_js": 'import { a } from "./mat.js";\n'}, "mat.js"),
        (
            {
                "css__site_css": "",
                "js__site_js": 'import { a } from "./a.js";\nconst b = a;\n',
                "js__a_js": "const b = 1;\nexport const a = b;\n",
            },
            "“b”",
        ),
        (
            {
                "js__site_js": 'import { a } from "./a.js";\nconst [b, c] = a;\n',
                "js__a_js": "const c = 1;\nexport const a = [c, c];\n",
            },
            "“c”",
        ),
        (
            {
                "js__site_js": 'import {\n  a as b,\n} from "./a.js";\nb();\n',
                "js__a_js": "export const a = Date;\n",
            },
            "“as”",
        ),
    ],
)
def test_a_broken_theme_stops_the_build_and_says_where(
    tmp_path: Path, files: dict[str, str], words: str
) -> None:
    """A file that is not there, or one name for two things, is told before anything is written."""
    with pytest.raises(StopBuild, match=words):
        read_assets(a_theme(tmp_path, **files))


def test_modules_that_import_each_other_are_told() -> None:
    """They have no order in which they could stand in one file."""
    scripts = {
        "js/a.js": 'import { b } from "./b.js";\nexport const a = b;\n',
        "js/b.js": 'import { a } from "./a.js";\nexport const b = a;\n',
    }
    with pytest.raises(StopBuild, match="lẫn nhau"):
        bundled_script("js/a.js", scripts)
