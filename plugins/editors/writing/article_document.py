"""An article between its file and the page that edits it: header values and blocks one way, the text of the file the other."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plugins.editors.richtext.save import saved_body
from plugins.editors.richtext.source_blocks import editable_body
from plugins.editors.writing.content_folder import EditRefused
from plugins.editors.writing.header_text import header_text, with_fields
from plugins.editors.writing.room_requests import WrittenState

_LONE = re.compile("\r(?!\n)|(?<!\r)\n")


@dataclass(frozen=True, slots=True)
class WrittenText:
    """The text of a file as it is to be saved, and what of the edited blocks could not be kept."""

    text: str
    lost: tuple[str, ...] = ()


def document(path: str, text: str) -> dict[str, object]:
    """
    Return an article as a page edits it: the values of its header, the blocks of its body, and the text they were made of.

    Where the header cannot be read, there are no values, and the body is the whole file, as source.
    """
    parted = header_text(path, text)
    body = _with_plain_ends(parted.body)
    blocks = editable_body(body).blocks if parted.readable else ()
    return {
        "goc": text,
        "doc_duoc": parted.readable,
        "truong": dict(parted.values),
        "than": body,
        "khoi": [
            {"so": block.number, "dong": block.first_line, "html": block.html, "sua_duoc": block.editable}
            for block in blocks
        ],
    }


def text_of(path: str, written: WrittenState) -> WrittenText:
    """
    Return the text of the file that a state of a page makes.

    What was not touched keeps every byte: header lines, blocks, the ends of lines. Raises EditRefused for blocks that
    the text does not have.
    """
    parted = header_text(path, written.base)
    plain = _with_plain_ends(parted.body)
    lost: tuple[str, ...] = ()
    if written.blocks is None:
        body = written.body
    else:
        try:
            saved = saved_body(editable_body(plain), written.blocks)
        except ValueError as fault:
            raise EditRefused("yêu cầu không đúng dạng (khoi).", 400) from fault
        body, lost = saved.source, saved.lost
    body = parted.body if body == plain else _with_ends_of(written.base, body)
    text = f"{parted.head}{body}"
    return WrittenText(with_fields(path, text, written.fields) if parted.readable else text, lost)


def _has_windows_ends(text: str) -> bool:
    """Tell whether every line ends as on Windows."""
    return "\r\n" in text and not _LONE.search(text)


def _with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n") if _has_windows_ends(text) else text


def _with_ends_of(base: str, body: str) -> str:
    if not _has_windows_ends(base):
        return body
    return body.replace("\r\n", "\n").replace("\n", "\r\n")
