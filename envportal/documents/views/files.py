"""Fetch a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.encoding import iri_to_uri
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from envportal.cases import rules as cases
from envportal.cases.enums import PARTY_ALONE, place_of
from envportal.documents import queries, rules
from envportal.documents.guards import store, zips
from envportal.documents.models import Document
from envportal.web.views import Page, PagePart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.files.uploadedfile import UploadedFile

    from envportal.cases.models import Case
    from envportal.documents.models import Letter

# A PDF that is opened in the browser after all can run nothing and load nothing.
SANDBOX = "default-src 'none'; sandbox"


def served(row: Document | Letter, name: str = "") -> HttpResponseBase:
    """The stored PDF as a download; who may have it was asked before.

    Http404 if it is not there, PermissionDenied if a virus was found in it since.
    """
    if isinstance(row, Document):
        rules.is_without_virus(row)
    name = name or str(row)
    response = _by_the_web_server(row, name) if settings.X_ACCEL else _by_us(row, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    return response


def zipped(name: str, entries: Sequence[zips.Entry]) -> HttpResponseBase:
    """Files as one ZIP, written while it is sent; who may have them was asked before."""
    answer = StreamingHttpResponse(zips.stream(entries), content_type="application/zip")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _by_us(row: Document | Letter, name: str) -> HttpResponseBase:
    try:
        file = (store.root() / row.path).open("rb")
    except OSError as error:
        raise Http404 from error
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/pdf")


def _by_the_web_server(row: Document | Letter, name: str) -> HttpResponseBase:
    response = HttpResponse(content_type="application/pdf")
    response["X-Accel-Redirect"] = iri_to_uri(f"{settings.X_ACCEL}{row.path}")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


def _document(request: HttpRequest, action: str, pk: int) -> Document:
    document = get_object_or_404(Document.objects.select_related("case"), pk=pk)
    if document.case is not None:
        cases.require(request.user, action, document.case)
        rules.is_for(request.user, inside=document.is_inside)
        if document.case.kind in PARTY_ALONE:
            # What the bureau keeps of an enforcement is no more open than the case itself.
            cases.require(request.user, place_of(document.case.kind).view, document.case)
    else:
        rules.is_ones_own(request.user, document)
    return document


def remark(case: Case, file: UploadedFile[bytes] | None, kind: str, kinds: dict[str, Any]) -> str:
    """That the case has these very bytes already, of this kind or another; "" if not. Asked before they are taken in.

    `kinds` has the names of kinds people read.
    """
    found = queries.same_bytes(case, store.sha256_of(file)) if file else []
    if not found or file is None:
        return ""
    name = rules.shown_name(file.name or "")
    twin = next((row for row in found if row.kind == kind), None)
    if twin is not None:
        return _("“%(name)s”与已上传的“%(there)s”相同，没有重复保存。") % {"name": name, "there": twin.name}
    words = {"name": name, "there": found[0].name, "kind": kinds.get(found[0].kind, "")}
    return _("“%(name)s”与“%(kind)s”里的“%(there)s”内容相同，请确认没有选错文件。") % words


class Download(PagePart):
    """The file as it was handed in."""

    permission = "file.download_original"

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        return served(_document(request, self.permission, pk))


class Versions(Page):
    """A file beside those it replaced: nothing is compared but what proves which is which."""

    permission = "file.download_original"
    template_name = "documents/versions.html"
    title = gettext_lazy("文件的各个版本")
    area = "my"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        document = _document(self.request, self.permission, kwargs.pop("pk"))
        return super().get_context_data(
            versions=queries.with_replaced(document), document=document, area_template=f"{self.area}.html", **kwargs
        )
