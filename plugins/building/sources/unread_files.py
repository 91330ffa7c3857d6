"""Report the files of a content folder that somebody may take for articles, and that no build reads."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator

from plugins.building.sources.settings import BuildSettings
from plugins.header.fields import find_key
from plugins.media.article_endings import ARTICLE_ENDINGS
from plugins.media.attachments import is_attachment
from plugins.media.content_scan import NOT_ARTICLES
from plugins.media.copies import backed_up
from plugins.media.library import Library
from plugins.media.picture_files import EXTENSIONS
from plugins.problems import Problem, error, warning
from plugins.problems.data_file import DATA_FOLDER
from plugins.problems.printable import printable

_DATA_ENDINGS = frozenset({".toml", ".csv", ".json"})
_HEAD = 2000  # bytes


def unread_files(settings: BuildSettings, library: Library, referenced: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each file that is neither article, picture nor attachment; ``referenced`` are attachments in use."""
    read = {*ARTICLE_ENDINGS, *NOT_ARTICLES, *settings.readers}
    templates = {source for source, _ in settings.template_pages}
    for path in library.files:
        ending = posixpath.splitext(path)[1].lower()
        if settings.static.claims(path) or path in templates:
            continue
        if path.startswith(f"{DATA_FOLDER}/") and ending in ARTICLE_ENDINGS:
            yield _in_data_folder(library, path)
        elif path.startswith(f"{DATA_FOLDER}/") and ending in _DATA_ENDINGS:
            continue
        elif ending == ".txt":
            if path not in referenced and (problem := _text_article(library, path)):
                yield problem
        elif ending not in read | EXTENSIONS and not is_attachment(path):
            yield from _unknown(library, path)


def folder_problems(settings: BuildSettings, library: Library) -> list[Problem]:
    """Return the problems of the content folder itself; what is published as it is, or a template, cannot be of the wrong kind."""
    as_it_is = {library.shown(path) for path in library.files if settings.static.claims(path)}
    as_it_is |= {library.shown(source) for source, _ in settings.template_pages}
    return [
        one
        for one in library.problems
        if one.code not in ("khong-phai-md", "xac-minh-la") or one.path not in as_it_is
    ]


def _in_data_folder(library: Library, path: str) -> Problem:
    message = "bài nằm trong thư mục dữ liệu nên không được đăng. Chuyển tệp sang bai-viet/ hoặc trang/."
    return error(library.shown(path), 0, "khong-phai-md", message)


def _text_article(library: Library, path: str) -> Problem | None:
    """Return the error of an article that was saved as .txt, None for any other text file."""
    stem = posixpath.splitext(posixpath.basename(path))[0]
    name = stem if stem.lower().endswith(ARTICLE_ENDINGS) else f"{stem}.md"
    if name != stem and not _begins_as_article(library, path):
        return None
    why = "Notepad đã thêm đuôi .txt" if name == stem else "tệp .txt này mở đầu như một bài viết"
    message = (
        f"{why}; cổng chỉ đọc bài .md, nên bài này không được đăng. Đổi tên tệp thành “{printable(name)}”."
    )
    return error(library.shown(path), 0, "khong-phai-md", message)


def _begins_as_article(library: Library, path: str) -> bool:
    try:
        with library.open_path(path).open("rb") as file:
            data = file.read(_HEAD)
    except OSError:
        return False
    is_utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = data.decode("utf-16" if is_utf16 else "utf-8-sig", "ignore")
    lines = [line.strip() for line in text.splitlines() if line.strip() and line.strip() != "---"]
    written, colon, _ = lines[0].replace("：", ":").partition(":") if lines else ("", "", "")
    key = find_key(written) if colon else None
    return key is not None and key.name in ("title", "date", "category")


def _unknown(library: Library, path: str) -> Iterator[Problem]:
    if backed_up(posixpath.basename(path)):
        return
    message = (
        f"cổng không đọc loại tệp này ({posixpath.splitext(path)[1] or 'không có đuôi'}), nên không công bố. "
        "Nếu là bài, lưu lại thành tệp .md; nếu không, xóa hoặc chuyển tệp ra ngoài."
    )
    yield warning(library.shown(path), 0, "loai-tep-la", message)
