"""
Who answers in which department, read from ``content/du-lieu/danh-ba.toml``.

::

    [[phong]]
    ten = "Văn phòng HĐND và UBND"
    viec = "Tiếp nhận đơn thư"
    noi = "Tầng 1, trụ sở UBND"
    gio = "7h30–11h30, 13h30–17h"
    dien-thoai = "0237 3833 123"
    thu = "vanphong@coquan.gov.vn"

    [[phong.nguoi]]
    ten = "…"
    chuc-vu = "Chánh Văn phòng"
    bao-chi = true
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from plugins.office.rows import DataRow, rows_of
from plugins.problems.data_file import DATA_FOLDER, DataFile, as_data_file

FILE = f"{DATA_FOLDER}/danh-ba.toml"
_REACHED = ("dien-thoai", "thu")


@dataclass(frozen=True, slots=True)
class Official:
    """A person of a department; ``press`` tells whether journalists turn to them."""

    name: str
    position: str = ""
    telephone: str = ""
    mail: str = ""
    press: bool = False


@dataclass(frozen=True, slots=True)
class Department:
    """A department: what it does, where and when it receives, how it is reached, its people."""

    name: str
    work: str = ""
    place: str = ""
    hours: str = ""
    telephone: str = ""
    mail: str = ""
    people: tuple[Official, ...] = ()


def first_mail(departments: Iterable[Department]) -> str:
    """
    Return the mail address of the first department that has one, else of the first person, "" where nobody has one.

    >>> first_mail([Department("Một cửa", people=(Official("Lê Hải", mail="hai@a.vn"),)), Department("Văn phòng", mail="vp@a.vn")])
    'vp@a.vn'
    """
    found = tuple(departments)
    of_people = (person.mail for one in found for person in one.people)
    return next((mail for mail in (*(one.mail for one in found), *of_people) if mail), "")


def load_contacts(written: str | DataFile) -> tuple[Department, ...]:
    """
    Return the departments of a data file, or of its text, in its order.

    >>> load_contacts('[[phong]]\\nten = "Văn phòng"\\n[[phong.nguoi]]\\nten = "Lê Hải"')[0].people[0].name
    'Lê Hải'
    """
    file = as_data_file(written, FILE)
    keys = ("viec", "noi", "gio", *_REACHED, "nguoi")
    return tuple(_department(row) for row in rows_of(file, "phong", "ten", keys))


def _department(row: DataRow) -> Department:
    people = tuple(
        Official(
            one.text("ten"),
            one.text("chuc-vu"),
            one.telephone("dien-thoai"),
            one.mail("thu"),
            one.flag("bao-chi"),
        )
        for one in row.rows("nguoi", "ten", ("chuc-vu", *_REACHED, "bao-chi"))
    )
    return Department(
        row.text("ten"),
        row.text("viec"),
        row.text("noi"),
        row.text("gio"),
        row.telephone("dien-thoai"),
        row.mail("thu"),
        people,
    )
