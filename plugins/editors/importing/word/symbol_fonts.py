"""Translate text in symbol fonts (Symbol, Wingdings) to the Unicode characters that it shows."""

from __future__ import annotations

_SYMBOL = {
    0xB7: "•", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xA3: "≤", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xA5: "∞",
    0xD7: "⋅", 0xD6: "√", 0xE5: "∑", 0xF2: "∫", 0xAE: "→", 0xAC: "←", 0xAD: "↑", 0xAF: "↓", 0xDE: "⇒", 0x6D: "μ",
    0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x70: "π", 0x44: "Δ", 0x57: "Ω", 0x53: "Σ", 0x2D: "−",
}  # fmt: skip
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x75: "◆", 0x76: "❖", 0x77: "⬥",
    0x9F: "•", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xDC: "➲", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x46: "☞", 0x4A: "☺", 0xAB: "★", 0x8C: "❶", 0x8D: "❷",
    0x8E: "❸", 0x81: "①", 0x82: "②", 0x83: "③",
}  # fmt: skip
_FONTS = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": {0x50: "✓", 0x52: "☑", 0xA3: "☐", 0x97: "•"},
}
# What stands for a symbol that is not in the tables.
UNKNOWN = "□"


def is_symbol_font(font: str) -> bool:
    """Return whether a font shows symbols instead of letters."""
    return font.strip().lower() in _FONTS or font.strip().lower().startswith(("wingdings", "webdings"))


def symbol(code: int, font: str) -> str:
    """
    Return the symbol that a font shows for a code, UNKNOWN where it is not known.

    >>> symbol(0xF0FC, "Wingdings"), symbol(0xB7, "Symbol"), symbol(0xF0FF, "Wingdings")
    ('✓', '•', '□')
    """
    known = _FONTS.get(font.strip().lower(), {})
    return known.get(code & 0xFF, UNKNOWN)


def symbols(text: str, font: str) -> str:
    """Return the symbols that a font shows for a text; spaces stay."""
    return "".join(letter if letter.isspace() else symbol(ord(letter), font) for letter in text)
