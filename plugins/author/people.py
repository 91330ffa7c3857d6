"""People, the organisations they write for, and the byline that names both."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Person:
    """A writer; the slug is the last part of the address of the writer's page, ``about`` what that page says of him, or ""."""

    name: str
    slug: str
    about: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation that publishes; ``about`` is as with a person."""

    name: str
    slug: str
    about: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Byline:
    """The writers of an article, and their organisation."""

    people: tuple[Person, ...] = ()
    organisation: Organisation | None = None


NOBODY = Byline()
