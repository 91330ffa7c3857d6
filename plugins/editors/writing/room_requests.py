"""What pages of the writing room may ask: every request is read here into a value, or refused; nothing else sees JSON."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from plugins.editors.richtext.save import EditedBlock, KeptBlock
from plugins.editors.writing.content_folder import LARGEST_FILE, LARGEST_TEXT, EditRefused
from plugins.editors.writing.kept_typing import LARGEST, is_tab
from plugins.editors.writing.uploads import FILE, PHOTO, Upload
from plugins.header.fields import BY_NAME, LONGEST_LIST
from plugins.media.photo_edit import PhotoEdit

MOST_BLOCKS, LONGEST_NAME, LONGEST_LINE = 20_000, 200, 500
LARGEST_NUMBER = 2**53
_PART = ("left", "top", "width", "height")
_CHECKSUM = frozenset("0123456789abcdef")
RequestTable = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class WrittenState:
    """
    An article as a page holds it: the text that its blocks were made of, the fields with other values, and the body.

    ``blocks`` is the body as blocks, None where it is being edited as source, which then is ``body``.
    """

    base: str
    fields: Mapping[str, str]
    blocks: tuple[KeptBlock | EditedBlock, ...] | None
    body: str


@dataclass(frozen=True, slots=True)
class SaveRequest:
    """
    A save: the article, the checksum of the file that was read ("" for none), the state, the tab.

    ``confirmed`` tells that the question before publishing was answered; ``resumed`` is the tab whose typing this one
    went on with, "" for none.
    """

    path: str
    known: str
    written: WrittenState
    tab: str
    confirmed: bool
    resumed: str = ""


@dataclass(frozen=True, slots=True)
class KeepRequest:
    """What a tab holds while somebody types: ``state`` is JSON that was read as a WrittenState and is given back as it is."""

    path: str
    tab: str
    number: int
    state: str


class HandOverStep(StrEnum):
    """A step of an article from hand to hand; the value is what pages send."""

    SUBMIT = "gui"
    SEND_BACK = "tra"
    APPROVE = "duyet"
    PUBLISH = "dang"


@dataclass(frozen=True, slots=True)
class HandOverRequest:
    """
    A step: the article, the checksum of the file that was read, who takes it, the words for who wrote it.

    ``confirmed`` tells that the question before publishing was answered.
    """

    path: str
    known: str
    step: HandOverStep
    who: str
    words: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class PhotoEditRequest:
    """A photo that is to be turned and cut: the article, what it calls the photo now, and what is to be done."""

    path: str
    name: str
    edit: PhotoEdit


@dataclass(frozen=True, slots=True)
class ConflictChoice:
    """What was chosen of two texts: of which file, "day" (of here), "kia" (of there) or "gop" with a third ``text``."""

    path: str
    which: str
    text: str


@dataclass(frozen=True, slots=True)
class NewRequest:
    """
    A new article: its title, the name of its section, its author, and the fields of its kind.

    ``confirmed`` tells that it is wanted although another article has the same title.
    """

    title: str
    section: str
    author: str
    fields: Mapping[str, str]
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class CopyRequest:
    """A copy of an article: the path of that one, the title of the new one; ``confirmed`` as in NewRequest."""

    path: str
    title: str
    confirmed: bool


def _unclear(what: str) -> EditRefused:
    return EditRefused(f"yêu cầu không đúng dạng ({what}).", 400)


def request_table(body: bytes) -> RequestTable:
    """Return the table that a request consists of; raises EditRefused (400) for anything else."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as fault:
        raise _unclear("JSON") from fault
    return _table(value, "JSON")


def _table(value: object, what: str) -> RequestTable:
    if not isinstance(value, dict):
        raise _unclear(what)
    return value


def text(table: RequestTable, name: str, longest: int = LONGEST_LINE) -> str:
    """Return a text of a table; raises EditRefused for one that is missing, too long, or no Unicode."""
    value = table.get(name)
    if not isinstance(value, str) or len(value) > longest or not _is_unicode(value):
        raise _unclear(name)
    return value


def _is_unicode(value: str) -> bool:
    """Tell whether a text can be written to a file: half of a surrogate pair cannot."""
    return value.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in value)


def number(table: RequestTable, name: str) -> int:
    """Return a whole number of a table that is not negative; raises EditRefused for anything else."""
    value = table.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST_NUMBER:
        raise _unclear(name)
    return value


def requested_path(table: RequestTable) -> str:
    """Return the path of the article that a request is about; whether it may be read is for the content folder to say."""
    return text(table, "bai")


def tab_of(table: RequestTable, name: str = "cua_so") -> str:
    """Return the name that a tab gave itself."""
    found = text(table, name, 40)
    if not is_tab(found):
        raise _unclear(name)
    return found


def checksum(table: RequestTable, name: str) -> str:
    """Return a checksum in hexadecimal digits, or ""."""
    found = text(table, name, 64)
    if found and (len(found) != 64 or not set(found) <= _CHECKSUM):
        raise _unclear(name)
    return found


def written_state(value: object) -> WrittenState:
    """Return an article as a page holds it."""
    table = _table(value, "noi_dung")
    blocks = table.get("khoi")
    body = "" if isinstance(blocks, list) else text(table, "than", LARGEST_TEXT)
    return WrittenState(
        text(table, "goc", LARGEST_TEXT),
        fields_of(table.get("truong", {})),
        _blocks(blocks) if isinstance(blocks, list) else None,
        body,
    )


