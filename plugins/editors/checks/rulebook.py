"""All advice: a table of rules, each with its stable code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from plugins.editors.checks import (
    abbreviations,
    figures,
    headline,
    hygiene,
    pictures,
    privacy,
    section_fit,
    words,
)
from plugins.editors.checks.lint_input import LintInput, Remarks
from plugins.problems import Problem, advice


@dataclass(frozen=True, slots=True)
class LintRule:
    """What is advised: its code, the function that finds where, and whether ``--fix`` mends it."""

    code: str
    check: Callable[[LintInput], Remarks]
    mends: bool = False


RULES: tuple[LintRule, ...] = (
    LintRule("tieu-de-hoi-dai", headline.long_title),
    LintRule("tom-tat-dai", headline.long_lead),
    LintRule("tieu-de-viet-hoa", headline.shouted_title),
    LintRule("tieu-de-co-cham", headline.stopped_title),
    LintRule("than-bai-trong", headline.nothing_to_read),
    LintRule("thu-hoi-khong-ly-do", headline.silent_withdrawal),
    LintRule("mo-ta-anh-rong", pictures.empty_descriptions),
    LintRule("anh-dai-dien-khong-mo-ta", pictures.undescribed_cover),
    LintRule("viet-tat", abbreviations.unexplained_abbreviations),
    LintRule("dat-dau-hai-loi", words.mixed_tones),
    LintRule("lap-tu", words.doubled_words, mends=True),
    LintRule("chu-giu-cho", words.leaked_placeholders),
    LintRule("dau-thap-phan", figures.decimal_points, mends=True),
    LintRule("bon-cham", figures.four_dots, mends=True),
    LintRule("ngay-trong-bai", figures.wrong_days),
    LintRule("so-giay-to", privacy.identity_papers),
    LintRule("so-tai-khoan", privacy.bank_accounts),
    LintRule("lac-chuyen-muc", section_fit.misfiled),
    LintRule("chua-dung-san", hygiene.decomposed_letters, mends=True),
    LintRule("ky-tu-an", hygiene.hidden_characters, mends=True),
    LintRule("khoang-trang-cuoi", hygiene.trailing_spaces, mends=True),
    LintRule("ten-chuyen-muc", hygiene.section_spelling, mends=True),
    LintRule("dang-ngay", hygiene.date_forms, mends=True),
)
# Found among all articles together, see twins.py.
ALIKE = "giong-bai-khac"
CODES: frozenset[str] = frozenset({ALIKE, *(rule.code for rule in RULES)})
# Reminders of reading that mending does away with too.
MENDABLE = frozenset(
    {rule.code for rule in RULES if rule.mends} | {"chu-d", "ky-tu-dieu-khien", "hai-cham-toan-goc"}
)
_MOST = 5  # remarks of one kind on one article that are told in full
_LEFT_ALONE = re.compile(r"<!--\s*bỏ qua\s*:([^>]*?)-->", re.IGNORECASE)


def left_alone(lint_input: LintInput) -> frozenset[str]:
    """
    Return the codes that an article's editor does not want to hear of, as a note in the body says; "*" is all.

    >>> from plugins.editors.checks.lint_input import sheet_of
    >>> sorted(left_alone(sheet_of("Tiêu đề: A\\n\\n<!-- bỏ qua: viet-tat, lap-tu -->")))
    ['lap-tu', 'viet-tat']
    """
    if "<!--" not in lint_input.source.body:
        return frozenset()
    notes = (found[1] for found in _LEFT_ALONE.finditer(lint_input.source.body))
    return frozenset(code for note in notes for code in re.split(r"[,;\s]+", note.strip()) if code)


def advise(lint_input: LintInput) -> Iterator[Problem]:
    """Yield all advice on one article."""
    silent = left_alone(lint_input) | lint_input.settings.off
    for rule in RULES:
        if rule.code not in silent and "*" not in silent:
            said = list(rule.check(lint_input))
            for line, message in said[:_MOST]:
                yield advice(lint_input.path, line, rule.code, message)
            if (more := len(said) - _MOST) > 0:
                yield advice(
                    lint_input.path,
                    said[_MOST][0],
                    rule.code,
                    f"còn {more} chỗ như vậy nữa, từ dòng này trở đi.",
                )
