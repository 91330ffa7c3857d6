"""Clean a text of characters that stand for no letter (zero-width ones) and of letters that only look like letters."""

from __future__ import annotations

import re
import unicodedata

# Scripts that write words with joiners, or part words by invisible spaces: Arabic, Indic, Thai, Lao, Burmese, Khmer….
_COMPLEX = "\u0600-\u109f\u1780-\u18af\u1950-\u1aff\ua840-\ua8ff\ua980-\uaaff\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00011fff"
# Signs that joiners make one of: 👩‍👩‍👧‍👦, 🏳️‍🌈, ❤️‍🔥.
_EMOJI = (
    "\u00a9\u00ae\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0f\u20e3\U0001f000-\U0001faff\U000e0020-\U000e007f"
)
# No letters: spaces without width, joiners between letters that never join, soft hyphens, marks of the byte order.
ZERO_WIDTH = re.compile(
    "[\u2060\ufeff\u00ad]"
    f"|(?<![{_COMPLEX}])[\u200b\u200c]"
    f"|(?<![{_COMPLEX}{_EMOJI}])\u200d"
    f"|(?<=[{_EMOJI}])\u200d(?![{_EMOJI}])"
)
# Letters and figures that Facebook's and Zalo's “fonts” are made of: mathematical and squared ones, ligatures, Roman figures.
STYLED = re.compile("[\ufb00-\ufb06\u2160-\u217f\U0001d400-\U0001d7ff\U0001f130-\U0001f149]")
# Letters in circles: one alone may be a sign (Ⓜ, ⓘ), several in a row are a word.
_CIRCLED = re.compile("[\u24b6-\u24e9\u249c-\u24b5\U0001f110-\U0001f129][\u0300-\u036f]*")
_CIRCLED_WORD = re.compile(f"(?:{_CIRCLED.pattern}){{2,}}")
_STYLED_WORD = re.compile(f"(?:{STYLED.pattern}[\u0300-\u036f]*|{_CIRCLED_WORD.pattern})+")
_ANY_STYLED = re.compile(f"{STYLED.pattern}|{_CIRCLED.pattern}")
# What such letters mean is not certain: “①②” is no 12, and small capitals belong to phonetics too.
DOUBTFUL = re.compile(
    "[\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]|[\u1d00-\u1d22\u026a\u0262\u0274\u0280\u0299\u029c\u029f]{2,}"
)


def without_zero_width(text: str) -> str:
    """
    Return a text without invisible characters, except those that emoji and other scripts are written with.

    >>> without_zero_width("xuân\\u200b lai\\u200d"), without_zero_width("👩\\u200d👧") == "👩\\u200d👧"
    ('xuân lai', True)
    """
    return ZERO_WIDTH.sub("", text)


def plain_letters(text: str) -> str:
    """
    Return a text whose styled letters are ordinary ones, composed with their marks.

    >>> plain_letters("𝗧𝗶𝗲̂́𝗻 độ, ﬁlm, Ⓗⓞ̣ⓟ, quý Ⅳ"), plain_letters("m², ½, ① Ⓜ")
    ('Tiến độ, film, Họp, quý IV', 'm², ½, ① Ⓜ')
    """
    if not _ANY_STYLED.search(text):
        return text
    return _STYLED_WORD.sub(lambda word: _plain_word(word[0]), text)


def _plain_word(word: str) -> str:
    # NFKC writes a letter in brackets (⒜) as “(a)”.
    plain = unicodedata.normalize("NFKC", word)
    return plain.replace("(", "").replace(")", "")
