"""What a page of the writing room may ask for: read, keep, save, look at former texts, paste, add files, choose links."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from plugins.article.registries import Registries
from plugins.editors.richtext.paste import pasted_html, pasted_text
from plugins.editors.writing import room_requests as ask
from plugins.editors.writing.article_document import document, text_of
from plugins.editors.writing.article_photos import ArticlePhotos
from plugins.editors.writing.article_versions import LEFT, ArticleVersions
from plugins.editors.writing.content_folder import (
    LARGEST_TEXT,
    ContentFolder,
    EditRefused,
    FileToSave,
    checksum_of,
)
from plugins.editors.writing.form_fields import chosen_status, form_of, kind_of_values, section_choices
from plugins.editors.writing.hand_over_actions import HandingOver, WaitsForAnswer
from plugins.editors.writing.header_text import header_text, with_fields
from plugins.editors.writing.kept_typing import KeptTyping, Typing
from plugins.editors.writing.live_room import MOST_LISTED, ListedArticle, RenderedText
from plugins.editors.writing.publication import publication
from plugins.editors.writing.room_requests import RequestTable, SaveRequest, WrittenState
from plugins.editors.writing.room_routes import Action, Answered
from plugins.editors.writing.sharing_actions import SharingActions
from plugins.editors.writing.uploads import PHOTO, Upload, store_upload
from plugins.media.attachments import is_attachment
from plugins.problems import Problem
from plugins.problems.stop_build import system_reason

CHANGED_ELSEWHERE = "Bài này vừa được sửa ở nơi khác (một cửa sổ khác hay một chương trình khác), nên chưa lưu để không đè mất bản ấy."
GONE_ELSEWHERE = "Tệp của bài này không còn ở chỗ cũ: bài vừa bị xóa hay chuyển đi ở nơi khác. Phần viết của bạn vẫn được giữ; muốn ghi lại tệp ấy thì bấm “Lưu bản của tôi”."
STATUS_NEEDED = "Chưa chọn trạng thái của bài."
NOT_BUILT = "Cổng đang được dựng; trang hiện ra khi dựng xong."
LARGEST_PASTE = 60_000_000  # characters: pictures come along in the text


class RoomPortal(Protocol):
    """What the actions ask of the portal that is being built beside them."""

    def registries(self) -> Registries:
        """Return what the data files say."""

    def now(self) -> datetime:
        """Return the build's now, in the portal's zone."""

    def is_standing_page(self, path: str) -> bool:
        """Tell whether a file is a standing page, by its place."""

    def page_of(self, source: str) -> str:
        """Return the address of a source file's page, or ""."""

    def render(self, path: str, text: str) -> RenderedText | None:
        """Return a text as its page, None while that cannot be done."""

    def articles(self) -> list[ListedArticle]:
        """Return the articles."""

    def files(self) -> list[str]:
        """Return the files of the content folder."""


