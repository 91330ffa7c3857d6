"""
Prepare the theme's static files for publication: one stylesheet, bundled scripts, file names with a digest.

A page asks for few files: what a stylesheet or a script imports is put into it. A file's name
has a digest of its bytes, so that browsers may cache it for ever.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from plugins.article.reserved_slugs import OwnSlug
from plugins.building.sources.settings import BuildSettings
from plugins.pages.share_card import CardStyle
from plugins.problems.stop_build import StopBuild

STYLESHEET = "css/site.css"
# Asked for by this very address, whatever a page says.
AT_THE_ROOT = {"icons/favicon.ico": "favicon.ico"}
CARD_FILES = ("fonts/be-vietnam-pro-400.woff2", "fonts/be-vietnam-pro-600.woff2", "icons/emblem.png")
_SHEET_IMPORT = re.compile(r'@import\s+url\("([^"]+)"\);\s*')
_SHEET_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_SHEET_FILE = re.compile(r'url\("(\.\./[^"]+)"\)')
_SCRIPT_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([^"]+)";\n', re.MULTILINE)
# A comment on lines of its own; what stands behind code may be a part of a text.
_SCRIPT_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*\*(?:(?!\*/)[\s\S])*\*/)\n", re.MULTILINE)
_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{2,}")
# What may stand in a line beside signs that is no code: texts in other quotes, patterns, comments.
_NO_CODE = re.compile("['`/]")
_TEXT = re.compile(r'("(?:[^"\\]|\\.)*")')
# "a + +b" and "a - -b" would be something else without their spaces.
_SPACED_OPERATOR = re.compile(r" ([?:*]|[<>]=?|[-+]=|\+(?! \+)|-(?! -)) ")
_SPACED_SIGN = re.compile(r" ?(=>|[!=]==|&&|\|\||[=,;{}()]) ?")
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|let|class) )", re.MULTILINE)
# At the end of a script that others load with import().
_RENAMED_IMPORT = re.compile(r"^import\s*\{[^}]*\sas\s", re.MULTILINE)
_EXPORT_LIST = re.compile(r"^export ?\{", re.MULTILINE)
_TOP_NAME = re.compile(
    r"^(?:async )?(?:function\*?|const|let|class) (\w+|\[[^\]]*\]|\{[^}]*\})", re.MULTILINE
)
_NAME_IN_LIST = re.compile(r"(\w+)\s*(?=[,\]}])")


@dataclass(frozen=True, slots=True)
class ThemeAssets:
    """
    The static files of a theme.

    ``files`` has their bytes and ``paths`` their published paths, both by the names that templates use;
    ``card_style`` is what share cards are drawn with, None where none are drawn.
    """

    files: dict[str, bytes]
    paths: dict[str, str]
    card_style: CardStyle | None = None


def theme_assets(settings: BuildSettings) -> ThemeAssets:
    """Return the static files of the theme that is set; raise StopBuild for a theme that is broken."""
    if settings.pelican_theme:
        files = plain_assets(settings.theme)
        paths = {name: f"{OwnSlug.THEME}/{name}" for name in files}
    else:
        files = read_assets(settings.theme)
        paths = published_paths(files)
    return ThemeAssets(files, paths, card_style(files) if settings.cards else None)


def read_assets(theme: Path) -> dict[str, bytes]:
    """
    Return the bytes of the theme's files by the names that templates use; raise StopBuild for a broken theme.

    A file that only other files import is part of those, and has no name of its own.
    """
    static = theme / "static"
    if not static.is_dir():
        raise StopBuild(f"giao diện thiếu thư mục {static}.")
    files = {
        path.relative_to(static).as_posix(): path.read_bytes()
        for path in sorted(static.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }
    return _with_bundled_scripts(_with_one_stylesheet(files))


def plain_assets(theme: Path) -> dict[str, bytes]:
    """Return the static files of a theme that was made for Pelican, unchanged."""
    static = theme / "static"
    files = sorted(path for path in static.rglob("*") if path.is_file())
    return {path.relative_to(static).as_posix(): path.read_bytes() for path in files}


def published_paths(files: Mapping[str, bytes]) -> dict[str, str]:
    """
    Return the published path of each asset; a few have a fixed one at the root.

    >>> published_paths({"css/site.css": b"a{}"})
    {'css/site.css': 'theme/css/site.5f546eb460.css'}
    """
    return {
        name: AT_THE_ROOT.get(name, f"{OwnSlug.THEME}/{_with_digest(name, data)}")
        for name, data in files.items()
    }


def card_style(files: Mapping[str, bytes]) -> CardStyle | None:
    """Return the fonts and the emblem that share cards are drawn with, None for a theme that lacks one of them."""
    wanted = [files.get(name) for name in CARD_FILES]
    return CardStyle(*(data for data in wanted if data)) if all(wanted) else None


def _with_digest(name: str, data: bytes) -> str:
    """Return a file name with a digest of the file's bytes before its ending."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(data).hexdigest()[:10]}{dot}{ending}"


