"""The theme's files as they are published."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from node_scripts import run

from plugins.building.assembly.assets import bundled_script, published_paths, read_assets
from plugins.problems.stop_build import StopBuild

PROJECT = Path(__file__).resolve().parents[3]
# Node reads a script, and runs it on a page that has nothing, then on one that has whatever is asked for; a module is only loaded.
# What a script does with things that are no elements may fail there; a name that nothing defines may not.
LOADS = """
import { Script, createContext } from "vm";
const anything = new Proxy(function () {}, {
  get: (_, name) => ({ [Symbol.toPrimitive]: () => "", [Symbol.iterator]: function* () {}, then: undefined, length: 0 }[name] ?? (name === "then" ? undefined : anything)),
  set: () => true, has: () => true, apply: () => anything, construct: () => anything,
});
const nothing = { ...Object.fromEntries("querySelector getElementById getItem".split(" ").map((name) => [name, () => null])), querySelectorAll: () => [], addEventListener: () => undefined };
const empty = { ...nothing, documentElement: anything, body: anything, readyState: "loading" };
const names = "window navigator location history localStorage sessionStorage speechSynthesis matchMedia getComputedStyle CSS fetch scrollTo".split(" ");
const events = { addEventListener: () => undefined, setTimeout: () => 0, setInterval: () => 0, clearTimeout: () => undefined, requestAnimationFrame: () => 0 };
const world = { ...events, scrollX: 0, scrollY: 0, innerWidth: 0, innerHeight: 0, console, URL, URLSearchParams, TextEncoder, TextDecoder, ...Object.fromEntries(names.map((name) => [name, anything])) };
for (const name of ["MutationObserver", "IntersectionObserver", "ResizeObserver", "SpeechSynthesisUtterance", "Event", "CustomEvent", "Node", "HTMLElement"]) world[name] = anything;
const result = {};
for (const [name, code, isModule] of given) {
  result[name] = [];
  const note = (fault) => result[name].push(String(fault));
  if (isModule) {
    await import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`).catch(note);
    continue;
  }
  for (const document of [empty, anything]) {
    try {
      new Script(code).runInContext(createContext({ ...world, document }), { timeout: 2000 });
    } catch (fault) {
      if (document === empty || ["ReferenceError", "SyntaxError"].includes(fault.name)) note(fault);
    }
  }
}
"""


def loads(folder: Path, scripts: Mapping[str, str]) -> dict[str, list[str]]:
    """Return for each script why it does not load, if so."""
    modules = {
        name: re.search(r"^export ?\{", text, re.MULTILINE) is not None for name, text in scripts.items()
    }
    faults: dict[str, list[str]] = run(
        folder, LOADS, [[name, text, modules[name]] for name, text in scripts.items()]
    )
    return faults


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
    assert files["js/site.js"].decode() == '"use strict";\n{\nconst b=1;\nfunction a(){return b;}\na(b);\n}\n'


def test_every_bundle_loads(tmp_path: Path) -> None:
    """As it is published: it is read, no name is there twice, and at its top none that nothing defines."""
    (tmp_path / "package.json").write_text('{"type": "module"}', "utf-8")
    files = read_assets(PROJECT / "theme")
    scripts = {name: data.decode() for name, data in files.items() if name.endswith(".js")}

    assert len(scripts) > 4
    assert loads(tmp_path, scripts) == {name: [] for name in scripts}


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("{\nconst a = ;\n}\n", "SyntaxError"),
        ("{\nconst a = 1;\nconst a = 2;\n}\n", "SyntaxError"),
        ("{\nfunction a() {}\na(notThere);\n}\n", "ReferenceError"),
        ('if (document.querySelector("[data-search]")) notThere();\n', "ReferenceError"),
        ("const a = 1;\nb(a);\nexport { a };\n", "ReferenceError"),
        ("const a = 1;\nexport { b };\n", "SyntaxError"),
    ],
)
def test_a_bundle_that_does_not_load_is_told(tmp_path: Path, script: str, fault: str) -> None:
    """A fault of writing, a name that is there twice or nowhere, also behind what only some pages have; what is given and not there."""
    (tmp_path / "package.json").write_text('{"type": "module"}', "utf-8")

    (faults,) = loads(tmp_path, {"js/a.js": script}).values()
    assert [told.partition(":")[0] for told in faults] == [fault] * len(faults)
    assert faults


def test_a_script_that_gives_something_stays_a_module() -> None:
    """A list of exports may stand in no block, and import() finds it there."""
    scripts = {
        "js/engine.js": 'import { a } from "./a.js";\nconst open = a;\nexport { open };\n',
        "js/a.js": "export const a = 1;\n",
    }
    assert bundled_script("js/engine.js", scripts) == "const a=1;\nconst open=a;\nexport{open};\n"


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
