"""Old Vietnamese encodings: which one a damaged text is probably in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plugins.vietnamese.letters import nfc

# TCVN 5712:1993 (ABC), small letters, as it looks when its bytes are read as Latin-1.
TCVN3 = dict(
    zip(
        "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô­øõö÷ùýúûüþ",
        "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵ",
        strict=True,
    )
)
# VNI writes the mark as a letter of its own behind the vowel.
VNI = re.compile("(?:[aeou]|[AEOU])[äàùøûõïâêåáéèúüëãíóòôöæ]")
TCVN3_ONLY = re.compile("[¸µ¶·¹¨¾»¼½©®ª«¬­Æ÷×ÞþßÐ]")
WORD = re.compile(r"[^\W\d_]*[¸µ¶·¹¨¾»¼½©®ª«¬­÷×][^\W\d_]*[\w¸µ¶·¹¨¾»¼½©®ª«¬­]*")
DOUBLE = re.compile("(?:Ã[\u0080-\u00bf]|áº|á»|Ä‘)")


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A text that seems to be in an old encoding: its name, a sample, and the sample converted."""

    encoding: str
    sample: str
    converted: str


def from_tcvn3(text: str) -> str:
    """
    Return TCVN3 text in Unicode.

    >>> from_tcvn3("Thä Xu©n")
    'Thọ Xuân'
    """
    return "".join(TCVN3.get(letter, letter) for letter in text)


def legacy_encoding(text: str) -> Suspicion | None:
    """Return what a text that decoded as UTF-8 seems to be instead, or None for sound text."""
    tcvn3 = [word for word in text.split() if re.search("[a-zA-Z]", word) and TCVN3_ONLY.search(word)]
    if len(tcvn3) >= 2 and len(tcvn3) * 8 >= len(text.split()):
        sample = " ".join(text.split()[:8])
        return Suspicion("TCVN3 (ABC)", sample, from_tcvn3(sample))
    vni = VNI.findall(text)
    if len(vni) >= 3 and len(vni) * 10 >= len(text.split()):
        return Suspicion("VNI", " ".join(text.split()[:8]), "")
    if len(DOUBLE.findall(text)) >= 3:
        sample = " ".join(text.split()[:8])
        try:
            converted = nfc(sample.encode("cp1252").decode("utf-8"))
        except UnicodeError:
            converted = ""
        return Suspicion("UTF-8 bị chuyển mã hai lần", sample, converted)
    return None


def guess_bytes(data: bytes) -> Suspicion | None:
    """Return which encoding bytes that are not UTF-8 seem to be in."""
    for mark, name in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            text = data.decode(name, "replace")
            return Suspicion("UTF-16", text[:40], nfc(text[:80]))
    if data[:200].count(0) > len(data[:200]) // 4:
        text = data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", "replace")
        return Suspicion("UTF-16", text[:40], nfc(text[:80]))
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1258", "replace")
        line = text.splitlines()[0] if text.splitlines() else ""
        return Suspicion("Windows-1258", line[:80], nfc(line[:80]))
    return None