def _with_one_stylesheet(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files with all stylesheets in one, without comments; its fonts and pictures are named by their published paths."""
    sheet = files.get(STYLESHEET, b"").decode()
    parts = [f"css/{name}" for name in _SHEET_IMPORT.findall(sheet)]
    if missing := [name for name in parts if name not in files]:
        raise StopBuild(f"{STYLESHEET} nhập “{missing[0]}”, tệp này không có trong giao diện.")
    whole = _SHEET_COMMENT.sub(
        "", _SHEET_IMPORT.sub(lambda line: files[f"css/{line[1]}"].decode() + "\n", sheet)
    )

    def published(found: re.Match[str]) -> str:
        name = posixpath.normpath(posixpath.join("css", found[1]))
        if name not in files:
            raise StopBuild(f"{STYLESHEET} dùng “{found[1]}”, tệp này không có trong giao diện.")
        return f'url("../{_with_digest(name, files[name])}")'

    kept = {name: data for name, data in files.items() if name not in parts}
    return kept | {STYLESHEET: _SHEET_FILE.sub(published, whole).encode()}


def _with_bundled_scripts(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files with every script's imports put into it, without the scripts that are only imported."""
    scripts = {name: data.decode() for name, data in files.items() if name.endswith(".js")}
    imported = {part for text in scripts.values() for part in _module(text).imports}
    kept = {name: data for name, data in files.items() if name not in imported}
    bundled = {name: bundled_script(name, scripts).encode() for name in scripts if name not in imported}
    return kept | bundled


def _lean(script: str) -> str:
    """
    Return a script without the spaces that say nothing; one with a text of several lines stays as it is.

    >>> _lean("if (a) {\\n  b(`c`);\\n}\\n"), _lean("a = `b\\n  c`;")
    ('if(a){\\nb(`c`);\\n}\\n', 'a = `b\\n  c`;')
    """
    has_long_text = any(line.count("`") % 2 for line in script.split("\n"))
    return script if has_long_text else _without_spaces(_INDENTATION.sub("", script))


def _without_spaces(script: str) -> str:
    """
    Return a script without its blank lines and the spaces around signs; texts stay as they are, and so does a line with a pattern or a comment.

    >>> _without_spaces("const a = (b, c) => {\\n\\nreturn b === c ? 1 : d;\\n};\\ne = ' = ';\\n")
    "const a=(b,c)=>{\\nreturn b===c?1:d;\\n};\\ne = ' = ';\\n"
    >>> _without_spaces('a = b ? " ? " : c + +d;')
    'a=b?" ? ":c + +d;'
    """
    lines = _BLANK_LINES.sub("\n", script).split("\n")
    return "\n".join(line if _NO_CODE.search(line) else _without_spaces_in_line(line) for line in lines)


def _without_spaces_in_line(line: str) -> str:
    """Return a line of code without the spaces around signs; each second part of it is a text."""
    parts = _TEXT.split(line)
    parts[::2] = [_SPACED_SIGN.sub(r"\1", _SPACED_OPERATOR.sub(r"\1", part)) for part in parts[::2]]
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class _Module:
    """A script as a bundle takes it: what it imports, the names of its top level, and its text without what is left out."""

    imports: tuple[str, ...]
    names: tuple[str, ...]
    text: str


@lru_cache(maxsize=256)
def _module(script: str) -> _Module:
    """Return what a bundle takes of a script; most modules are in several bundles."""
    text = _SCRIPT_COMMENT.sub("", _EXPORT.sub("", _SCRIPT_IMPORT.sub("", script)))
    imports = tuple(f"js/{part}" for part in _SCRIPT_IMPORT.findall(script))
    return _Module(imports, tuple(_top_names(text)), _lean(text))


def _top_names(script: str) -> Iterator[str]:
    """
    Yield the names that a script defines at its top level.

    >>> list(_top_names("const a = 1;\\nconst [b, c] = [2, 3];\\nlet { d: e, f } = {};\\nfunction g(h) {}\\n"))
    ['a', 'b', 'c', 'e', 'f', 'g']
    """
    for found in _TOP_NAME.findall(script):
        yield from _NAME_IN_LIST.findall(found) if found[0] in "[{" else (found,)


def bundled_script(name: str, scripts: Mapping[str, str]) -> str:
    """
    Return a script with each module that it imports put before it once, without the comments that have lines of their own
    and the spaces that say nothing.

    The modules then share one scope, so this raises StopBuild where two of them define the same name at
    their top level, for an import under another name, and for one of a file that is not there. The scope is a block, so that an
    ordinary script too defines nothing that other scripts of the page could see; a script with a list of
    exports is a module, which has a scope of its own.

    >>> print(bundled_script("js/a.js", {"js/a.js": 'import { b } from "./b.js";\\nb();\\n', "js/b.js": "export const b = Date;\\n"}))
    "use strict";
    {
    const b=Date;
    b();
    }
    <BLANKLINE>
    """
    order: list[str] = []

    def visit(one: str, above: tuple[str, ...]) -> None:
        if one in order:
            return
        if one in above:
            raise StopBuild(f"{one}: hai tệp JavaScript nhập lẫn nhau.")
        if one not in scripts:
            raise StopBuild(f"{above[-1]} nhập “{one}”, tệp này không có trong giao diện.")
        for part in _module(scripts[one]).imports:
            visit(part, (*above, one))
        order.append(one)

    visit(name, ())
    modules = {one: _module(scripts[one]) for one in order}
    owners: dict[str, str] = {}
    for one, module in modules.items():
        if _RENAMED_IMPORT.search(scripts[one]):
            raise StopBuild(f"{one} nhập một tên dưới tên khác (“as”); các tệp gộp chung nên giữ nguyên tên.")
        for top in module.names:
            if owners.setdefault(top, one) != one:
                raise StopBuild(f"{one} và {owners[top]} cùng đặt tên “{top}”; đổi tên ở một tệp.")
    whole = "".join(module.text for module in modules.values())
    return whole if _EXPORT_LIST.search(modules[name].text) else f'"use strict";\n{{\n{whole}}}\n'
