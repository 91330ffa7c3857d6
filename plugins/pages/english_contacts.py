"""Tell how the authority is reached on pages in English: the contacts of the data files under English labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plugins.article.telephone import dialled
from plugins.office.contacts import Department
from plugins.pages.views import Contact
from plugins.vietnamese.slugs import slugify

_TELEPHONE, _MAIL, _HOURS = "Telephone", "E-mail", "Office hours"
# An address stays as one writes it on a letter.
_ADDRESS = "Address (in Vietnamese, as on a letter)"
_LABELS = {
    "dia-chi": _ADDRESS,
    "tru-so": _ADDRESS,
    "noi-lam-viec": _ADDRESS,
    "dien-thoai": _TELEPHONE,
    "so-dien-thoai": _TELEPHONE,
    "duong-day-nong": "Hotline",
    "fax": "Fax",
    "thu": _MAIL,
    "thu-dien-tu": _MAIL,
    "email": _MAIL,
    "e-mail": _MAIL,
    "gio-lam-viec": _HOURS,
    "trang": "Website",
    "website": "Website",
}
_BY_LINK = {"tel:": _TELEPHONE, "mailto:": _MAIL}


def english_contacts(contacts: Iterable[Contact], departments: Iterable[Department]) -> tuple[Contact, ...]:
    """
    Return the contacts of the portal under English labels; one whose label nobody translated keeps its own.

    Of telephone, mail and hours the portal names none, those of the first department that has them are taken.

    >>> [one.label for one in english_contacts([Contact("Địa chỉ", "Xã A"), Contact("Trực", "0237", "tel:0237"), Contact("Zalo", "A")], [])]
    ['Address (in Vietnamese, as on a letter)', 'Telephone', 'Zalo']
    >>> english_contacts([], [Department("Văn phòng", hours="7h30–17h")])
    (Contact(label='Office hours', text='7h30–17h', href=''),)
    """
    own = tuple(Contact(_label(one), one.text, one.href) for one in contacts)
    named = {one.label for one in own}
    return (*own, *(one for one in _of_departments(tuple(departments)) if one.label not in named))


def _label(contact: Contact) -> str:
    by_link = next((label for start, label in _BY_LINK.items() if contact.href.startswith(start)), "")
    return _LABELS.get(slugify(contact.label)) or by_link or contact.label


def _of_departments(departments: tuple[Department, ...]) -> Iterator[Contact]:
    """Yield the first telephone, mail address and hours of departments."""
    if telephone := next((one.telephone for one in departments if one.telephone), ""):
        yield Contact(_TELEPHONE, telephone, dialled(telephone))
    if mail := next((one.mail for one in departments if one.mail), ""):
        yield Contact(_MAIL, mail, f"mailto:{mail}")
    if hours := next((one.hours for one in departments if one.hours), ""):
        yield Contact(_HOURS, hours)
