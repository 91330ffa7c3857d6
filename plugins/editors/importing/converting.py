"""``tasks.py convert``: files in old encodings are shown as they would be in Unicode, and written so if asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from plugins.commands.option import Arguments as Asked
from plugins.editors.importing.file_output import shown, write_whole
from plugins.editors.importing.refusal import ImportRefused
from plugins.media.names import is_noise
from plugins.vietnamese.conversion import Certainty, Conversion, convert_bytes

ENDINGS = (".md", ".markdown", ".txt", ".html", ".htm", ".csv", ".toml", ".xml", ".srt", ".json")
WORD = (".docx", ".doc", ".odt", ".rtf", ".xlsx", ".pptx", ".pdf")
_SHOWN = 12  # lines of a file


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one file: its text in Unicode as bytes, None where it stays as it is, and what to say."""

    new: bytes | None
    says: tuple[str, ...]
    failed: bool = False


def run(asked: Asked) -> int:
    """Show or write what the named files would be; return 0, or 1 where something could not be read."""
    if not asked.files:
        raise ImportRefused('chưa nói đổi tệp nào. Ví dụ: python3 tasks.py convert "content/bai-viet/bai.md"')
    failed = changed = 0
    for name, path in _files(asked.files):
        found = examined(name, path)
        failed += found.failed
        for line in found.says:
            print(line)
        if found.new is not None:
            changed += 1
            if asked.write:
                print(f"  đã ghi; bản cũ giữ ở “{_kept(path).name}”.")
                write_whole(_kept(path), path.read_bytes())
                write_whole(path, found.new)
    if changed and not asked.write:
        print(f"{changed} tệp sẽ đổi. Chưa ghi gì; chạy lại với --write để ghi.")
    elif not changed and not failed:
        print("Không có gì phải đổi.")
    return 1 if failed else 0


def _files(names: Iterable[str]) -> Iterator[tuple[str, Path]]:
    for name in names:
        path = Path(name).expanduser()
        if path.is_dir():
            for one in sorted(path.rglob("*")):
                if one.is_file() and one.suffix.lower() in ENDINGS and not is_noise(one.name):
                    yield shown(one), one
        elif path.is_file():
            yield shown(path), path
        else:
            raise ImportRefused(f"không thấy “{shown(path)}”. Kiểm tra lại tên và thư mục.")


def _kept(path: Path) -> Path:
    """Return where the bytes of a file are kept before it is written; the build passes over such files."""
    place, count = path.with_name(f"{path.name}.bak"), 1
    while place.exists():
        count += 1
        place = path.with_name(f"{path.name}.{count}.bak")
    return place


def examined(name: str, path: Path) -> Found:
    """Return what a file is and would be."""
    if path.suffix.lower() in WORD:
        return Found(
            None,
            (f'{name}: tệp Word hay PDF không đổi ở đây. Dùng: python3 tasks.py import "{name}"',),
            failed=True,
        )
    data = path.read_bytes()
    found = convert_bytes(data)
    if found is None:
        if not data.strip():
            return Found(None, (f"{name}: tệp rỗng.",))
        return Found(
            None,
            (f"{name}: {Certainty.UNKNOWN} – không phải văn bản, hoặc mã không nhận ra. Giữ nguyên.",),
            failed=True,
        )
    new = found.text.encode("utf-8")
    if new == data:
        said = [f"{name}: không rõ – {_words(found)}. Giữ nguyên."] if found.doubtful else []
        return Found(None, tuple(said), failed=bool(found.doubtful))
    return Found(new, tuple(_difference(name, data, found)))


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
        changes = [(0, "", line) for line in after[:_SHOWN] if line.strip()]
    count = "mọi" if len(before) != len(after) else str(len(changes))
    yield f"{name}: {what} – {found.certainty}; {count} dòng đổi."
    for number, old, new in changes[:_SHOWN]:
        if number:
            yield f"  dòng {number}:"
            yield f"  - {_short(old, new)}"
        yield f"  + {_short(new, old)}"
    if len(changes) > _SHOWN:
        yield f"  … và {len(changes) - _SHOWN} dòng nữa."
    if found.doubtful:
        yield f"  {_words(found)}; xem lại."


def _as_seen(line: bytes) -> str:
    """Return a line as an editor's program shows it: as UTF-8, else in the Western page."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def _short(text: str, other: str) -> str:
    """Return the part of a line around its first change, printable."""
    start = next((n for n, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), 0)
    piece = text[max(0, start - 30) : start + 90].rstrip("\r")
    return "".join(letter if letter.isprintable() else "·" for letter in piece)


def _words(found: Conversion) -> str:
    return "còn chữ không đọc được: " + ", ".join(f"“{word}”" for word in found.doubtful[:6])