@dataclass(frozen=True, slots=True)
class RoomActions:
    """The actions of one portal: its content folder, what is kept beside it, the portal as it is being built."""

    folder: ContentFolder
    typing: KeptTyping
    versions: ArticleVersions
    portal: RoomPortal
    photos: ArticlePhotos
    _saving: threading.Lock = field(default_factory=threading.Lock)

    def by_name(self) -> Mapping[str, Action]:
        """Return the actions by the names under which pages ask for them."""
        return {
            "doc": self.read,
            "giu": self.keep,
            "luu": self.save,
            "nguon": self.source,
            "khoi": self.blocks,
            "xem": self.look,
            "dan": self.paste,
            "them-tep": self.upload,
            "lien-ket": self.link_choices,
            "bo-dang-viet": self.leave_typing,
            "phien-ban": self.version,
            "mo-lai": self.reopen,
            "bieu-mau": self.form,
            "chuyen": self.hand_over,
            **SharingActions(self.folder.root, self.versions).by_name(),
        }

    def read(self, table: RequestTable) -> object:
        """Return an article to be edited, what was being typed of it, and its former texts."""
        path = ask.requested_path(table)
        on_disk = self.folder.text(path)
        return {
            **self._document(path, on_disk.text),
            "biet": on_disk.checksum,
            "luc_luu": self._saved_at(path).isoformat(),
            "dang_viet": self._unsaved(path, on_disk.text),
            "phien_ban": self._versions(path),
        }

    def _saved_at(self, path: str) -> datetime:
        return datetime.fromtimestamp(self.folder.place(path, (".md",)).stat().st_mtime, UTC)

    def _document(self, path: str, text: str) -> dict[str, object]:
        found = document(path, text)
        values = header_text(path, text).values
        return {
            **found,
            "trang_thai": chosen_status(values),
            "loai": kind_of_values(values),
            "trang": self.portal.is_standing_page(path),
            "dia_chi": self.portal.page_of(path),
        }

    def _unsaved(self, path: str, saved: str) -> list[dict[str, object]]:
        """Return what was being typed and is not what the file has; the rest is forgotten, before the file is another one."""
        typed = [(typing, self._typing(typing)) for typing in self.typing.of(path)]
        for typing, table in typed:
            if table["van_ban"] == saved:
                self.typing.forget_saved(typing)
        return [table for _, table in typed if table["van_ban"] != saved]

    def _typing(self, typing: Typing) -> dict[str, object]:
        """Return what was being typed: when, by which tab, the number of that state as that tab sent it, and what comes of it."""
        state = json.loads(typing.state)
        table = {"cua_so": typing.tab, "luc": typing.at.isoformat(), "thu_tu": typing.number}
        return {**table, "noi_dung": state, **self._reopened(typing.path, ask.written_state(state))}

    def reopen(self, table: RequestTable) -> dict[str, object]:
        """Return the text that a state makes, to be looked at, and the article that the state was made of, to go on with it."""
        return self._reopened(ask.requested_path(table), ask.written_state(table.get("noi_dung")))

    def _reopened(self, path: str, written: WrittenState) -> dict[str, object]:
        return {
            "van_ban": text_of(path, written).text,
            "tai_lieu": self._document(path, written.base),
        }

    def _versions(self, path: str) -> list[dict[str, str]]:
        found = self.versions.all(path)
        return [{"ten": one.name, "luc": one.at.isoformat(), "loai": one.kind} for one in found]

    def form(self, table: RequestTable) -> object:
        """Return the fields of the form."""
        return form_of(self.portal.registries())

    def keep(self, table: RequestTable) -> object:
        """Keep what a tab holds; it is on the disk when this is answered."""
        kept = ask.keep_request(table)
        self.folder.place(kept.path, (".md",))
        at = datetime.now(UTC)
        try:
            self.typing.keep(Typing(kept.path, kept.tab, at, kept.number, kept.state))
        except OSError as fault:
            raise EditRefused(f"không giữ được phần đang viết: {system_reason(fault)}.", 500) from fault
        return {"luc": at.isoformat()}

    def leave_typing(self, table: RequestTable) -> object:
        """Put what was being typed among the former texts: somebody decided for another text."""
        path, tab = ask.requested_path(table), ask.tab_of(table)
        for typing in self.typing.of(path):
            if typing.tab == tab:
                text = str(self._typing(typing)["van_ban"] or typing.state)
                self.versions.put(path, text.encode("utf-8"), datetime.now(UTC), LEFT)
                self.typing.forget(path, tab)
        return {"phien_ban": self._versions(path)}

    def save(self, table: RequestTable) -> object:
        """Save an article; answers 409 with both texts if the file was changed meanwhile, 428 with a question before it is public."""
        request = ask.save_request(table)
        self.folder.place(request.path, (".md",))
        # Of two tabs that save at the same instant one comes second, and is told.
        with self._saving:
            return self._saved(request)

    def _saved(self, request: SaveRequest) -> object:
        written = text_of(request.path, request.written)
        before, known = self._on_disk(request.path)
        if known not in (request.known, checksum_of(written.text.encode("utf-8"))):
            raise Answered(409, self._conflict(request, before or "", known, written.text))
        text = self._to_be_public(request, before, written.text)
        now = datetime.now(UTC)
        try:
            if before is not None and before != text:
                self.versions.put(request.path, before.encode("utf-8"), now)
        except OSError as fault:
            raise EditRefused(
                f"không giữ được bản trước nên chưa lưu: {system_reason(fault)}.", 500
            ) from fault
        saved = self.folder.save([FileToSave(request.path, text.encode("utf-8"), known)], [])
        for tab in (request.tab, request.resumed):
            self.typing.forget(request.path, tab)
        self.photos.settle(request.path, text)
        found = self._document(request.path, text)
        return {
            **found,
            "biet": saved[request.path],
            "mat": list(written.lost),
            "luc": now.isoformat(),
            "phien_ban": self._versions(request.path),
        }

    def _on_disk(self, path: str) -> tuple[str | None, str]:
        """Return the text and the checksum of a file; None and "" where there is none."""
        try:
            found = self.folder.text(path)
        except EditRefused as refused:
            if refused.status != 404:
                raise
            return None, ""
        return found.text, found.checksum

    def _conflict(self, request: SaveRequest, theirs: str, known: str, ours: str) -> Mapping[str, object]:
        return {
            "loi": CHANGED_ELSEWHERE if known else GONE_ELSEWHERE,
            "cua_toi": ours,
            "tren_dia": theirs,
            "biet": known,
            "tai_lieu": self._document(request.path, theirs),
        }

    def _to_be_public(self, request: SaveRequest, before: str | None, text: str) -> str:
        """Return the text with the date of its publication; raises Answered (428) with the question if nobody answered it yet."""
        values = header_text(request.path, text).values
        was = header_text(request.path, before).values if before is not None else {}
        # A file that is gone meanwhile may be as it was read; a new one begins with a status.
        stood = was if before is not None else header_text(request.path, request.written.base).values
        if not values.get("status") and (stood.get("status") or not stood):
            raise EditRefused(STATUS_NEEDED)
        to_come = publication(was, values, self.versions.created(request.path), self.portal.now())
        if to_come is None:
            return text
        if not request.confirmed:
            raise Answered(428, {"hoi": to_come.question})
        return with_fields(request.path, text, {"date": to_come.date}) if to_come.date else text

    def hand_over(self, table: RequestTable) -> object:
        """Take a step of an article from hand to hand; answers 428 with a question before it is public."""
        request = ask.hand_over_request(table)
        self.folder.place(request.path, (".md",))
        steps = HandingOver(self.folder, self.versions)
        with self._saving:
            try:
                text = steps.take_step(request, self.portal.registries(), self.portal.now())
            except WaitsForAnswer as waiting:
                raise Answered(428, {"hoi": str(waiting)}) from waiting
        return {
            **self._document(request.path, text),
            "biet": checksum_of(text.encode("utf-8")),
            "mat": [],
            "luc": datetime.now(UTC).isoformat(),
            "phien_ban": self._versions(request.path),
        }

    def source(self, table: RequestTable) -> object:
        """Return the source of what a page holds, and what could not be kept of it."""
        path = ask.requested_path(table)
        written = text_of(path, ask.written_state(table.get("noi_dung")))
        parted = document(path, written.text)
        return {"goc": written.text, "than": parted["than"], "mat": list(written.lost)}

    def blocks(self, table: RequestTable) -> object:
        """Return a source as blocks."""
        path = ask.requested_path(table)
        return self._document(path, text_of(path, ask.written_state(table.get("noi_dung"))).text)

    def look(self, table: RequestTable) -> object:
        """Return what a page holds as readers will see it, and what is wrong with it, field by field."""
        path = ask.requested_path(table)
        self.folder.place(path, (".md",))
        text = text_of(path, ask.written_state(table.get("noi_dung"))).text
        page = self.portal.render(path, text)
        if page is None:
            raise EditRefused(NOT_BUILT, 503)
        of_field = {number: name for name, number in header_text(path, text).lines.items()}
        problems = [self._problem(problem, of_field) for problem in page.problems]
        return {"html": page.html, "dia_chi": page.address, "van_de": problems}

    def _problem(self, problem: Problem, of_field: Mapping[int, str]) -> dict[str, object]:
        return {
            "muc": problem.level.name.lower(),
            "dong": problem.line,
            "loi": problem.message,
            "truong": of_field.get(problem.line, ""),
        }

    def paste(self, table: RequestTable) -> object:
        """Return pasted HTML, or text, as the editor may take it, and what could not be kept; its pictures are stored."""
        path = ask.requested_path(table)
        self.folder.place(path, (".md",))
        if isinstance(table.get("html"), str):
            pasted = pasted_html(ask.text(table, "html", LARGEST_PASTE))
        else:
            pasted = pasted_text(ask.text(table, "van_ban", LARGEST_TEXT))
        html, told = pasted.html, list(pasted.told)
        for picture in pasted.pictures:
            try:
                stored = store_upload(self.folder, Upload(path, PHOTO, picture.name, picture.data))
            except EditRefused as refused:
                told.append(str(refused))
            else:
                html = html.replace(f'src="{picture.name}"', f'src="{stored.name}"')
        return {"html": html, "mat": told}

    def upload(self, table: RequestTable) -> object:
        """Put a photo or a file beside its article."""
        stored = store_upload(self.folder, ask.upload_request(table))
        width, height = stored.size or (0, 0)
        return {
            "ten": stored.name,
            "duong_dan": stored.path,
            "nhac": stored.reminder,
            "rong": width,
            "cao": height,
            "nang": stored.weight,
        }

    def link_choices(self, table: RequestTable) -> object:
        """Return what a link may lead to: articles, sections, files."""
        articles = [
            {"ten": one.title, "duong_dan": one.path, "ghi": one.date} for one in self.portal.articles()
        ]
        sections = section_choices(self.portal.registries().sections)
        files = [path for path in self.portal.files() if is_attachment(path)]
        return {"bai": articles[:MOST_LISTED], "chuyen_muc": sections, "tep": files[:MOST_LISTED]}

    def version(self, table: RequestTable) -> object:
        """Return a former text."""
        path = ask.requested_path(table)
        self.folder.place(path, (".md",))
        found = self.versions.text(path, ask.text(table, "ten", 80))
        if found is None:
            raise EditRefused("không còn bản này.", 404)
        return {"van_ban": found, **self._document(path, found)}
