"""The checksum of what was approved of an article: its text, its facts and its files' names, whatever becomes of its status."""

from __future__ import annotations

import hashlib
import json

from plugins.header.parse import ParsedFile

# Of the editors' workflow, the day of publishing, which is set when an approved article is let out, and why it
# was withdrawn: a page that has to go does not wait for another approval.
_NOT_APPROVED = frozenset(
    {"status", "date", "submitted", "returned", "approver", "approved", "approved_text", "withdrawal_reason"}
)
LENGTH = 16  # hexadecimal figures: enough to tell two texts apart, short enough for a line of the header


def text_checksum(source: ParsedFile) -> str:
    """
    Return the checksum of what a reader gets of a file; line ends, spaces and the spelling of keys do not count.

    >>> from plugins.header.parse import parse
    >>> one = text_checksum(parse("x.md", "Tiêu đề: Họp\\nTrạng thái: nháp\\n\\nMột câu."))
    >>> one == text_checksum(parse("x.md", "TIÊU ĐỀ:  Họp\\n\\nMột câu. \\n\\n")), one == text_checksum(parse("x.md", "Tiêu đề: Họp\\n\\nHai câu."))
    (True, False)
    """
    fields = {
        name: _even(field.value)
        for name, field in source.fields.items()
        if name not in _NOT_APPROVED and field.value.strip()
    }
    extra = {name.lower(): _even(value) for name, value in source.extra.items()}
    body = "\n".join(line.rstrip() for line in source.body.strip().splitlines())
    said = json.dumps([fields, extra, body], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode("utf-8")).hexdigest()[:LENGTH]


def _even(value: str) -> str:
    return " ".join(value.split())
