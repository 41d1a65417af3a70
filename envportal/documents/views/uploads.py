"""A file in pieces: begin, send the next piece, ask how far it is, have it checked, cancel. Answers are JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.http.request import UnreadablePostError
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from envportal.documents import actions, rules
from envportal.documents.guards import parts
from envportal.documents.models import Upload
from envportal.refusals import NotYours, Refused
from envportal.web.views import PagePart

if TYPE_CHECKING:
    from uuid import UUID

    from envportal.accounts.models import User

UNREADABLE = 400


def _whole(text: str | None) -> int:
    """A number of bytes as a header or field says it; -1 where it says none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else -1


class Pieces(PagePart):
    """What the answers share: refusals are sentences, a wrong offset says the right one."""

    permission = "file.send_pieces"
    statuses: ClassVar = {"no_room": 507}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except rules.WrongOffset as wrong:
            return self.told({"received": wrong.received}, 409)
        except parts.Busy:
            return self.told({"sentence": _("上一段还在保存，稍候会自动接着传。")}, 423)
        except parts.Gone as gone:
            raise Http404 from gone
        except Refused as refused:
            return self.told({"sentence": str(refused)}, self.status_of(refused))

    def status_of(self, refused: Refused) -> int:
        if isinstance(refused, rules.BadFile):
            return self.statuses.get(refused.why, 422)
        return 403 if isinstance(refused, NotYours) else 429

    def told(self, answer: dict[str, object], status: int = 200) -> JsonResponse:
        response = JsonResponse(answer, status=status)
        if "received" in answer:
            response["Upload-Offset"] = str(answer["received"])
        return response

    def state(self, upload: Upload, status: int = 200) -> JsonResponse:
        answer = {
            "url": reverse("documents:upload", args=[upload.pk]),
            "token": str(upload.pk),
            "received": upload.received,
            "size": upload.size,
            "ready": upload.is_ready,
            "piece": settings.UPLOAD_PIECE_KB << 10,
        }
        return self.told(answer, status)


class Begin(Pieces):
    """Announce a file for a form."""

    def post(self, request: HttpRequest) -> HttpResponse:
        by: User = request.user  # type: ignore[assignment]
        ticket = rules.ticket_of(request.POST.get("ticket", ""), by)
        upload = actions.begin(
            ticket,
            name=request.POST.get("name", ""),
            size=_whole(request.POST.get("size")),
            modified=max(0, _whole(request.POST.get("modified"))),
            by=by,
            at=timezone.now(),
        )
        return self.state(upload, 201)


class One(Pieces):
    """An upload under way; for everybody but its sender it does not exist."""

    def upload(self, pk: UUID) -> Upload:
        by: User = self.request.user  # type: ignore[assignment]
        found = get_object_or_404(Upload.objects.select_related("case"), pk=pk, user=by)
        rules.may_send(by, found.permission, found.case)
        return found

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:  # noqa: ARG002
        return self.state(self.upload(pk))

    def patch(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        upload = self.upload(pk)
        offset, length = _whole(request.headers.get("Upload-Offset")), _whole(request.headers.get("Content-Length"))
        if offset < 0 or not 0 < length <= settings.UPLOAD_PIECE_KB << 10:
            return self.told({"received": upload.received}, 409)
        piece = self.piece(length)
        if piece is None:
            return self.told({"received": upload.received}, UNREADABLE)
        return self.told({"received": actions.put(pk, offset, piece, at=timezone.now())})

    def piece(self, length: int) -> bytes | None:
        """The whole piece, or None where the line broke in the middle of it: a part of a piece is not written."""
        try:
            piece = self.request.read(length)
        except UnreadablePostError:
            return None
        return piece if len(piece) == length else None

    def delete(self, request: HttpRequest, pk: UUID) -> HttpResponse:  # noqa: ARG002
        actions.cancel(self.upload(pk).pk)
        return HttpResponse(status=204)


class Check(One):
    """All is here: look at the file, and say whether it is taken."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:  # noqa: ARG002
        return self.state(actions.check(self.upload(pk).pk, at=timezone.now()))
