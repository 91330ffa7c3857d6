"""Advice on the descriptions of pictures, which stand for a picture where it is not seen."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

from plugins.editors.checks.lint_input import LintInput, Remarks
from plugins.prose.credits import split_credit
from plugins.vietnamese.letters import fold

# Words that mean a picture and say nothing of what is on it (after Isomer's Image schema), without case and diacritics.
_GENERIC = re.compile(
    r"(?:(?:day la|mot|tam|buc|cac|nhung|the)\s+)*"
    r"(?:hinh anh|anh chup|anh minh hoa|hinh minh hoa|anh dai dien|anh tu lieu|anh bia|anh|hinh|photo|picture|image|img"
    r"|logo|banner|icon|bieu do|so do|ban do|screenshot|chart|graph|diagram|minh hoa|mo ta anh|mo ta|alt)"
    r"(?:\s*(?:so\s*)?\d*)?(?:\s+(?:minh hoa|hoat dong|su kien|bai viet|trong bai|hoi nghi|tu lieu))?[\s.\d]*"
)
_FILE_NAME = re.compile(
    r"\.(?:jpe?g|png|webp|gif|svg|heic|bmp)$|^(?:img|dsc|dscn|dji|zalo|screenshot)[-_ ]?\d", re.IGNORECASE
)
_AROUND = " .,;:()[]“”\"'"


def _why_useless(alt: str, target: str, caption: str) -> str:
    """
    Return why a description says nothing, "" if it says something.

    >>> _why_useless("Hình ảnh hội nghị", "a.jpg", ""), _why_useless("Người dân trồng cây", "a.jpg", "")
    ('chỉ nói rằng đây là ảnh', '')
    """
    bare = fold(alt).strip(_AROUND)
    if not bare:
        return ""
    file = posixpath.splitext(posixpath.basename(unquote(target).replace("\\", "/")))[0]
    names = {fold(file), fold(re.sub(r"[-_]+", " ", file))}
    if bare in names or _FILE_NAME.search(alt):
        return "là tên tệp"
    if caption and bare == fold(split_credit(caption)[0]).strip(_AROUND):
        return "chép lại chú thích"
    return "chỉ nói rằng đây là ảnh" if _GENERIC.fullmatch(bare) else ""


def useless_descriptions(lint_input: LintInput) -> Remarks:
    """
    A description says what is on the picture: no file name, no "ảnh", not the caption again (WCAG 1.1.1).

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> text = "Tiêu đề: A\\n\\n![Hình ảnh](a.jpg)\\n\\n![Hai em nhỏ tưới rau](b.jpg)\\n(Ảnh: Lê Hải)"
    >>> [line for line, _ in useless_descriptions(lint_input_of(text))]
    [3]
    """
    for picture in lint_input.pictures:
        if why := _why_useless(picture.alt, picture.target, picture.caption):
            yield picture.line, _message(picture.alt, why)
    value, line = lint_input.source.value, lint_input.source.line
    if why := _why_useless(value("cover_alt"), value("cover"), value("cover_caption")):
        yield line("cover_alt"), _message(value("cover_alt"), why)


def _message(alt: str, why: str) -> str:
    return (
        f"mô tả ảnh “{alt[:60]}” {why}. Hãy tả điều đang thấy trong ảnh cho người không nhìn thấy: "
        "ai, đang làm gì, ở đâu."
    )


def undescribed_cover(lint_input: LintInput) -> Remarks:
    """
    The lead photo has a description of its own.

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> [line for line, _ in undescribed_cover(lint_input_of("Tiêu đề: A\\nẢnh đại diện: a.jpg"))]
    [2]
    """
    if lint_input.source.value("cover") and not lint_input.source.value("cover_alt"):
        yield (
            lint_input.source.line("cover"),
            "ảnh đại diện chưa có mô tả cho người không nhìn thấy. Thêm dòng “Mô tả ảnh: …”.",
        )
