"""
Procedures and online services by field of life, read from ``content/du-lieu/dich-vu.toml``: links to where they are done.

::

    [[linh-vuc]]
    ten = "Hộ tịch"

    [[linh-vuc.thu-tuc]]
    ten = "Đăng ký khai sinh"
    dia-chi = "https://dichvucong.gov.vn/"
    co-quan = "UBND cấp xã"
"""

from __future__ import annotations

from dataclasses import dataclass

from plugins.office.rows import rows_of
from plugins.problems.data_file import DATA_FOLDER, DataFile, as_data_file

FILE = f"{DATA_FOLDER}/dich-vu.toml"


@dataclass(frozen=True, slots=True)
class Service:
    """A procedure: where it is done online, who handles it, what to know; ``line`` is that of its address in the data file."""

    name: str
    href: str = ""
    agency: str = ""
    note: str = ""
    line: int = 1


@dataclass(frozen=True, slots=True)
class ServiceField:
    """A field of life and its procedures."""

    name: str
    services: tuple[Service, ...]


def load_services(written: str | DataFile) -> tuple[ServiceField, ...]:
    """
    Return the fields of a data file, or of its text, in its order; one without procedures is left out.

    >>> load_services('[[linh-vuc]]\\nten = "Đất đai"\\n[[linh-vuc.thu-tuc]]\\nten = "Tách thửa"')[0].services[0].name
    'Tách thửa'
    """
    file = as_data_file(written, FILE)
    fields = (
        ServiceField(
            row.text("ten"),
            tuple(
                Service(
                    one.text("ten"),
                    one.web("dia-chi"),
                    one.text("co-quan"),
                    one.text("ghi-chu"),
                    one.file.line(*one.place, "dia-chi"),
                )
                for one in row.rows("thu-tuc", "ten", ("dia-chi", "co-quan", "ghi-chu"))
            ),
        )
        for row in rows_of(file, "linh-vuc", "ten", ("thu-tuc",))
    )
    return tuple(one for one in fields if one.services)
