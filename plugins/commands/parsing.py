"""A command line is read, and a slip of the fingers is answered in the language of the person at the keyboard."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, NoReturn

from plugins.commands.language import Language
from plugins.commands.option import Arguments, Option

USAGE, OPTIONS, WORDS, SHOW_HELP = (
    {"vi": "Cách dùng: ", "en": "Usage: "},
    {"vi": "Tùy chọn", "en": "Options"},
    {"vi": "Tham số", "en": "Arguments"},
    {"vi": "cho xem trang này", "en": "show this page"},
)
# What argparse says, and how it is said here.
_FAULTS = (
    (r"argument (\S+?)(?:/\S+)?: expected (?:one|at least one) argument", "“{}” cần một giá trị đứng sau."),
    (r"argument (\S+?)(?:/\S+)?: ignored explicit argument (.+)", "“{}” không nhận giá trị {}."),
    (
        r"argument (\S+?)(?:/\S+)?: invalid choice: '?(.*?)'? \(choose from (.*)\)",
        "“{}” không có “{}”. Hãy chọn: {}.",
    ),
    (r"argument (\S+?)(?:/\S+)?: invalid int value: (.*)", "“{}” cần một con số, không phải {}."),
    (r"argument (\S+?)(?:/\S+)?: invalid .*? value: (.*)", "“{}” không hiểu {}."),
    (r"the following arguments are required: (.*)", "còn thiếu: {}."),
)


def did_you_mean(typed: str, known: Sequence[str], language: Language) -> str:
    """
    Return a question with the nearest known word, "" if none is near.

    >>> did_you_mean("chek", ["check", "build"], "vi")
    ' Ý bạn là “check”?'
    """
    near = get_close_matches(typed, known, 1)
    asked = " Did you mean “{}”?" if language == "en" else " Ý bạn là “{}”?"
    return asked.format(near[0]) if near else ""


def complain(message: str, language: Language) -> str:
    """
    Return what argparse complains of in the words of this project.

    >>> complain("argument --mau/--color: expected one argument", "vi")
    '“--mau” cần một giá trị đứng sau.'
    """
    if language == "en":
        return message
    for pattern, told in _FAULTS:
        if found := re.fullmatch(pattern, message):
            return told.format(*(part.replace("'", "") for part in found.groups()))
    return message


class _Layout(argparse.RawDescriptionHelpFormatter):
    """Argparse's help with the first word in the reader's language."""

    language: Language = "vi"

    def _format_usage(self, usage: Any, actions: Any, groups: Any, prefix: Any) -> str:
        return super()._format_usage(usage, actions, groups, USAGE[self.language])


class _EnglishLayout(_Layout):
    language: Language = "en"


class TaskParser(argparse.ArgumentParser):
    """Argparse that complains in the reader's language."""

    def __init__(self, prog: str, about: str, options: Sequence[Option], language: Language) -> None:
        layout = _EnglishLayout if language == "en" else _Layout
        super().__init__(
            prog=prog, description=about, allow_abbrev=False, add_help=False, formatter_class=layout
        )
        self.language = language
        words = self.add_argument_group(WORDS[language])
        switches = self.add_argument_group(OPTIONS[language])
        for option in options:
            (words if option.stands_alone else switches).add_argument(
                *([option.name] if option.stands_alone else option.names), **_as_argparse(option, language)
            )
        switches.add_argument("-h", "--help", action="help", help=SHOW_HELP[language])
        # Argparse, reading words and options in any order, would cut "usage: " off by its length.
        self.usage = self.format_usage().removeprefix(USAGE[language]).strip().replace("%", "%%")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is, and end with 2."""
        english = self.language == "en"
        told = complain(message, self.language)
        hint = f"Help: {self.prog} --help" if english else f"Xem cách dùng: {self.prog} --help"
        self.exit(2, f"{'error' if english else 'lỗi'}: {told}\n{hint}\n")


def _as_argparse(option: Option, language: Language) -> dict[str, Any]:
    """Return what argparse is to be told of an option."""
    told: dict[str, Any] = {"help": option.told(language).replace("%", "%%")}
    if not option.stands_alone:
        told["dest"] = option.name
    if option.is_switch:
        return {**told, "action": "store_true"}
    told |= {"type": option.kind, "metavar": option.value or option.names[0].upper()}
    if option.choices:
        told["choices"] = option.choices
    # Argparse would make a value of a default too, as if somebody had typed it.
    told["default"] = argparse.SUPPRESS
    if option.many:
        return {**told, **({"nargs": "*"} if option.stands_alone else {"action": "append"})}
    return {**told, **({"nargs": "?"} if option.stands_alone else {})}


def parse_arguments(
    words: Sequence[str],
    options: Sequence[Option],
    prog: str,
    about: str,
    language: Language = "vi",
    *,
    passes: bool = False,
) -> Arguments:
    """
    Return what a command line asks for; ends with help, or with 2 where it cannot be understood.

    Where the task ``passes`` words on, all that is no option of ours becomes ``rest``.

    >>> port = Option(("--port",), "cổng", "port", value="SỐ", kind=int, default=8000)
    >>> parse_arguments(["--port", "80"], (port,), "tasks.py serve", "").port
    80
    """
    asker = TaskParser(prog, about, options, language)
    if passes:
        found, rest = asker.parse_known_args(words)
    else:
        found, rest = asker.parse_known_intermixed_args(words)
        if rest:
            known = [name for option in options for name in option.names if name.startswith("-")]
            hint = did_you_mean(rest[0].partition("=")[0], known, language)
            english = f"unknown: {' '.join(rest)}.{hint}"
            asker.error(english if language == "en" else f"không hiểu: {' '.join(rest)}.{hint}")
    unset = {option.name: option.unset for option in options}
    typed = {name: tuple(value) if isinstance(value, list) else value for name, value in vars(found).items()}
    return Arguments(**{**unset, **typed}, rest=tuple(rest))
