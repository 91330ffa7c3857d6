"""
The options of a command line as data, and the arguments that were typed for them.

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
    One option of a task, or one positional argument.

    ``names`` are its spellings: the first, in Vietnamese, is the one to teach, and the last long one, in English, without its
    hyphens is its name in code; a name without hyphens is a positional argument. ``vi`` and ``en``
    are its help, ``value`` is the placeholder of its value in the help ("" for a switch), ``kind``
    converts the typed text. ``many`` lets it be given again and again; without a ``required`` one nothing is done.
    """

    names: tuple[str, ...]
    vi: str
    en: str
    value: str = ""
    kind: Callable[[str], Any] = str
    default: Any = ""
    choices: tuple[str, ...] = ()
    many: bool = False
    required: bool = False

    @property
    def name(self) -> str:
        """
        The option's name in code.

        >>> Option(("--mau", "--color"), "tô màu", "colours").name
        'color'
        """
        return self.code_name.lstrip("-").replace("-", "_")

    @property
    def code_name(self) -> str:
        """
        How programs spell it to each other.

        >>> Option(("--mau", "--color"), "tô màu", "colours").code_name
        '--color'
        """
        return next(name for name in reversed(self.names) if len(name) > 2)

    @property
    def is_positional(self) -> bool:
        """Whether it is typed without a name, such as a file."""
        return not self.names[0].startswith("-")

    @property
    def is_switch(self) -> bool:
        """Whether it takes no value."""
        return not self.value and not self.is_positional

    @property
    def unset(self) -> Any:
        """Its value where it was not typed."""
        return () if self.many else False if self.is_switch else self.default

    def help(self, language: Language) -> str:
        """Return what the option does."""
        return self.en if language == "en" else self.vi


class Arguments(argparse.Namespace):
    """What was typed: a value for each option by its name; ``rest`` are the words for the program behind the task."""

    rest: tuple[str, ...] = ()

    def replace(self, **changes: Any) -> Arguments:
        """
        Return the same arguments with some changed.

        >>> Arguments(output="x").replace(clean=True)
        Arguments(output='x', clean=True)
        """
        return Arguments(**{**vars(self), **changes})


def absolute_path(typed: str) -> str:
    """
    Return a typed path made absolute: tasks run in the project's folder, whatever folder they are started from.

    Argparse converts a default too: an empty path stays empty and is not the current folder.

    >>> absolute_path("")
    ''
    """
    return str(Path(typed).absolute()) if typed else ""


def as_words(options: Sequence[Option], arguments: Arguments) -> list[str]:
    """
    Return the command line of these arguments, for another program that has the same options.

    >>> now = Option(("--now",), "lúc", "instant", value="LÚC")
    >>> files = Option(("files",), "tệp", "files", many=True)
    >>> as_words((now, files), Arguments(now="2024-06-30", files=("a.md", "b.md")))
    ['--now=2024-06-30', 'a.md', 'b.md']
    """
    words: list[str] = []
    positional: list[str] = []
    for option in options:
        value = getattr(arguments, option.name, option.unset)
        if value == option.unset:
            continue
        values = value if option.many else [value]
        if option.is_positional:
            positional += map(str, values)
        elif option.is_switch:
            words.append(option.code_name)
        else:
            # In one word: a value may begin with a hyphen.
            words += [f"{option.code_name}={one}" for one in values]
    return words + positional
