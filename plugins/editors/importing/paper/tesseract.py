"""Let Tesseract read a picture of a page, where the machine has it with Vietnamese."""

from __future__ import annotations

import csv
import io
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageOps

from plugins.editors.importing.open_picture import UnreadablePicture, opened_picture
from plugins.editors.importing.paper import child
from plugins.files.sandbox import sandboxed

_PATHS = (
    r"C:\Program Files\Tesseract-OCR\tesseract.exe",
    "/opt/homebrew/bin/tesseract",
    "/usr/local/bin/tesseract",
)
_LANGUAGE = "vie"
_SECONDS_OF_PAGE = 120
_LONGEST_SIDE = 5_000
# Of 100. Right words of a plain scan are nearly all above it, and of the wrong ones many are no less.
_DOUBTFUL = 90.0


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A word that was made out, and how sure Tesseract is of it, from 0 to 100."""

    text: str
    confidence: float

    @property
    def is_doubtful(self) -> bool:
        """Whether it may well be another word."""
        return self.confidence < _DOUBTFUL


Lines = tuple[tuple[ReadWord, ...], ...]


@dataclass(frozen=True, slots=True)
class ReadPage:
    """The paragraphs of a page, each a sequence of lines."""

    paragraphs: tuple[Lines, ...] = ()

    @property
    def words(self) -> list[ReadWord]:
        """All words in their order."""
        return [word for lines in self.paragraphs for line in lines for word in line]


@cache
def find_tesseract() -> str:
    """Return the path of a Tesseract that reads Vietnamese, "" where there is none."""
    for name in (os.environ.get("TESSERACT", ""), "tesseract", *_PATHS):
        program = shutil.which(name) if name else None
        if program and _LANGUAGE in _languages(program):
            return program
    return ""


def _languages(program: str) -> list[str]:
    try:
        return child.run_child([program, "--list-langs"], 30, Path.cwd()).decode("utf-8", "replace").split()
    except child.ChildFailed:
        return []


def read_picture(data: bytes) -> ReadPage | None:
    """Return what Tesseract makes out in a picture, None where it cannot be read in time or is no picture."""
    with tempfile.TemporaryDirectory(prefix="ocr-") as temporary:
        folder = Path(temporary).resolve()
        if not _prepared(data, folder / "trang.png"):
            return None
        program = find_tesseract()
        with sandboxed(folder, program) as (inside, prefix):
            words = [*prefix, program, str(inside / "trang.png"), "stdout", "-l", _LANGUAGE, "tsv"]
            try:
                table = child.run_child(words, _SECONDS_OF_PAGE, folder)
            except child.ChildFailed:
                return None
    return ReadPage(tuple(_paragraphs(table.decode("utf-8", "replace"))))


def _prepared(data: bytes, file: Path) -> bool:
    """Write a picture upright, in grey and no larger than a sheet needs, as PNG; return whether it is one."""
    try:
        with opened_picture(data) as image:
            grey = ImageOps.exif_transpose(image).convert("L")
    except UnreadablePicture:
        return False
    grey.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    grey.save(file, "PNG")
    return True


def _paragraphs(table: str) -> Iterator[Lines]:
    """Yield the paragraphs in Tesseract's table of words (TSV)."""
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    paragraphs: dict[tuple[str, ...], dict[str, list[ReadWord]]] = {}
    for row in rows:
        text = (row.get("text") or "").strip()
        if row.get("level") == "5" and text:
            place = tuple(row.get(name) or "" for name in ("page_num", "block_num", "par_num"))
            lines = paragraphs.setdefault(place, {})
            lines.setdefault(row.get("line_num") or "", []).append(ReadWord(text, _number(row.get("conf"))))
    yield from (tuple(tuple(line) for line in lines.values()) for lines in paragraphs.values())


def _number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0


def recognised_text(words: Sequence[ReadWord]) -> str:
    """
    Return words as text.

    >>> recognised_text([ReadWord("Xã", 90.0), ReadWord("Xuân", 40.0)])
    'Xã Xuân'
    """
    return " ".join(word.text for word in words)
