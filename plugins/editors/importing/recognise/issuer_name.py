"""Read the name of the organisation that issued a paper from its letterhead, where it is set in capitals."""

from __future__ import annotations

from collections.abc import Sequence

from plugins.author.byline import ORGANISATION_WORD
from plugins.vietnamese.letters import fold

# Behind these words the name of a place or of a branch begins: with a capital.
_PLACES = frozenset({"huyện", "xã", "tỉnh", "phường", "trấn", "phố", "thôn"})
_BRANCHES = frozenset({"sở", "phòng", "bộ", "tâm", "cục", "công", "và", "ty", "trường"})
# The first words of organisations that are issuers by themselves only with a place behind them.
_WITHOUT_PLACE = frozenset(
    {
        "uy ban nhan dan",
        "ubnd",
        "hoi dong nhan dan",
        "hdnd",
        "dang uy",
        "ban chap hanh",
        "ban chi dao",
        "cong an",
        "thuong truc",
    }
)
_CONTRACTED = frozenset({"ubnd", "hđnd", "mttq", "htx", "bql", "bchqs", "cp", "tnhh"})
_MOTTOS = ("cong hoa xa hoi", "doc lap", "dang cong san")


def issuer_of(head: Sequence[str]) -> str:
    """
    Return the organisation that issued a paper, by the lines of its letterhead; "" where none tells.

    Above the issuer the organisation that it belongs to may stand; a name may go on in the next line.

    >>> issuer_of(["UBND TỈNH THANH HÓA", "SỞ TÀI CHÍNH", "Số: 5/STC"]), issuer_of(["ỦY BAN NHÂN DÂN", "XÃ THỌ XUÂN"])
    ('Sở Tài chính', 'Ủy ban nhân dân xã Thọ Xuân')
    """
    lines = [line for line in head if _is_name(line)]
    if not lines:
        return ""
    name = lines[-1]
    if len(lines) > 1 and fold(lines[-2]) in _WITHOUT_PLACE:
        name = f"{lines[-2]} {name}"
    return in_sentence_case(name)


def _is_name(line: str) -> bool:
    if line != line.upper() or fold(line).startswith(_MOTTOS) or not any(map(str.isalpha, line)):
        return False
    return ORGANISATION_WORD.match(line.lower()) is not None or fold(line) in _WITHOUT_PLACE


def in_sentence_case(name: str) -> str:
    """
    Return the name of an organisation that was set in capitals as it is written in a sentence.

    >>> in_sentence_case("ỦY BAN NHÂN DÂN HUYỆN THỌ XUÂN"), in_sentence_case("UBND XÃ XUÂN LAI")
    ('Ủy ban nhân dân huyện Thọ Xuân', 'UBND xã Xuân Lai')
    >>> in_sentence_case("PHÒNG TÀI NGUYÊN VÀ MÔI TRƯỜNG")
    'Phòng Tài nguyên và Môi trường'
    """
    out: list[str] = []
    in_place = False
    before = ""
    for word in name.lower().split():
        starts_place = word in _PLACES and before not in _PLACES
        if word in _CONTRACTED:
            out.append(word.upper())
        elif not out or (in_place and not starts_place) or (before in _BRANCHES and word not in _PLACES):
            out.append(word[:1].upper() + word[1:])
        else:
            out.append(word)
        in_place = starts_place or (in_place and word not in _CONTRACTED)
        before = word
    return " ".join(out)
