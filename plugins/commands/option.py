"""
Options as data, and what was asked for with them.

Only the standard library is imported here: ``tasks.py`` reads this before anything is installed.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plugins.commands.language import Language


@dataclass(frozen=True, slots=True)
class Option:
    """
    One option of a task.

    ``names`` are its spellings: the first is the one to teach, and the last long one without its
    hyphens is what code calls it; a name without hyphens is a word that stands by itself. ``vi``
    and ``en`` are its help, ``value`` names what follows it ("" for a switch), ``kind`` makes
    that value of the text. ``many`` lets it be given again and again.
    """

    names: tuple[str, ...]
    vi: str
    en: str
    value: str = ""
    kind: Callable[[str], Any] = str
    default: Any = ""
    choices: tuple[str, ...] = ()
    many: bool = False

    @property
    def name(self) -> str:
        """
        What code calls the option.

        >>> Option(("--mau", "--color"), "tô màu", "colours").name
        'color'
        """
        return next(name for name in reversed(self.names) if len(name) > 2).lstrip("-").replace("-", "_")

    @property
    def stands_alone(self) -> bool:
        """Whether it is a word by itself, such as the name of a file."""
        return not self.names[0].startswith("-")

    @property
    def is_switch(self) -> bool:
        """Whether nothing follows it."""
        return not self.value and not self.stands_alone

    @property
    def unset(self) -> Any:
        """Its value where it was not asked for."""
        return () if self.many else False if self.is_switch else self.default

    def told(self, language: Language) -> str:
        """Return its help."""
        return self.en if language == "en" else self.vi


class Arguments(argparse.Namespace):
    """What was asked for: a value for each option by its name, and ``rest``, the words for a program behind the task."""

    rest: tuple[str, ...] = ()

    def but(self, **changed: Any) -> Arguments:
        """
        Return the same wishes with some changed.

        >>> Arguments(output="x").but(stay=True)
        Arguments(output='x', stay=True)
        """
        return Arguments(**{**vars(self), **changed})


def a_path(written: str) -> str:
    """
    Return a path as it is understood from everywhere: tasks run in the project's folder, people stand where they like.

    Argparse asks this of a default too: none written is none, not the folder one stands in.

    >>> a_path("")
    ''
    """
    return str(Path(written).absolute()) if written else ""


def words_of(options: Sequence[Option], arguments: Arguments) -> list[str]:
    """
    Return the words that ask for these wishes again, for a program with the same options.

    >>> now = Option(("--now",), "lúc", "instant", value="LÚC")
    >>> files = Option(("files",), "tệp", "files", many=True)
    >>> words_of((now, files), Arguments(now="2024-06-30", files=("a.md", "b.md")))
    ['--now=2024-06-30', 'a.md', 'b.md']
    """
    words: list[str] = []
    alone: list[str] = []
    for option in options:
        value = getattr(arguments, option.name, option.unset)
        if value == option.unset:
            continue
        values = value if option.many else [value]
        if option.stands_alone:
            alone += map(str, values)
        elif option.is_switch:
            words.append(option.names[0])
        else:
            # In one word: a value may begin with a hyphen.
            words += [f"{option.names[0]}={one}" for one in values]
    return words + alone
