"""What the pages of both sides share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from approvals.prereview import queries, rules
from approvals.prereview.states import UNSEEN
from envportal.audit import log
from envportal.cases.queries import applications_after
from envportal.deadlines import clocks
from envportal.web.views import Page, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from approvals.prereview.models import PreReview
    from envportal.audit.models import Event

# Said on every page, so that nobody takes the one for the other.
NOT_YET = _("申请前审查：尚未提出申请，不起算法定时限和承诺时限")
# Event of the log → its sentence; what is not here is a detail of the sealed log.
WORDS: dict[str, str | _StrPromise] = {
    "pre_review_asked": _("已提出申请前审查"),
    "pre_review_taken": _("审批科承接"),
    "pre_review_more_asked": _("请提出单位补充说明"),
    "pre_review_supplied": _("收到补充说明"),
    "pre_review_answered": _("书面答复"),
    "pre_review_withdrawn": _("提出单位撤回"),
    "yellow_card_opened": _("黄牌"),
    "red_card_opened": _("红牌"),
    "card_removed": _("消牌"),
}
CARDS = {"yellow_card_opened", "red_card_opened", "card_removed"}


def visible(request: HttpRequest) -> QuerySet[PreReview]:
    """What this person may see; everything else does not exist for them (404)."""
    return queries.visible(request.user, timezone.localdate())  # type: ignore[arg-type]


def own(request: HttpRequest) -> QuerySet[PreReview]:
    """Those this person asked for, or whose enterprise lets their unit act: a query code is nobody else's."""
    return queries.of_asker(request.user, timezone.localdate())  # type: ignore[arg-type]


def handed_in(request: HttpRequest) -> QuerySet[PreReview]:
    """The same, for the desk: a draft is its enterprise's alone."""
    return visible(request).exclude(state__in=UNSEEN)


def timeline(found: PreReview, *, inside: bool) -> list[dict[str, object]]:
    """What happened, newest first; without the cards for those outside, which hold the bureau to its limit."""
    shown = WORDS.keys() if inside else WORDS.keys() - CARDS
    return [_line(event) for event in reversed(log.history(found.case)) if event.name in shown]


def _line(event: Event) -> dict[str, object]:
    who = event.actor_name or _("系统")
    text = _("%(who)s 代 %(whom)s") % {"who": who, "whom": event.acting_for} if event.acting_for else who
    return {"at": event.at, "verb": WORDS[event.name], "text": text, "small": event.facts.get("number", "")}


class PreReviewPage(Page):
    """A page about one pre-review."""

    permission = "prereview.view"
    queryset = staticmethod(visible)
    inside = False

    @cached_property
    def found(self) -> PreReview:
        return get_object_or_404(type(self).queryset(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.title or self.found.case.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found, today = self.found, timezone.localdate()
        return super().get_context_data(**{
            "object": found, "case": found.case, "not_yet": NOT_YET, "today": today, "inside": self.inside,
            "faces": clocks.faces(found.case, today), "files": list(queries.files(found)),
            "points": list(found.points.order_by("pk")), "timeline": timeline(found, inside=self.inside),
            "applications": list(applications_after(found.case)),
            "verbs": rules.available(self.request.user, found, today),  # type: ignore[arg-type]
            **kwargs,
        })  # fmt: skip


class Step(StepView):
    """A step with a pre-review; `verb` is its row in `rules.VERBS`."""

    verb = ""
    queryset = staticmethod(visible)
    object: PreReview

    def check(self) -> None:
        rules.require(self.verb, self.request.user, self.object, timezone.localdate())  # type: ignore[arg-type]

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"case": self.object.case, "not_yet": NOT_YET, **kwargs})
