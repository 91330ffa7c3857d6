# /// script
# dependencies = ["fonttools==4.68.0", "brotli==1.2.1"]
# ///
"""
Make the theme's fonts: Be Vietnam Pro cut down to the letters of a Vietnamese portal.

``python theme/fonts/make.py FOLDER``, where FOLDER holds the unpacked npm package
@fontsource/be-vietnam-pro; what it needs is named above, and `uv run` and
`pipx run` read that. The package has the Latin and the Vietnamese letters in two files, of which every
Vietnamese page would need both: here they are one.
"""

from __future__ import annotations

import sys
import tempfile
import unicodedata
from itertools import product
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

OUT = Path(__file__).resolve().parents[1] / "static" / "fonts"
WEIGHTS = (400, 600)
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
# Signs of prose, of measures and of law texts, and the letters of names from nearby countries.
SIGNS = "\u00a0§©«®°±²³µ·»¼½¾×÷–—‘’“”„•…‹›€₫™−"
FOREIGN = "çñäöüßøåæÇÑÄÖÜØÅÆ"
FEATURES = ["kern", "ccmp", "locl", "mark", "mkmk"]


def letters() -> set[str]:
    """
    Return every sign that the fonts have.

    >>> "ễ" in letters(), "Ự" in letters(), "漢" in letters()
    (True, True, False)
    """
    vietnamese = {unicodedata.normalize("NFC", vowel + tone) for vowel, tone in product(VOWELS, TONES)}
    vietnamese |= {one.upper() for one in vietnamese} | {"đ", "Đ"}
    return {chr(code) for code in range(0x20, 0x7F)} | vietnamese | set(SIGNS) | set(FOREIGN)


def make(package: Path, weight: int) -> None:
    """Write the font of one weight."""
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for script in ("latin", "vietnamese"):
            font = TTFont(package / "files" / f"be-vietnam-pro-{script}-{weight}-normal.woff2")
            font.flavor = None
            parts.append(str(Path(folder) / f"{script}.ttf"))
            font.save(parts[-1])
        whole = Merger().merge(parts)
    missing = letters() - {chr(code) for code in whole.getBestCmap()}
    assert not missing, sorted(missing)
    options = Options()
    options.layout_features = FEATURES
    options.hinting = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(one) for one in letters()])
    subsetter.subset(whole)
    whole.flavor = "woff2"
    whole.save(OUT / f"be-vietnam-pro-{weight}.woff2")


def main(package: Path) -> None:
    """Write the fonts and their licence."""
    OUT.mkdir(exist_ok=True)
    for weight in WEIGHTS:
        make(package, weight)
    (OUT / "OFL.txt").write_bytes((package / "LICENSE").read_bytes())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
