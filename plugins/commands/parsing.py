"""Parse a command line with argparse, with help and error messages in Vietnamese or English."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, NoReturn

from plugins.commands.exit_codes import FAULT
from plugins.commands.language import Language
from plugins.commands.option import Arguments, Option

USAGE: dict[Language, str] = {"vi": "Cách dùng: ", "en": "Usage: "}
OPTIONS: dict[Language, str] = {"vi": "Tùy chọn", "en": "Options"}
POSITIONALS: dict[Language, str] = {"vi": "Tham số", "en": "Arguments"}
SHOW_HELP: dict[Language, str] = {"vi": "cho xem trang này", "en": "show this page"}
# Argparse's error messages, and what they are in Vietnamese.
_TRANSLATIONS = (
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
    question = " Did you mean “{}”?" if language == "en" else " Ý bạn là “{}”?"
    return question.format(near[0]) if near else ""


def translate(message: str, language: Language) -> str:
    """
    Return an error message of argparse in a language; one that is not known stays as it is.

    >>> translate("argument --mau/--color: expected one argument", "vi")
    '“--mau” cần một giá trị đứng sau.'
    """
    if language == "en":
        return message
    for pattern, vietnamese in _TRANSLATIONS:
        if found := re.fullmatch(pattern, message):
            return vietnamese.format(*(part.replace("'", "") for part in found.groups()))
    return message


class _HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Argparse's help, with "usage:" in the reader's language."""

    language: Language = "vi"

    def _format_usage(self, usage: Any, actions: Any, groups: Any, prefix: Any) -> str:
        return super()._format_usage(usage, actions, groups, USAGE[self.language])


class _EnglishHelpFormatter(_HelpFormatter):
    language: Language = "en"


class TaskParser(argparse.ArgumentParser):
    """An argparse parser of a task's options whose help and errors are in the reader's language."""

    def __init__(self, prog: str, about: str, options: Sequence[Option], language: Language) -> None:
        formatter = _EnglishHelpFormatter if language == "en" else _HelpFormatter
        super().__init__(
            prog=prog, description=about, allow_abbrev=False, add_help=False, formatter_class=formatter
        )
        self.language = language
        positionals = self.add_argument_group(POSITIONALS[language])
        named = self.add_argument_group(OPTIONS[language])
        for option in options:
            settings = _argparse_settings(option, language)
            if option.is_positional:
                positionals.add_argument(option.name, **settings)
            else:
                named.add_argument(*option.names, dest=option.name, **settings)
        named.add_argument("-h", "--help", action="help", help=SHOW_HELP[language])
        # Argparse, reading words and options in any order, would cut "usage: " off by its length.
        self.usage = self.format_usage().removeprefix(USAGE[language]).strip().replace("%", "%%")

    def error(self, message: str) -> NoReturn:
        """Print what is wrong and where help is, and exit with 2."""
        english = self.language == "en"
        hint = f"Help: {self.prog} --help" if english else f"Xem cách dùng: {self.prog} --help"
        self.exit(FAULT, f"{'error' if english else 'lỗi'}: {translate(message, self.language)}\n{hint}\n")


def _argparse_settings(option: Option, language: Language) -> dict[str, Any]:
    """Return an option as keyword arguments of ``add_argument``."""
    settings: dict[str, Any] = {"help": option.help(language).replace("%", "%%")}
    if option.is_switch:
        return {**settings, "action": "store_true"}
    if option.required:
        settings["required"] = True
    settings |= {"type": option.kind, "metavar": option.value or option.names[0].upper()}
    if option.choices:
        settings["choices"] = option.choices
    # Argparse would convert a default too, as if somebody had typed it.
    settings["default"] = argparse.SUPPRESS
    if option.is_positional:
        settings["nargs"] = "*" if option.many else "?"
    elif option.many:
        settings["action"] = "append"
    return settings


def parse_arguments(
    words: Sequence[str],
    options: Sequence[Option],
    prog: str,
    about: str,
    language: Language = "vi",
    *,
    pass_through: bool = False,
) -> Arguments:
    """
    Return the arguments that a command line holds.

    With ``pass_through``, words that are none of the options become ``rest``. Raises SystemExit after
    printing help (0) or an error message (2).

    >>> port = Option(("--port",), "cổng", "port", value="SỐ", kind=int, default=8000)
    >>> parse_arguments(["--port", "80"], (port,), "tasks.py serve", "").port
    80
    """
    parser = TaskParser(prog, about, options, language)
    if pass_through:
        found, rest = parser.parse_known_args(words)
    else:
        found, rest = parser.parse_known_intermixed_args(words)
        if rest:
            known = [name for option in options for name in option.names if name.startswith("-")]
            hint = did_you_mean(rest[0].partition("=")[0], known, language)
            parser.error(f"{'unknown' if language == 'en' else 'không hiểu'}: {' '.join(rest)}.{hint}")
    unset = {option.name: option.unset for option in options}
    typed = {name: tuple(value) if isinstance(value, list) else value for name, value in vars(found).items()}
    return Arguments(**{**unset, **typed}, rest=tuple(rest))
