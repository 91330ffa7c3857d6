"""Whether an article reads like its section, by the words that speak for each section in ``kiem-tra.toml``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from plugins.editors.checks.lint_input import LintInput, Remarks

# A word that comes again and again speaks no louder than three times; in a title it speaks twice as much.
_LOUDEST = 3
# What another section must have: so many points, of so many different words, and so many times the own section's.
_POINTS, _WORDS, _TIMES = 8, 3, 2.5
_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Voice:
    """What speaks for a section in one article: points, and how often each word stands there."""

    section: str
    points: int
    words: tuple[tuple[str, int], ...]


@lru_cache(maxsize=8)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of whole words, the longest first, so that a phrase is heard before a word in it."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")


def voices(title: str, text: str, words: Mapping[str, tuple[str, ...]]) -> list[Voice]:
    """
    Return what speaks for each section, the loudest first.

    >>> words = {"Đoàn thể": ("hội viên", "phụ nữ"), "Quy hoạch": ("quy hoạch",)}
    >>> voices("Hội phụ nữ họp", "Hội viên nghe phổ biến quy hoạch.", words)[0]
    Voice(section='Đoàn thể', points=3, words=(('phụ nữ', 2), ('hội viên', 1)))
    """
    everything = tuple(sorted({word for some in words.values() for word in some}))
    if not everything:
        return []
    pattern = _any_of(everything)
    heard = Counter(pattern.findall(text.lower()))
    for word in pattern.findall(title.lower()):
        heard[word] += 2
    found = [_voice(section, some, heard) for section, some in words.items()]
    return sorted(found, key=lambda one: (-one.points, one.section))


def _voice(section: str, words: Iterable[str], heard: Mapping[str, int]) -> Voice:
    spoken = sorted(
        ((word, heard[word]) for word in set(words) if word in heard), key=lambda one: (-one[1], one[0])
    )
    return Voice(section, sum(min(times, _LOUDEST) for _, times in spoken), tuple(spoken))


def misfiled(lint_input: LintInput) -> Remarks:
    """
    An article that speaks another section's language far more than its own may lie in the wrong one.

    >>> from plugins.category.registry import load_sections
    >>> from plugins.editors.checks.advice_settings import Settings
    >>> from plugins.editors.checks.lint_input import sheet_of
    >>> sections = load_sections('[[chuyen-muc]]\\nten = "Quy hoạch"\\n[[chuyen-muc]]\\nten = "Đoàn thể"')
    >>> words = {"Quy hoạch": ("quy hoạch",), "Đoàn thể": ("hội viên", "phụ nữ", "chi hội")}
    >>> text = "Tiêu đề: Hội phụ nữ\\nChuyên mục: Quy hoạch\\n\\n" + "Hội viên phụ nữ ở chi hội. " * 3
    >>> list(misfiled(sheet_of(text, Settings(section_words=words), sections)))
    [(2, 'bài này giống chuyên mục “Đoàn thể” hơn “Quy hoạch”, vì có: phụ nữ (5), chi hội (3), hội viên (3). Chuyển mục nếu đúng vậy.')]
    """
    words, section = lint_input.settings.section_words, lint_input.section
    if not words or section is None or lint_input.is_page or not lint_input.is_vietnamese:
        return
    title, lead = lint_input.source.value("title"), lint_input.source.value("summary")
    # Words of a section speak for what is filed below it, and the other way round.
    family = {one.name for one in lint_input.sections.all if _are_kin(one.path, section.path)}
    if not family & words.keys():
        # A section of all kinds of news: nothing says what does not belong there.
        return
    heard = voices(title, f"{lead}\n{lint_input.prose}", words)
    own = sum(voice.points for voice in heard if voice.section in family)
    best = next((voice for voice in heard if voice.section not in family), None)
    if best and best.points >= max(_POINTS, own * _TIMES) and len(best.words) >= _WORDS:
        said = ", ".join(f"{word} ({times})" for word, times in best.words[:_SHOWN])
        yield (
            lint_input.source.line("category"),
            f"bài này giống chuyên mục “{best.section}” hơn “{section.name}”, vì có: {said}. Chuyển mục nếu đúng vậy.",
        )


def _are_kin(one: str, other: str) -> bool:
    """
    Tell whether one section is the other, or lies above or below it.

    >>> _are_kin("quy-hoach", "quy-hoach/vung"), _are_kin("quy-hoach", "quy-hoach-tinh")
    (True, False)
    """
    return f"{other}/".startswith(f"{one}/") or f"{one}/".startswith(f"{other}/")
