"""Advice on articles that read like another section, by the typical words of each section in ``kiem-tra.toml``."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from plugins.category.registry import Section, Sections
from plugins.editors.checks.lint_input import LintInput, Remarks

# A word counts no more than three times, however often it stands there; in a title it counts twice more.
_MOST_COUNTED = 3
# What another section must reach: points, different words, and a multiple of the own section's points.
_POINTS, _WORDS, _TIMES = 8, 3, 2.5
_SHOWN = 4


@dataclass(frozen=True, slots=True)
class SectionScore:
    """How much an article reads like a section: points, and how often each typical word stands there."""

    section: str
    points: int
    words: tuple[tuple[str, int], ...]


@lru_cache(maxsize=8)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of whole words, the longest first, so that a phrase is found before a word in it."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")


def section_scores(title: str, text: str, words: Mapping[str, tuple[str, ...]]) -> list[SectionScore]:
    """
    Return the score of each section, the highest first; ``words`` are the typical words of each section.

    >>> words = {"Đoàn thể": ("hội viên", "phụ nữ"), "Quy hoạch": ("quy hoạch",)}
    >>> section_scores("Hội phụ nữ họp", "Hội viên nghe phổ biến quy hoạch.", words)[0]
    SectionScore(section='Đoàn thể', points=3, words=(('phụ nữ', 2), ('hội viên', 1)))
    """
    everything = tuple(sorted({word for of_section in words.values() for word in of_section}))
    if not everything:
        return []
    pattern = _any_of(everything)
    counts = Counter(pattern.findall(text.lower()))
    for word in pattern.findall(title.lower()):
        counts[word] += 2
    scores = [_score(section, typical, counts) for section, typical in words.items()]
    return sorted(scores, key=lambda score: (-score.points, score.section))


def _score(section: str, typical: Iterable[str], counts: Mapping[str, int]) -> SectionScore:
    found = [(word, counts[word]) for word in set(typical) if word in counts]
    found.sort(key=lambda one: (-one[1], one[0]))
    return SectionScore(section, sum(min(times, _MOST_COUNTED) for _, times in found), tuple(found))


def misfiled(lint_input: LintInput) -> Remarks:
    """
    An article with far more typical words of another section than of its own may lie in the wrong one.

    >>> from plugins.category.registry import load_sections
    >>> from plugins.editors.checks.advice_settings import AdviceSettings
    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> sections = load_sections('[[chuyen-muc]]\\nten = "Quy hoạch"\\n[[chuyen-muc]]\\nten = "Đoàn thể"')
    >>> words = {"Quy hoạch": ("quy hoạch",), "Đoàn thể": ("hội viên", "phụ nữ", "chi hội")}
    >>> text = "Tiêu đề: Hội phụ nữ\\nChuyên mục: Quy hoạch\\n\\n" + "Hội viên phụ nữ ở chi hội. " * 3
    >>> list(misfiled(lint_input_of(text, AdviceSettings(section_words=words), sections)))
    [(2, 'bài này giống chuyên mục “Đoàn thể” hơn “Quy hoạch”, vì có: phụ nữ (5), chi hội (3), hội viên (3). Chuyển mục nếu đúng vậy.')]
    """
    words, section = lint_input.settings.section_words, lint_input.section
    if not words or section is None or lint_input.is_page or not lint_input.is_vietnamese:
        return
    title, lead = lint_input.source.value("title"), lint_input.source.value("summary")
    # Words of a section are typical of the sections above and below it too.
    family = {one.name for one in lint_input.sections.all if _are_kin(one.path, section.path)}
    if not family & words.keys():
        # A section of all kinds of news: nothing tells what does not belong there.
        return
    scores = section_scores(title, f"{lead}\n{lint_input.prose}", words)
    own = sum(score.points for score in scores if score.section in family)
    best = next((score for score in scores if score.section not in family), None)
    if best and best.points >= max(_POINTS, own * _TIMES) and len(best.words) >= _WORDS:
        evidence = ", ".join(f"{word} ({times})" for word, times in best.words[:_SHOWN])
        yield (
            lint_input.source.line("category"),
            f"bài này giống chuyên mục “{best.section}” hơn “{section.name}”, vì có: {evidence}. Chuyển mục nếu đúng vậy.",
        )


def other_folder(lint_input: LintInput) -> Remarks:
    """
    An article lies in the folder of its section, or in one that is no section's.

    >>> from plugins.category.registry import load_sections
    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> sections = load_sections('[[chuyen-muc]]\\nten = "Quy hoạch"\\n[[chuyen-muc]]\\nten = "Đoàn thể"')
    >>> text, path = "Tiêu đề: A\\nChuyên mục: Quy hoạch", "content/bai-viet/doan-the/2026/a.md"
    >>> list(other_folder(lint_input_of(text, sections=sections, path=path)))
    [(2, 'tệp nằm trong thư mục “doan-the” của chuyên mục “Đoàn thể”, mà bài ghi “Quy hoạch”. Chuyển tệp hoặc sửa dòng này.')]
    >>> list(other_folder(lint_input_of(text, sections=sections, path="content/bai-viet/2026/a.md")))
    []
    """
    section = lint_input.section
    if section is None or lint_input.is_page:
        return
    folder = _section_of_folder(lint_input.path, lint_input.sections)
    if folder and not _are_kin(folder.path, section.path):
        yield (
            lint_input.source.line("category"),
            f"tệp nằm trong thư mục “{folder.slug}” của chuyên mục “{folder.name}”, mà bài ghi “{section.name}”. "
            "Chuyển tệp hoặc sửa dòng này.",
        )


def _section_of_folder(path: str, sections: Sections) -> Section | None:
    """Return the section that the innermost folder with a section's slug belongs to, None if there is no such folder."""
    by_slug: dict[str, list[Section]] = defaultdict(list)
    for section in sections.all:
        by_slug[section.slug].append(section)
    for folder in reversed(PurePosixPath(path).parts[:-1]):
        # A slug that two sections share says nothing.
        if len(by_slug.get(folder, ())) == 1:
            return by_slug[folder][0]
    return None


def _are_kin(one: str, other: str) -> bool:
    """
    Tell whether one section is the other, or lies above or below it.

    >>> _are_kin("quy-hoach", "quy-hoach/vung"), _are_kin("quy-hoach", "quy-hoach-tinh")
    (True, False)
    """
    return f"{other}/".startswith(f"{one}/") or f"{one}/".startswith(f"{other}/")
