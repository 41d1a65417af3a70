"""The letters of a request and the file it supplied, for who sees the request, without a right to other letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from disclosure.requests.rules import steps
from disclosure.requests.views.desk import visible
from envportal.documents.letters.paper import paper
from envportal.documents.views import served
from envportal.web.views import Page, PagePart

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from envportal.documents.models import Letter


class LetterPage(Page):
    permission = steps.VIEW
    template_name = "requests/letter.html"

    @cached_property
    def letter(self) -> Letter:
        one = get_object_or_404(visible(self.request), pk=self.kwargs["pk"])
        return get_object_or_404(one.case.letters, pk=self.kwargs["row"])

    def get_title(self) -> object:
        return self.letter.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{**paper(self.letter), "pk": self.kwargs["pk"], **kwargs})


class LetterFile(LetterPage):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]  # noqa: ARG002
        if not self.letter.path:
            raise Http404(_("文书的 PDF 正在生成，请过一会儿再下载。"))
        return served(self.letter, f"{self.letter.title} {self.letter.number}.pdf")


class Supplied(PagePart):
    """What comes with the answer, for who drafts and who signs it."""

    permission = steps.VIEW

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        given = getattr(get_object_or_404(visible(request), pk=pk), "answer_given", None)
        if given is None or given.document is None:
            raise Http404(_("没有这份文件。"))
        return served(given.document)
