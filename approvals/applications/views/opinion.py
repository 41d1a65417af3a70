"""The officer's opinion: a conclusion, and for an approval its conditions, typed or picked from the library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.access import screening
from approvals.applications import actions, queries
from approvals.applications.forms.opinion import SPARE, OpinionForm, from_rows, in_rows, rows_in
from approvals.applications.states import Conclusion
from approvals.applications.views.steps import CaseStep
from approvals.meetings import resolutions

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse

    from approvals.applications.models import Opinion
    from envportal.documents.queries.wording import Block

# How many empty rows a press for more gives.
MORE = 4


class WriteOpinion(CaseStep):
    permission = "review.write_opinion"
    verb = "write_opinion"
    action = staticmethod(actions.write_opinion)
    form_class = OpinionForm
    intro = _("每次提出都是新的一版，以前的版本保留。")
    button = pgettext_lazy("verb", "提出审查意见")
    done = _("审查意见已提出，等科室负责人审核。")

    template_name = "applications/write_opinion.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "library" in request.POST or "later" in request.POST:
            return self.add_conditions(request.POST.getlist("library"))
        return super().post(request, *args, **kwargs)

    def add_conditions(self, picked: list[str]) -> HttpResponse:
        """The form as it was typed, what was picked from the library after it, and empty rows; nothing is sent yet."""
        had = from_rows(self.request.POST)
        added = [queries.Worded(block.topic, block.text) for block in self.library() if block.key in picked]
        typed = {name: self.request.POST.get(name, "") for name in ("conclusion", "text", "ground")}
        if added:
            messages.info(self.request, _("已加到批准条件末尾：%(n)d 条；意见还没有提出。") % {"n": len(added)})
        self.rows = len(had) + len(added) + MORE
        return self.render_to_response(self.get_context_data(form=self.filled(typed | in_rows([*had, *added]))))

    @cached_property
    def rows(self) -> int:
        """As many as were typed in, or as there are to begin with, and a few to go on."""
        return rows_in(self.request.POST) or rows_in(self.get_initial()) + SPARE

    def filled(self, data: Any) -> BaseForm:
        """With a row for each that was typed, also where the typed form comes back after signing in again."""
        self.rows = max(self.rows, rows_in(data))
        return super().filled(data)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "rows": self.rows}

    def library(self) -> list[Block]:
        """What the bureau offers for the project's industry, by topic."""
        return queries.standard_conditions(self.object, timezone.localdate())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        resolution = resolutions.resolution(self.object.case)
        more = _("再加几条")
        return super().get_context_data(
            **{"library": self.library(), "resolution": resolution, "second_button": more, **kwargs}
        )

    def get_initial(self) -> dict[str, Any]:
        """A rule that was hit refuses; else what the meeting resolved, if nothing was written since; else the last."""
        hit = screening.hit(self.object.case, self.request.GET.get("hit", ""), timezone.localdate())
        if hit is not None:
            return {"conclusion": Conclusion.REFUSE, "ground": hit.rule.ground, "text": screening.refusal(hit)}
        last = self.object.opinions.order_by("-version").first()
        found = resolutions.resolution(self.object.case)
        if found is not None and (last is None or last.at <= found.at):
            return resolved(found, last, self.library())
        if last is None:
            return {}
        return {name: getattr(last, name) for name in ("conclusion", "text", "ground")} | in_rows(worded(last))


def worded(opinion: Opinion | None) -> list[queries.Worded]:
    """The conditions of an opinion to begin a new one with."""
    return [queries.Worded(one.topic, one.text) for one in queries.conditions_of(opinion)] if opinion else []


def resolved(found: resolutions.Resolution, last: Opinion | None, library: list[Block]) -> dict[str, Any]:
    """The resolution as an opinion to begin with: its words and conditions after those the officer had."""
    had = worded(last)
    known = {one.text for one in had}
    more = [one for one in queries.typed(found.conditions, library) if one.text not in known]
    conclusion = Conclusion.APPROVE if found.approves else Conclusion.REFUSE
    said = [last.text] if last else []
    return {
        "conclusion": conclusion, "text": "\n".join(dict.fromkeys([*said, found.text])),
        "ground": last.ground if last else "", **(in_rows([*had, *more]) if found.approves else {}),
    }  # fmt: skip
