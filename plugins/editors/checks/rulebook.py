"""The table of lint rules: every rule of advice with its stable code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from plugins.editors.checks import (
    header_fields,
    headline,
    hygiene,
    numbers_and_dates,
    paragraphs,
    picture_descriptions,
    privacy,
    section_fit,
    spelling,
    unexplained_abbreviations,
    wording,
)
from plugins.editors.checks.lint_input import LintInput, Remarks
from plugins.problems import Problem, advice


@dataclass(frozen=True, slots=True)
class LintRule:
    """A rule of advice: its code, the function that finds the places, and whether ``--fix`` can fix them."""

    code: str
    check: Callable[[LintInput], Remarks]
    fixable: bool = False


RULES: tuple[LintRule, ...] = (
    LintRule("tieu-de-hoi-dai", headline.long_title),
    LintRule("tom-tat-dai", headline.long_lead),
    LintRule("tieu-de-viet-hoa", headline.title_in_capitals),
    LintRule("tieu-de-co-cham", headline.title_with_full_stop),
    LintRule("tieu-de-co-ky-hieu", headline.title_with_marks),
    LintRule("tac-gia-gop", header_fields.joined_authors),
    LintRule("lay-y-kien-khong-han", header_fields.endless_consultation),
    LintRule("than-bai-trong", headline.empty_article),
    LintRule("thu-hoi-khong-ly-do", headline.unexplained_withdrawal),
    LintRule("mo-ta-anh-rong", picture_descriptions.useless_descriptions),
    LintRule("anh-dai-dien-khong-mo-ta", picture_descriptions.undescribed_cover),
    LintRule("viet-tat", unexplained_abbreviations.unexplained_abbreviations),
    LintRule("dat-dau-hai-loi", wording.mixed_tone_marks),
    LintRule("lap-tu", wording.doubled_words, fixable=True),
    LintRule("chu-giu-cho", wording.leaked_placeholders),
    LintRule("loi-chinh-ta", spelling.misspelt_words, fixable=True),
    LintRule("doan-viet-hoa", paragraphs.shouted_paragraphs),
    LintRule("the-thanh-tieu-de", paragraphs.hashtag_headings),
    LintRule("nghin-kieu-anh", numbers_and_dates.english_thousands, fixable=True),
    LintRule("dau-thap-phan", numbers_and_dates.decimal_points, fixable=True),
    LintRule("bon-cham", numbers_and_dates.four_dots, fixable=True),
    LintRule("ngay-trong-bai", numbers_and_dates.wrong_days),
    LintRule("so-giay-to", privacy.identity_papers),
    LintRule("so-tai-khoan", privacy.bank_accounts),
    LintRule("so-dien-thoai", privacy.mobile_numbers),
    LintRule("suc-khoe-ca-nhan", privacy.health_of_people),
    LintRule("thu-muc-khac", section_fit.other_folder),
    LintRule("lac-chuyen-muc", section_fit.misfiled),
    LintRule("chua-dung-san", hygiene.decomposed_letters, fixable=True),
    LintRule("ky-tu-an", hygiene.hidden_characters, fixable=True),
    LintRule("khoang-trang-cuoi", hygiene.trailing_spaces, fixable=True),
    LintRule("ten-chuyen-muc", hygiene.section_spelling, fixable=True),
    LintRule("dang-ngay", hygiene.date_forms, fixable=True),
)
# Found by comparing all articles, see near_duplicates.py.
NEAR_DUPLICATE = "giong-bai-khac"
CODES: frozenset[str] = frozenset({NEAR_DUPLICATE, *(rule.code for rule in RULES)})
# With the reminders of reading that ``--fix`` removes too.
FIXABLE = frozenset(
    {rule.code for rule in RULES if rule.fixable} | {"chu-d", "ky-tu-dieu-khien", "hai-cham-toan-goc"}
)
_MAX_REMARKS = 5  # of one rule on one article, that are reported one by one
_IGNORE_NOTE = re.compile(r"<!--\s*bỏ qua\s*:([^>]*?)-->", re.IGNORECASE)


def ignored_codes(lint_input: LintInput) -> frozenset[str]:
    """
    Return the codes that a note in the body of an article switches off; "*" stands for all.

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> sorted(ignored_codes(lint_input_of("Tiêu đề: A\\n\\n<!-- bỏ qua: viet-tat, lap-tu -->")))
    ['lap-tu', 'viet-tat']
    """
    if "<!--" not in lint_input.source.body:
        return frozenset()
    notes = (found[1] for found in _IGNORE_NOTE.finditer(lint_input.source.body))
    return frozenset(code for note in notes for code in re.split(r"[,;\s]+", note.strip()) if code)


def advise(lint_input: LintInput) -> Iterator[Problem]:
    """Yield the advice of every rule on one article, except of rules that are switched off."""
    ignored = ignored_codes(lint_input) | lint_input.settings.off
    for rule in RULES:
        if rule.code not in ignored and "*" not in ignored:
            remarks = list(rule.check(lint_input))
            for line, message in remarks[:_MAX_REMARKS]:
                yield advice(lint_input.path, line, rule.code, message)
            if (more := len(remarks) - _MAX_REMARKS) > 0:
                line = remarks[_MAX_REMARKS][0]
                message = f"còn {more} chỗ như vậy nữa, từ dòng này trở đi."
                yield advice(lint_input.path, line, rule.code, message)
