"""Read a PDF file through processes of their own: its text layer, and pictures of its pages."""

from __future__ import annotations

import importlib.util
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from plugins.editors.importing.paper import child
from plugins.editors.importing.refusal import ImportRefused

MOST_PAGES = 200
MOST_BYTES = 100_000_000
_READER = "plugins.editors.importing.paper.pdf_text"
_PAINTER = "plugins.editors.importing.paper.pdf_pictures"
_SECONDS, _SECONDS_OF_PAGE = 180, 30
# Letters that no text has: a layer full of them was written without telling what its signs mean.
_LEAST_LETTERS, _MOST_STRANGE = 20, 0.05


@dataclass(frozen=True, slots=True)
class TextLayer:
    """
    The texts of a PDF file's first pages, "" for a page that is only a picture.

    ``pages`` are all that it has, ``notes`` what was typed upon those that were read.
    """

    pages: int
    texts: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def silent_pages(self) -> tuple[int, ...]:
        """The numbers of the pages read that have no text, counted from 1."""
        return tuple(number for number, text in enumerate(self.texts, 1) if not text)


def read_text_layer(data: bytes, name: str) -> TextLayer:
    """Return the text layer of a PDF file; raise ImportRefused for one that is locked, damaged or too large."""
    if len(data) > MOST_BYTES:
        raise ImportRefused(
            f"“{name}” quá lớn. Chia tệp PDF rồi nhập từng phần, hoặc đính kèm nó vào một bài."
        )
    with _file_of(data) as file:
        try:
            found = json.loads(child.run_module(_READER, [str(file), str(MOST_PAGES)], _SECONDS))
        except (child.ChildFailed, ValueError):
            raise ImportRefused(
                f"“{name}” là tệp PDF hỏng, có mật khẩu hoặc quá phức tạp, không đọc được. Mở tệp, chọn “In” → “Lưu thành PDF” "
                "rồi nhập tệp mới."
            ) from None
    if found["is_locked"]:
        raise ImportRefused(f"“{name}” có mật khẩu. Mở tệp, lưu một bản không có mật khẩu rồi nhập lại.")
    texts = tuple(text if _is_text(text) else "" for text in found["texts"])
    return TextLayer(found["pages"], texts, tuple(found["notes"]))


def _is_text(text: str) -> bool:
    """
    Return whether the text of a page says anything, rather than a number or signs without a meaning.

    >>> _is_text("Trang 1"), _is_text("Bà con xã Xuân Lai gặt sớm"), _is_text("\\x03\\x04" * 40)
    (False, True, False)
    """
    letters = [letter for letter in text if not letter.isspace()]
    strange = sum(
        not letter.isprintable() or 0xE000 <= ord(letter) <= 0xF8FF or letter == "\ufffd"
        for letter in letters
    )
    return len(letters) >= _LEAST_LETTERS and strange <= len(letters) * _MOST_STRANGE


@contextmanager
def _file_of(data: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="pdf-") as folder:
        file = Path(folder).resolve() / "vao.pdf"
        file.write_bytes(data)
        yield file


def can_draw_pages() -> bool:
    """Return whether this machine can make pictures of the pages of a PDF file."""
    return importlib.util.find_spec("pypdfium2") is not None


def page_pictures(data: bytes, pages: Sequence[int]) -> Iterator[bytes | None]:
    """Yield pictures of the pages of these numbers, None for one that cannot be drawn."""
    with _file_of(data) as file:
        for number in pages:
            yield _picture(file, number)


def _picture(file: Path, number: int) -> bytes | None:
    """Return the picture of one page: a page after the other, so that one that takes too long costs no other."""
    try:
        child.run_module(_PAINTER, [str(file), str(file.parent), str(number)], _SECONDS_OF_PAGE)
        drawn = file.parent / f"trang-{number}.pgm"
        picture = drawn.read_bytes()
        drawn.unlink()
    except (child.ChildFailed, OSError):
        return None
    return picture
