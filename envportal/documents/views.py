"""Fetch a file, read a letter, fetch its PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.encoding import iri_to_uri
from django.utils.http import content_disposition_header

from envportal.cases import rules as cases
from envportal.documents import letters, queries, rules
from envportal.documents.guards import store
from envportal.documents.models import Document, Letter
from envportal.web.views import Page, PagePart
from envportal.web.views.frame import Frame

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from envportal.accounts.models import User

# Where the case of a letter is read, in each part of the house.
CASES = {"my": "/my/applications/%d/", "desk": "/desk/cases/%d/"}
# A PDF that is opened in the browser after all can run nothing and load nothing.
SANDBOX = "default-src 'none'; sandbox"


def served(row: Document | Letter, name: str = "") -> HttpResponseBase:
    """The stored PDF as a download; who may have it was asked before. Http404 if it is not there."""
    name = name or str(row)
    response = _by_the_web_server(row, name) if settings.X_ACCEL else _by_us(row, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    return response


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


def _letter(user: User | AnonymousUser, action: str, pk: int) -> Letter:
    letter = get_object_or_404(Letter.objects.select_related("case"), pk=pk)
    cases.require(user, action, letter.case)
    rules.is_for(user, inside=letter.to_id is None)
    return letter


class Download(PagePart):
    """The file as it was handed in."""

    permission = "file.download_original"

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        document = get_object_or_404(Document.objects.select_related("case"), pk=pk)
        if document.case is not None:
            cases.require(request.user, self.permission, document.case)
            rules.is_for(request.user, inside=document.is_inside)
        else:
            rules.is_ones_own(request.user, document)
        return served(document)


class LetterPage(Page):
    """A letter to be read on the screen, whether its PDF is there yet or not."""

    permission = "letter.view"
    template_name = "documents/letter.html"
    area = "my"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        letter = _letter(self.request.user, self.permission, kwargs.pop("pk"))
        desk = self.area == "desk"
        return super().get_context_data(
            title=letter.get_kind_display(),
            area_template=f"{self.area}.html",
            case_url=Frame(self.request).local(CASES[self.area] % letter.case_id),
            unverified=queries.unverified(letter.kind, letter.decided_on) if desk else [],
            **letters.paper(letter),
            **kwargs,
        )


class LetterPdf(PagePart):
    """The PDF of a letter."""

    permission = "letter.download"

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        letter = _letter(request.user, self.permission, pk)
        if not letter.path:
            raise Http404
        return served(letter, f"{letter.get_kind_display()} {letter.number}.pdf")
