"""The fields of the form by kind of article: which come first, how each is filled in, what the portal offers to choose."""

from __future__ import annotations

from collections.abc import Mapping

from plugins.article.document_kinds import DOCUMENT_KINDS
from plugins.article.facts import Status
from plugins.article.registries import Registries
from plugins.article.status import STATUS_LABELS, parse_status
from plugins.category.registry import Sections
from plugins.editors.desk.article_kinds import KINDS
from plugins.header.fields import BY_NAME, KEYS, ValueKind

# The widget that a value of each kind is filled in with, by its name in the page.
WIDGETS: Mapping[ValueKind, str] = {
    ValueKind.LINE: "dong",
    ValueKind.SENTENCE: "dong",
    ValueKind.TEXT: "doan",
    ValueKind.CHOICE: "chon",
    ValueKind.NAME: "goi_y",
    ValueKind.DATE: "ngay",
    ValueKind.DATED_NOTE: "nhieu_dong",
    ValueKind.PHOTO: "anh",
    ValueKind.FOCUS: "tam",
    ValueKind.FILE: "tep",
}
# Keys of plain Pelican content: kept as they are written, and not part of the form.
# The marks of handing over are written by the step itself.
NOT_OFFERED = frozenset(
    {"authors", "save_as", "url", "template", "submitted", "returned", "approved", "approved_text"}
)
ALWAYS = ("title", "category", "date", "author", "summary", "status")
PAGE_FIELDS = ("title", "summary", "status")


def kind_of_values(values: Mapping[str, str]) -> str:
    """
    Return the name of the kind whose fields an article has.

    >>> kind_of_values({"document_number": "12/QĐ-UBND"}), kind_of_values({"title": "Họp"})
    ('van-ban', 'tin')
    """
    order = ("dinh-chinh", "lay-y-kien", "van-ban", "thong-bao")
    by_name = {kind.name: kind for kind in KINDS}
    return next(
        (name for name in order if any(values.get(sign) for sign in by_name[name].signs)), KINDS[0].name
    )


def chosen_status(values: Mapping[str, str]) -> str:
    """Return the status of an article as the form chooses it; one that is not understood is a draft, and none is published."""
    return (parse_status(values.get("status", "")) or Status.DRAFT).value


def form_of(registries: Registries) -> dict[str, object]:
    """Return all that a form needs: the fields in their order, the kinds, and what there is to choose from."""
    return {
        "truong": [_field(key.name, registries) for key in KEYS if key.name not in NOT_OFFERED],
        "luon_co": list(ALWAYS),
        "trang": list(PAGE_FIELDS),
        "loai": [
            {"ten": kind.name, "nhan": kind.label, "truong": list(kind.fields), "dau": list(kind.signs)}
            for kind in KINDS
        ],
    }


def _field(name: str, registries: Registries) -> dict[str, object]:
    key = BY_NAME[name]
    field: dict[str, object] = {
        "ten": name,
        "nhan": key.label,
        "giup": key.help,
        "kieu": WIDGETS[key.kind],
        "dai": key.longest,
    }
    if name == "category":
        field["chon"] = section_choices(registries.sections)
    if name == "status":
        field["chon"] = [{"gia_tri": status.value, "nhan": label} for status, label in STATUS_LABELS]
    if key.kind is ValueKind.NAME:
        field["goi_y"] = _offers(name, registries)
    return field


def section_choices(sections: Sections) -> list[dict[str, str]]:
    """Return the sections to choose from, each with the sections above it and its address."""
    return [
        {
            "gia_tri": section.name,
            "dia_chi": f"/{section.path}/",
            "nhan": " › ".join([*(one.name for one in sections.ancestors(section.path)), section.name]),
        }
        for section in sections.all
    ]


def _offers(name: str, registries: Registries) -> list[str]:
    people = list(dict.fromkeys(person.name for person in registries.authors.people.values()))
    organisations = list(
        dict.fromkeys(organisation.name for organisation in registries.authors.organisations.values())
    )
    if name == "author":
        own = registries.own_organisation.name
        return [*(f"{person}, {own}" for person in people), *people, *organisations]
    found = {"approver": people, "document_kind": list(DOCUMENT_KINDS)}
    return found.get(name, organisations)
