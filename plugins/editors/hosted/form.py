"""The editor's form, made from the table of header keys: its fields, their order, and the widget of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plugins.article.document_kinds import DOCUMENT_KINDS
from plugins.article.facts import Status
from plugins.article.registries import Registries
from plugins.article.status import SPELLINGS, STATUS_LABELS
from plugins.category.registry import Section, Sections
from plugins.header.fields import BY_FORM, BY_NAME, KEYS, ValueKind, key_form

BODY = "body"
# The widget that a value of each kind is filled in with: string, text and select are the manager's own, the others ours.
WIDGETS: Mapping[ValueKind, str] = {
    ValueKind.LINE: "string",
    ValueKind.SENTENCE: "string",
    ValueKind.TEXT: "text",
    ValueKind.CHOICE: "select",
    ValueKind.NAME: "offered",
    ValueKind.DATE: "moment",
    ValueKind.DATED_NOTE: "lines",
    ValueKind.PHOTO: "photo",
    ValueKind.FOCUS: "string",
    ValueKind.FILE: "files",
}

# The fields in the order in which an article is written, with the body among them.
ARTICLE: tuple[str, ...] = (
    "title",
    "category",
    "date",
    "author",
    "summary",
    BODY,
    "status",
    "submitted",
    "approver",
    "cover",
    "cover_focus",
    "cover_alt",
    "cover_caption",
    "cover_credit",
    "tags",
    "source",
    "attachments",
    "documents",
    "modified",
    "change_note",
    "corrections",
    "withdrawal_reason",
    "expires",
    "document_kind",
    "document_number",
    "issued",
    "issuer",
    "signer",
    "issue_place",
    "recipients",
    "period",
    "field",
    "area",
    "in_force_from",
    "in_force_to",
    "replaced_by",
    "replaces",
    "repealed_by",
    "consultation_from",
    "consultation_to",
    "consultation_agency",
    "consultation_email",
    "consultation_address",
    "consultation_phone",
    "consultation_form",
    "opinions",
    "consultation_result",
    "result_day",
    "decision",
    "disclosure_from",
    "disclosure_to",
    "slug",
    "old_addresses",
    "lang",
    "translation",
)
_ONLY_NEWS = frozenset(
    {"category", "date", "author", "issued", "issuer", "signer", "period", "issue_place", "recipients"}
)
_OF_DOCUMENTS = (
    *("document", "field", "area", "in_force", "replace", "repealed"),
    *("consultation", "opinions", "result_day", "decision", "disclosure"),
)
STANDING = tuple(name for name in ARTICLE if name not in _ONLY_NEWS and not name.startswith(_OF_DOCUMENTS))
# Keys of plain Pelican content: kept as they are written, and not part of the form.
NOT_OFFERED = frozenset({"authors", "save_as", "url", "template", "returned", "approved", "approved_text"})
REQUIRED = frozenset({"title", "category", "date"})


@dataclass(frozen=True, slots=True)
class FormChoices:
    """What the portal's data files offer to choose from."""

    sections: Sections
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()


def form_choices(registries: Registries) -> FormChoices:
    """Return the choices that a portal's registries offer."""
    people = dict.fromkeys(person.name for person in registries.authors.people.values())
    organisations = dict.fromkeys(
        organisation.name for organisation in registries.authors.organisations.values()
    )
    return FormChoices(registries.sections, tuple(people), tuple(organisations))


def fields(form: Iterable[str], choices: FormChoices) -> list[dict[str, object]]:
    """Return the fields of a form as the manager's configuration describes them."""
    return [_field(name, choices) for name in form]


def _field(name: str, choices: FormChoices) -> dict[str, object]:
    if name == BODY:
        return {"name": BODY, "label": "Thân bài", "widget": "prose", "required": False}
    key = BY_NAME[name]
    field: dict[str, object] = {
        "name": name,
        "label": key.label,
        "hint": key.help,
        "widget": WIDGETS[key.kind],
    }
    field["required"] = name in REQUIRED
    if name == "category":
        field["options"] = section_options(choices.sections)
    if name == "status":
        field["options"] = [{"value": status.value, "label": label} for status, label in STATUS_LABELS]
        # A new article is not finished.
        field["default"] = Status.DRAFT.value
    if key.kind is ValueKind.NAME:
        field["offers"] = offers(name, choices)
    if name == "date":
        field["now"] = True
    return field


def section_options(sections: Sections) -> list[dict[str, str]]:
    """Return the sections to choose from, each labelled with the sections above it."""

    def label(section: Section) -> str:
        above = [one.name for one in sections.ancestors(section.path)]
        return " › ".join([*above, section.name])

    return [{"value": section.name, "label": label(section)} for section in sections.all]


def offers(name: str, choices: FormChoices) -> list[str]:
    """Return the suggestions of a field that takes any text."""
    if name == "author":
        together = [
            f"{person}, {organisation}" for person in choices.people for organisation in choices.organisations
        ]
        return [*together, *choices.people, *choices.organisations]
    others = {
        "approver": choices.people,
        "document_kind": DOCUMENT_KINDS,
        "issuer": choices.organisations,
        "consultation_agency": choices.organisations,
    }
    return list(others.get(name, ()))


def choices_by_spelling(choices: FormChoices) -> dict[str, dict[str, str]]:
    """Return, for each field with fixed choices, the choice that each other spelling means; spellings are in plain form."""
    sections: dict[str, str] = {}
    for section in choices.sections.all:
        for name in (section.name, *section.aliases):
            sections.setdefault(key_form(name), section.name)
    statuses = {key_form(spelling): status.value for spelling, status in SPELLINGS.items()}
    return {"category": sections, "status": statuses}


def folders(sections: Sections) -> dict[str, str]:
    """Return, for each section by name, the folder below bai-viet/ of its articles: that of its topmost parent."""
    return {section.name: section.path.partition("/")[0] for section in sections.all}


def header_table() -> Mapping[str, object]:
    """Return the table of keys that the reader and writer of headers in the browser need."""
    return {
        "forms": {form: key.name for form, key in BY_FORM.items()},
        "labels": {key.name: key.label for key in KEYS},
        "order": [key.name for key in KEYS],
        "lists": [key.name for key in KEYS if key.is_list],
        "lines": [key.name for key in KEYS if key.kind is ValueKind.DATED_NOTE],
    }
