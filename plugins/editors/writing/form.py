"""The editor's form, made of the one table of header keys: which fields it offers, in which order, by which means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plugins.article.facts import Status
from plugins.article.status import SPELLINGS
from plugins.category.registry import Section, Sections
from plugins.header.fields import BY_FORM, BY_NAME, KEYS, key_form

BODY = "body"
# The means by which a field is filled in; those without a prefix are the manager's own.
LINE, TEXT, CHOICE = "string", "text", "select"
MOMENT, OFFERED, LINES, PROSE, PHOTO, FILES = "moment", "offered", "lines", "prose", "photo", "files"

# In the order in which an article is written; the body stands among them.
ARTICLE: tuple[tuple[str, str], ...] = (
    ("title", LINE),
    ("category", CHOICE),
    ("date", MOMENT),
    ("author", OFFERED),
    ("summary", TEXT),
    (BODY, PROSE),
    ("status", CHOICE),
    ("submitted", MOMENT),
    ("approver", OFFERED),
    ("cover", PHOTO),
    ("cover_alt", LINE),
    ("cover_caption", LINE),
    ("cover_credit", LINE),
    ("tags", LINE),
    ("source", LINE),
    ("attachments", FILES),
    ("modified", LINES),
    ("change_note", LINE),
    ("corrections", LINES),
    ("withdrawal_reason", TEXT),
    ("expires", MOMENT),
    ("document_kind", OFFERED),
    ("document_number", LINE),
    ("issued", MOMENT),
    ("issuer", OFFERED),
    ("period", LINE),
    ("consultation_from", MOMENT),
    ("consultation_to", MOMENT),
    ("disclosure_from", MOMENT),
    ("disclosure_to", MOMENT),
    ("slug", LINE),
    ("old_addresses", LINE),
    ("lang", LINE),
    ("translation", LINE),
)
_ONLY_NEWS = frozenset(
    {"category", "date", "author", "document_kind", "document_number", "issued", "issuer", "period"}
)
STANDING = tuple(
    (name, means)
    for name, means in ARTICLE
    if name not in _ONLY_NEWS and not name.startswith(("consultation", "disclosure"))
)
# What plain Pelican content may have: kept as it is written, and offered to nobody.
NOT_OFFERED = frozenset({"authors", "save_as", "url", "template"})
REQUIRED = frozenset({"title", "category", "date"})
DOCUMENT_KINDS = (
    "Chiến lược",
    "Quy hoạch",
    "Kế hoạch",
    "Nghị quyết",
    "Quyết định",
    "Chương trình",
    "Đề án",
    "Dự thảo",
)
STATUSES: tuple[tuple[Status, str], ...] = (
    (Status.DRAFT, "Nháp – chưa ai thấy"),
    (Status.IN_REVIEW, "Chờ duyệt"),
    (Status.PUBLISHED, "Đăng"),
    (Status.HIDDEN, "Ẩn – có địa chỉ, không có trong danh sách"),
    (Status.WITHDRAWN, "Thu hồi – giữ địa chỉ, kèm lời báo"),
)


@dataclass(frozen=True, slots=True)
class FormChoices:
    """What the portal's data files offer to choose from."""

    sections: Sections
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()


def fields(form: Iterable[tuple[str, str]], known: FormChoices) -> list[dict[str, object]]:
    """Return the fields of a form as the manager's configuration has them."""
    return [_field(name, means, known) for name, means in form]


def _field(name: str, means: str, known: FormChoices) -> dict[str, object]:
    if name == BODY:
        return {"name": BODY, "label": "Thân bài", "widget": PROSE, "required": False}
    key = BY_NAME[name]
    made: dict[str, object] = {"name": name, "label": key.label, "hint": key.help, "widget": means}
    made["required"] = name in REQUIRED
    if name == "category":
        made["options"] = section_options(known.sections)
    if name == "status":
        made["options"] = [{"value": status.value, "label": label} for status, label in STATUSES]
        # Who begins an article has not finished it.
        made["default"] = Status.DRAFT.value
    if means == OFFERED:
        made["offers"] = offers(name, known)
    if name == "date":
        made["now"] = True
    return made


def section_options(sections: Sections) -> list[dict[str, str]]:
    """Return the sections to choose from, each with the way to it."""

    def way(section: Section) -> str:
        above = [one.name for one in sections.ancestors(section.path)]
        return " › ".join([*above, section.name])

    return [{"value": section.name, "label": way(section)} for section in sections.all]


def offers(name: str, known: FormChoices) -> list[str]:
    """Return what is offered for a field that takes other words too."""
    if name == "author":
        together = [f"{person}, {office}" for person in known.people for office in known.organisations]
        return [*together, *known.people, *known.organisations]
    others = {"approver": known.people, "document_kind": DOCUMENT_KINDS, "issuer": known.organisations}
    return list(others.get(name, ()))


def same_words(known: FormChoices) -> dict[str, dict[str, str]]:
    """Return for each field of choices the choice that other spellings mean; spellings are in their plain form."""
    sections: dict[str, str] = {}
    for section in known.sections.all:
        for name in (section.name, *section.aliases):
            sections.setdefault(key_form(name), section.name)
    statuses = {key_form(spelling): status.value for spelling, status in SPELLINGS.items()}
    return {"category": sections, "status": statuses}


def folders(sections: Sections) -> dict[str, str]:
    """Return for each section the folder below bai-viet/ in which its articles lie: that of its topmost parent."""
    return {section.name: section.path.partition("/")[0] for section in sections.all}


def header_table() -> Mapping[str, object]:
    """Return what the header's reader and writer in the browser must know of the keys."""
    return {
        "forms": {form: key.name for form, key in BY_FORM.items()},
        "labels": {key.name: key.label for key in KEYS},
        "order": [key.name for key in KEYS],
        "lists": [key.name for key in KEYS if key.is_list],
        "lines": [name for name, means in ARTICLE if means == LINES],
    }