def fields_of(value: object) -> Mapping[str, str]:
    """Return the values of header fields by their names; raises EditRefused for a name that is none."""
    table = _table(value, "truong")
    if not table.keys() <= BY_NAME.keys():
        raise _unclear("truong")
    return {name: text(table, name, LONGEST_LIST) for name in table}


def _blocks(values: list[object]) -> tuple[KeptBlock | EditedBlock, ...]:
    if len(values) > MOST_BLOCKS:
        raise EditRefused("bài có quá nhiều đoạn để lưu ở đây.", 413)
    return tuple(_block(_table(value, "khoi")) for value in values)


def _block(table: RequestTable) -> KeptBlock | EditedBlock:
    if "html" not in table:
        return KeptBlock(number(table, "so"))
    of = None if table.get("so") is None else number(table, "so")
    return EditedBlock(text(table, "html", LARGEST_TEXT), of)


def save_request(table: RequestTable) -> SaveRequest:
    """Return a save."""
    state = written_state(table.get("noi_dung"))
    resumed = tab_of(table, "viet_tiep") if table.get("viet_tiep") else ""
    return SaveRequest(
        requested_path(table),
        checksum(table, "biet"),
        state,
        tab_of(table),
        table.get("dong_y") is True,
        resumed,
    )


def keep_request(table: RequestTable) -> KeepRequest:
    """Return what a tab wants to be kept."""
    written_state(table.get("noi_dung"))
    state = json.dumps(table["noi_dung"], ensure_ascii=False)
    if len(state) > LARGEST:
        raise EditRefused("bài quá dài để giữ phần đang viết.", 413)
    return KeepRequest(requested_path(table), tab_of(table), number(table, "thu_tu"), state)


def new_request(table: RequestTable) -> NewRequest:
    """Return what a new article is to be."""
    return NewRequest(
        _title(table),
        text(table, "chuyen_muc", LONGEST_NAME),
        " ".join(text(table, "tac_gia").split()),
        fields_of(table.get("truong", {})),
        table.get("dong_y") is True,
    )


def copy_request(table: RequestTable) -> CopyRequest:
    """Return what a copy of an article is to be."""
    return CopyRequest(requested_path(table), _title(table), table.get("dong_y") is True)


def _title(table: RequestTable) -> str:
    title = " ".join(text(table, "tieu_de").split())
    if not title:
        raise EditRefused("Cần có tiêu đề.")
    return title


def person_of(table: RequestTable) -> str:
    """Return the name of who sits at the desk, "" for nobody."""
    return " ".join(text(table, "toi", LONGEST_NAME).split())


def trash_name(table: RequestTable) -> str:
    """Return the name of an article in the trash; whether there is one is for the trash to say."""
    return text(table, "ten", LONGEST_NAME)


def upload_request(table: RequestTable) -> Upload:
    """Return a file that somebody chose; raises EditRefused for one that is too large, or was not sent whole."""
    kind = text(table, "loai", 10)
    if kind not in (PHOTO, FILE):
        raise _unclear("loai")
    name = text(table, "ten", LONGEST_NAME)
    data = table.get("du_lieu")
    if not isinstance(data, str):
        raise _unclear("du_lieu")
    if len(data) > LARGEST_FILE * 4 // 3 + 4:
        raise EditRefused(f"“{name}” nặng hơn {LARGEST_FILE // 1_000_000} MB. Thu nhỏ rồi thêm lại.", 413)
    try:
        return Upload(requested_path(table), kind, name, base64.b64decode(data, validate=True))
    except (binascii.Error, ValueError) as fault:
        raise _unclear("du_lieu") from fault


def photo_name(table: RequestTable) -> str:
    """Return the name of a photo as an article writes it."""
    return text(table, "ten")


def photo_edit(table: RequestTable) -> PhotoEditRequest:
    """Return how a photo is to be turned and cut; raises EditRefused for a part that no photo has."""
    part = table.get("cat")
    if not isinstance(part, list) or len(part) != len(_PART):
        raise _unclear("cat")
    sides = dict(zip(_PART, part, strict=True))
    edit = PhotoEdit(number(table, "xoay"), *(number(sides, name) for name in _PART))
    if not edit.is_possible:
        raise _unclear("cat")
    return PhotoEditRequest(requested_path(table), photo_name(table), edit)


def hand_over_request(table: RequestTable) -> HandOverRequest:
    """Return a step of an article from hand to hand."""
    step = text(table, "buoc", 10)
    if step not in list(HandOverStep):
        raise _unclear("buoc")
    return HandOverRequest(
        requested_path(table),
        checksum(table, "biet"),
        HandOverStep(step),
        text(table, "ai", LONGEST_NAME),
        text(table, "loi"),
        table.get("dong_y") is True,
    )


def sender_of(table: RequestTable) -> str:
    """Return the name of who sends articles; raises EditRefused where there is none."""
    who = " ".join(text(table, "ai", LONGEST_NAME).split())
    if not who or "<" in who or ">" in who:
        raise EditRefused("Cho biết bạn là ai: chọn hay thêm họ tên ở ô “Tôi là”.")
    return who


def conflict_choice(table: RequestTable) -> ConflictChoice:
    """Return what was chosen of two texts."""
    which = text(table, "ban", 10)
    if which not in ("day", "kia", "gop"):
        raise _unclear("ban")
    return ConflictChoice(
        requested_path(table), which, text(table, "van_ban", LARGEST_TEXT) if which == "gop" else ""
    )
