"""Run ``tasks.py convert``: show how files in legacy encodings would be in Unicode, and write them if requested."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from plugins.commands.option import Arguments
from plugins.editors.importing.declared_encoding import declared_as_utf8
from plugins.editors.importing.file_output import shown_path, write_whole
from plugins.editors.importing.refusal import ImportRefused
from plugins.media.names import is_noise
from plugins.vietnamese.conversion import Certainty, Conversion, convert_bytes
from plugins.vietnamese.encodings import wide_codec

_TEXT_EXTENSIONS = (".md", ".markdown", ".txt", ".html", ".htm", ".csv", ".toml", ".xml", ".srt", ".json")
_WORD_EXTENSIONS = (".docx", ".doc", ".odt", ".rtf", ".xlsx", ".pptx", ".pdf")
_MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class FileConversion:
    """
    A file's new bytes, None where it stays as it is; the lines to print about it; whether it could not be read.

    ``is_certain`` is whether it may be written without being asked for.
    """

    new: bytes | None
    messages: tuple[str, ...]
    failed: bool = False
    is_certain: bool = True


def convert_files(arguments: Arguments) -> int:
    """Show or write the named files in Unicode; return the exit code: 1 where a file could not be read, else 0."""
    if not arguments.files:
        raise ImportRefused('chưa nói đổi tệp nào. Ví dụ: python3 tasks.py convert "content/bai-viet/bai.md"')
    failed = changed = likely = 0
    for name, path in _text_files(arguments.files):
        conversion = convert_file(name, path)
        failed += conversion.failed
        for line in conversion.messages:
            print(line)
        if conversion.new is not None:
            changed += 1
            if arguments.write and not (conversion.is_certain or arguments.likely):
                likely += 1
                print(
                    "  chỉ “có lẽ” đúng nên chưa ghi. Đọc lại các dòng trên; đúng thì chạy lại với --ghi --ca-co-le."
                )
            elif arguments.write:
                print(f"  đã ghi; bản cũ giữ ở “{_backup(path).name}”.")
                write_whole(_backup(path), path.read_bytes())
                write_whole(path, conversion.new)
    if changed and not arguments.write:
        print(f"{changed} tệp sẽ đổi. Chưa ghi gì; chạy lại với --ghi để ghi.")
    elif not changed and not failed:
        print("Không có gì phải đổi.")
    return 1 if failed or likely else 0


def _text_files(names: Iterable[str]) -> Iterator[tuple[str, Path]]:
    for name in names:
        path = Path(name).expanduser()
        if path.is_dir():
            for one in sorted(path.rglob("*")):
                if one.is_file() and one.suffix.lower() in _TEXT_EXTENSIONS and not is_noise(one.name):
                    yield shown_path(one), one
        elif path.is_file():
            yield shown_path(path), path
        else:
            raise ImportRefused(f"không thấy “{shown_path(path)}”. Kiểm tra lại tên và thư mục.")


def _backup(path: Path) -> Path:
    """Return the path of a new backup of a file; the build ignores such files."""
    place, count = path.with_name(f"{path.name}.bak"), 1
    while place.exists():
        count += 1
        place = path.with_name(f"{path.name}.{count}.bak")
    return place


def convert_file(name: str, path: Path) -> FileConversion:
    """Return a file in Unicode, called ``name`` in messages; nothing is written."""
    if path.suffix.lower() in _WORD_EXTENSIONS:
        return FileConversion(
            None,
            (f'{name}: tệp Word hay PDF không đổi ở đây. Dùng: python3 tasks.py import "{name}"',),
            failed=True,
        )
    data = path.read_bytes()
    found = convert_bytes(data)
    if found is None:
        if not data.strip():
            return FileConversion(None, (f"{name}: tệp rỗng.",))
        return FileConversion(
            None,
            (f"{name}: {Certainty.UNKNOWN} – không phải văn bản, hoặc mã không nhận ra. Giữ nguyên.",),
            failed=True,
        )
    if found.text.encode("utf-8") == data:
        doubtful = [f"{name}: không rõ – {_doubtful_words(found)}. Giữ nguyên."] if found.doubtful else []
        return FileConversion(None, tuple(doubtful), failed=bool(found.doubtful))
    lost = words_changed(_lines_before(data), found.text.split("\n"))
    if lost:
        words = ", ".join(f"“{word}”" for word in lost[:_MOST_LINES])
        message = f"{name}: đối chiếu thấy {len(lost)} chữ không còn như cũ sau khi đổi: {words}. Giữ nguyên."
        return FileConversion(None, (message,), failed=True)
    whole = replace(found, text=declared_as_utf8(found.text))
    messages = tuple(_difference(name, data, whole))
    return FileConversion(
        whole.text.encode("utf-8"), messages, is_certain=found.certainty is Certainty.CERTAIN
    )


def words_changed(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """
    Return the words that no old encoding can explain: plain ASCII ones that a conversion changed, lines it cut.

    >>> words_changed(["Hîp t¸c x· 2024"], ["Hợp tác xã 2024"]), words_changed(["so 12 ha"], ["so 13 ha"])
    ([], ['12'])
    """
    if len(before) != len(after):
        return [line for line in before if line not in after] or list(before)
    out: list[str] = []
    for old, new in zip(before, after, strict=True):
        words, made = _pieces(old), _pieces(new)
        if len(words) != len(made):
            out.append(old)
        else:
            out += [one for one, other in zip(words, made, strict=True) if one.isascii() and one != other]
    return out


def _pieces(line: str) -> list[str]:
    # Other white space may be half of a letter in an old encoding.
    return [piece for piece in re.split(r"[ \t\r]+", line) if piece]


def _lines_before(data: bytes) -> list[str]:
    """Return the lines of a file as its bytes stand, whatever its encoding makes of those beyond ASCII."""
    wide = wide_codec(data)
    text = data.decode(wide[1]) if wide else data.decode("latin-1").removeprefix("\u00ef\u00bb\u00bf")
    return text.lstrip("\ufeff").split("\n")


def _difference(name: str, data: bytes, found: Conversion) -> Iterator[str]:
    """Yield what was found and the first lines that change."""
    what = ", ".join(found.encodings) or "UTF-8 có dấu BOM ở đầu"
    wide = any(name.startswith(("UTF-16", "UTF-32")) for name in found.encodings)
    before = [] if wide else [_as_seen(line) for line in data.removeprefix(b"\xef\xbb\xbf").split(b"\n")]
    after = found.text.split("\n")
    changes = [
        (number, old, new)
        for number, (old, new) in enumerate(zip(before, after, strict=False), 1)
        if old != new
    ]
    if len(before) != len(after):
        changes = [(0, "", line) for line in after[:_MOST_LINES] if line.strip()]
    count = "mọi" if len(before) != len(after) else str(len(changes))
    yield f"{name}: {what} – {found.certainty}; {count} dòng đổi."
    for number, old, new in changes[:_MOST_LINES]:
        if number:
            yield f"  dòng {number}:"
            yield f"  - {_around_change(old, new)}"
        yield f"  + {_around_change(new, old)}"
    if len(changes) > _MOST_LINES:
        yield f"  … và {len(changes) - _MOST_LINES} dòng nữa."
    if found.doubtful:
        yield f"  {_doubtful_words(found)}; xem lại."


def _as_seen(line: bytes) -> str:
    """Return a line as an editor's program shows it: as UTF-8, else as Windows-1252."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def _around_change(text: str, other: str) -> str:
    """Return the part of a line around its first change, printable."""
    start = next((n for n, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), 0)
    piece = text[max(0, start - 30) : start + 90].rstrip("\r")
    return "".join(letter if letter.isprintable() else "·" for letter in piece)


def _doubtful_words(found: Conversion) -> str:
    return "còn chữ không đọc được: " + ", ".join(f"“{word}”" for word in found.doubtful[:6])
