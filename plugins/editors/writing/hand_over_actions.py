"""Hand an article over in the writing room: sent to be approved, sent back, approved, published; each step writes who and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from plugins.article.facts import Status
from plugins.article.read import read_article
from plugins.article.registries import Registries
from plugins.editors.desk.hand_over import FieldChanges, approve, send_back, submit
from plugins.editors.writing.article_versions import ArticleVersions
from plugins.editors.writing.content_folder import ContentFolder, EditRefused, FileToSave
from plugins.editors.writing.header_text import header_text, with_fields
from plugins.editors.writing.publication import publication
from plugins.editors.writing.room_requests import HandOverRequest, HandOverStep
from plugins.header.decode import decode
from plugins.header.parse import parse
from plugins.prose.body import Body

CHANGED = "Bài vừa được sửa ở nơi khác. Mở lại bài, đọc lại, rồi bấm lần nữa."
NOT_READABLE = "Phần đầu của bài chưa đọc được, nên chưa chuyển được. Sửa phần đầu trước."
WHO_NEEDED = "Cho biết bạn là ai: chọn hay gõ tên ở ô “Tôi là”."
WHY_NEEDED = "Viết vài chữ để người viết biết cần sửa gì."


class WaitsForAnswer(Exception):
    """A step that makes an article public waits for the answer to a question."""


@dataclass(frozen=True, slots=True)
class HandingOver:
    """The steps of one portal: where articles lie, and where their former texts are kept."""

    folder: ContentFolder
    versions: ArticleVersions

    def take_step(self, request: HandOverRequest, registries: Registries, now: datetime) -> str:
        """
        Write a step into an article, and return its new text.

        Raises EditRefused where the rules of approval stand against it or the file is another one than was read, and
        WaitsForAnswer with a question before an article becomes public.
        """
        before = self.folder.text(request.path)
        if before.checksum != request.known:
            raise EditRefused(CHANGED, 409)
        if not header_text(request.path, before.text).readable:
            raise EditRefused(NOT_READABLE)
        changes = self._changes(request, before.text, now)
        text = with_fields(request.path, before.text, changes)
        if request.step in (HandOverStep.APPROVE, HandOverStep.PUBLISH):
            _refuse_what_the_rules_refuse(request.path, text, registries)
        self.versions.put(request.path, before.text.encode("utf-8"), datetime.now(UTC))
        self.folder.save([FileToSave(request.path, text.encode("utf-8"), before.checksum)], [])
        return text

    def _changes(self, request: HandOverRequest, text: str, now: datetime) -> FieldChanges:
        who = " ".join(request.who.split())
        if not who and request.step is not HandOverStep.PUBLISH:
            raise EditRefused(WHO_NEEDED)
        if request.step is HandOverStep.SUBMIT:
            return submit(who, now)
        if request.step is HandOverStep.SEND_BACK:
            if not request.words.strip():
                raise EditRefused(WHY_NEEDED)
            return send_back(who, request.words, now)
        if request.step is HandOverStep.APPROVE:
            return approve(who, parse(request.path, decode(request.path, text.encode("utf-8"))[0]), now)
        return self._publishing(request, text, now)

    def _publishing(self, request: HandOverRequest, text: str, now: datetime) -> FieldChanges:
        before = header_text(request.path, text).values
        after: Mapping[str, str] = {**before, "status": Status.PUBLISHED.value}
        to_come = publication(before, after, self.versions.created(request.path), now)
        if to_come and not request.confirmed:
            raise WaitsForAnswer(to_come.question)
        status = {"status": Status.PUBLISHED.value}
        return {**status, "date": to_come.date} if to_come and to_come.date else status


def _refuse_what_the_rules_refuse(path: str, text: str, registries: Registries) -> None:
    """Raise EditRefused with what stands against publishing a text, as far as its approval goes."""
    public = with_fields(path, text, {"status": Status.PUBLISHED.value})
    reading = read_article(path, public.encode("utf-8"), registries, lambda *_: (Body("…"), ()))
    for problem in reading.problems:
        if problem.code == "nguoi-duyet":
            raise EditRefused(problem.message[:1].upper() + problem.message[1:])
