"""The kinds of articles that editors begin: the fields of each, in the writing room's form and in a new file."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.vietnamese.letters import fold


@dataclass(frozen=True, slots=True)
class KindOfForm:
    """A kind of article: its name in requests, its name for people, its own fields, and the fields that give it away."""

    name: str
    label: str
    fields: tuple[str, ...]
    signs: tuple[str, ...] = ()


KINDS: tuple[KindOfForm, ...] = (
    KindOfForm("tin", "Tin", ("cover", "cover_focus", "cover_alt", "cover_caption", "cover_credit", "tags")),
    KindOfForm("thong-bao", "Thông báo có hạn", ("expires", "attachments", "area"), ("expires",)),
    KindOfForm(
        "lay-y-kien",
        "Lấy ý kiến",
        (
            *("consultation_from", "consultation_to", "consultation_agency", "consultation_email"),
            *("consultation_address", "consultation_phone", "consultation_form", "attachments"),
            *("document_kind", "opinions", "consultation_result", "decision"),
        ),
        ("consultation_from", "consultation_to", "consultation_agency", "consultation_email"),
    ),
    KindOfForm(
        "van-ban",
        "Văn bản, kế hoạch có tệp",
        (
            *("document_kind", "document_number", "issued", "issuer", "signer", "attachments"),
            *("period", "field", "area", "in_force_from", "in_force_to", "issue_place", "recipients"),
        ),
        ("document_kind", "document_number", "issued", "issuer"),
    ),
    KindOfForm("su-kien", "Sự kiện", ("expires", "area", "cover", "cover_alt", "cover_credit", "tags")),
    KindOfForm("dinh-chinh", "Đính chính", ("corrections", "modified", "change_note"), ("corrections",)),
)


def find_kind(typed: str) -> KindOfForm | None:
    """
    Return the kind that somebody means: by its number in the list, its name, or the beginning of either.

    >>> [kind.name for kind in map(find_kind, ("2", "Lấy ý kiến", "van-ban", "sự", "thong bao")) if kind]
    ['thong-bao', 'lay-y-kien', 'van-ban', 'su-kien', 'thong-bao']
    >>> find_kind("7"), find_kind(""), find_kind("t")
    (None, None, None)
    """
    if typed.isdecimal():
        return KINDS[int(typed) - 1] if 0 < int(typed) <= len(KINDS) else None
    wanted = _key(typed)
    exact = [kind for kind in KINDS if wanted in (_key(kind.name), _key(kind.label))]
    begun = [
        kind
        for kind in KINDS
        if wanted and any(_key(one).startswith(wanted) for one in (kind.name, kind.label))
    ]
    found = exact or begun
    return found[0] if len(found) == 1 else None


def _key(text: str) -> str:
    return " ".join(fold(text).replace("-", " ").replace(",", " ").split())


def numbered_kinds() -> list[str]:
    """
    Return the kinds with numbers before them.

    >>> numbered_kinds()[:2]
    ['   1  Tin', '   2  Thông báo có hạn']
    """
    return [f"{number:>4}  {kind.label}" for number, kind in enumerate(KINDS, 1)]
