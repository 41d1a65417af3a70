"""What the steps of both sides share."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from approvals.applications import queries, rules
from approvals.applications.states import FileKind
from envportal.documents.views import remark
from envportal.refusals import Refused
from envportal.web.views import StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.forms import BaseForm

    from approvals.applications.models import Application


def visible(request: HttpRequest) -> QuerySet[Application]:
    """What this person may see; everything else does not exist for them (404)."""
    return queries.visible(request.user, timezone.localdate()).filter(discarded_at=None)  # type: ignore[arg-type]


class Side:
    """Whose pages these are: where their addresses lie, and in which frame they stand."""

    side = "applications"
    layout = "my.html"

    def address(self, name: str, *args: object) -> str:
        """A page of the same side."""
        return reverse(f"{self.side}:{name}", args=args)


class Step(StepView):
    """A step on an application; `verb` is its row in `rules.VERBS`."""

    verb = ""
    queryset = staticmethod(visible)
    object: Application

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, or, where the step is not possible now, the case with the reason."""
        try:
            rules.require(self.verb, request.user, self.object, timezone.localdate())  # type: ignore[arg-type]
        except Refused as refused:
            messages.warning(request, str(refused.sentence))
            return HttpResponseRedirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Done, and a word about a file the case has already: that is no reason to refuse it."""
        file, kind = form.cleaned_data.get("file"), getattr(self, "files_of", None) or ""
        said = remark(self.object.case, file, kind, dict(FileKind.choices))
        response = super().form_valid(form)
        if said and isinstance(response, HttpResponseRedirect):
            messages.warning(self.request, said)
        return response


class FileAndAnswers(Step):
    """A step with one file and questions beside it: a file that is sound stays, though an answer is to be mended."""

    files_of: FileKind | None

    @abstractmethod
    def keep_file(self, file: Any) -> None:
        """Let the file stand by itself."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "has_file": queries.files(self.object, self.files_of).exists()}

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        self.keep(form)
        return super().form_invalid(form)

    def keep(self, form: BaseForm) -> None:
        file = form.cleaned_data.get("file")
        if file is None:
            return
        try:
            self.keep_file(file)
        except Refused as refused:
            form.add_error("file", str(refused))
