"""The files of a notice, for anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from disclosure.board.queries import notices as queries
from disclosure.board.views.anonymous import FRESH
from envportal.documents.views import served
from envportal.web.views import PagePart

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http.response import HttpResponseBase

    from disclosure.board.models import NoticeFile


class DecisionLetterView(PagePart):
    """The decision in full, as the applicant has it, while its notice is or was on the board."""

    permission = "file.download_public_version"

    def get(self, request: HttpRequest, public_id: str) -> HttpResponseBase:  # noqa: ARG002
        notice = queries.public().filter(public_id=public_id).first()
        letter = queries.decision_letter(notice) if notice else None
        if letter is None:
            raise Http404(_("没有这份文件。"))
        response = served(letter, f"{letter.number}.pdf")
        response["Cache-Control"], response["ETag"] = FRESH, f'"{letter.sha256}"'
        return response


class NoticeFileView(PagePart):
    """A public version that went out with a notice which is, or was, on the board; for its editors also before."""

    permission = "file.download_public_version"

    def get(self, request: HttpRequest, public_id: str, pk: int) -> HttpResponseBase:  # noqa: ARG002
        public = queries.public_files().filter(notice__public_id=public_id, pk=pk).first()
        link = public or self._pending().filter(notice__public_id=public_id, pk=pk).first()
        if link is None:
            raise Http404(_("没有这份文件。"))
        name = link.name if link.name.lower().endswith(".pdf") else f"{link.name}.pdf"
        response = served(link.document, name)
        if public:
            response["Cache-Control"], response["ETag"] = FRESH, f'"{link.document.sha256}"'
        return response

    def _pending(self) -> QuerySet[NoticeFile]:
        """What staff who see the preview of a notice may read in it before it goes out."""
        return queries.files_waiting_for(self.request.user, timezone.localdate())
