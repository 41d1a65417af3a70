"""The desk of the editor: what waits to be published, as the public will see it, and the two steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosure.board import actions, board, rules
from disclosure.board.enums import WITH_WINDOW, State
from disclosure.board.forms import CorrectForm, PublishForm, WithdrawForm
from disclosure.board.forms.overturned import OverturnedForm
from disclosure.board.models import Notice
from disclosure.board.queries import notices as queries
from disclosure.board.queries.overturned import to_withdraw
from disclosure.board.queries.papers import checks_of
from disclosure.board.queries.wrongs import waiting_for as wrongs_waiting_for
from disclosure.board.rules.overturned import require_overturn
from disclosure.board.views.notice import parts, posted
from envportal.refusals import Refused
from envportal.web.views import Page, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet


def of_my_bureau(request: HttpRequest) -> QuerySet[Notice]:
    return queries.seen_by(request.user, timezone.localdate()).select_related(
        "bureau", "case__section", "case__bureau", "submitted_by"
    )


class Queue(Page):
    """公示待发."""

    permission = "board.queue"
    template_name = "board/queue.html"
    title = gettext_lazy("公示待发")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        waiting = [
            {"notice": notice, "due_on": queries.publish_by(notice), "mine": notice.submitted_by_id == user.pk}
            for notice in queries.waiting_for(user).prefetch_related("case__clocks")
        ]
        today = timezone.localdate()
        kwargs["overturned"] = list(to_withdraw(user))
        kwargs["wrongs"] = list(wrongs_waiting_for(user))
        kwargs["may_write"] = self.request.may("board.draft")  # type: ignore[attr-defined]
        return super().get_context_data(waiting=waiting, done=list(queries.recent_of(user)[:20]), today=today, **kwargs)


class Preview(Page):
    """As the public will see it, and what still stands in the way."""

    permission = "board.view_pending"
    template_name = "board/preview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        notice = of_my_bureau(self.request).filter(pk=self.kwargs["pk"]).first()
        if notice is None:
            raise Http404(_("没有这份公示。"))
        user, window, pending = self.request.user, coming_window(notice), notice.state == State.PENDING
        if window is not None:  # shown as it would stand, never saved
            notice.opens_on, notice.closes_on = window.opens_on, window.closes_on
        return super().get_context_data(**{
            **shown(notice, pending=pending), "title": notice.title,
            "pending": pending, "gate": rules.gate(user, notice),
            "warnings": [found for found in found_in(notice) if not found.blocks], "pictures": pictures_of(notice),
            "overturned": getattr(notice, "overturned", None), "may_overturn": allows_overturn(user, notice),
            "window": window, "may_withdraw": rules.may_withdraw(user, notice),
            "may_correct": rules.may_correct(user, notice), **kwargs,
        })  # fmt: skip


def allows_overturn(user: Any, notice: Notice) -> bool:
    try:
        require_overturn(user, notice)
    except Refused:
        return False
    return True


def shown(notice: Notice, *, pending: bool) -> dict[str, Any]:
    """The page as the public will see it: of a case, or as an editor wrote it."""
    if notice.case is None:
        return posted(notice)
    return parts(notice, timezone.localdate(), preview=pending)


class Publish(StepView):
    permission = "public.publish"
    queryset = staticmethod(of_my_bureau)
    rule = staticmethod(rules.require_publish)
    action = staticmethod(board.publish)
    form_class = PublishForm
    title = gettext_lazy("发布公示")
    button = gettext_lazy("发布公示")
    done = gettext_lazy("已发布，公众现在可以看到。")
    template_name = "board/publish.html"

    @cached_property
    def pictures(self) -> list[str]:
        """What only a person can look through; the files are read first, if no worker has done so."""
        if self.object.state == State.PENDING:
            actions.read_papers_of(self.object.pk, at=timezone.now())
        return pictures_of(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "pictures": bool(self.pictures)}

    def get_success_url(self) -> str:
        return reverse("board:preview", args=[self.kwargs["pk"]])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        notice = self.object
        assert isinstance(notice, Notice)  # noqa: S101  the queryset says so
        return super().get_context_data(
            notice=notice, window=coming_window(notice), findings=found_in(notice), pictures=self.pictures, **kwargs
        )


def found_in(notice: Notice) -> list[rules.Finding]:
    """In its fields and in the words of its files, blocking ones first."""
    found = [*rules.findings(notice), *rules.findings_in_papers(notice, checks_of(notice))]
    return sorted(found, key=lambda finding: not finding.blocks)


def pictures_of(notice: Notice) -> list[str]:
    return rules.to_be_looked_at(notice, checks_of(notice))


class Correct(StepView):
    """The next version, which another editor publishes."""

    permission = "public.publish"
    queryset = staticmethod(of_my_bureau)
    rule = staticmethod(rules.require_correct)
    form_class = CorrectForm
    title = gettext_lazy("更正公示")
    button = gettext_lazy("提交更正")
    done = gettext_lazy("更正已提交，待另一位编辑发布；发布前旧的一版不变，发布后公示期重新计算。")
    success_url = reverse_lazy("board:queue")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What was written by a list of fields is corrected in it."""
        if self.notice.form:
            return HttpResponseRedirect(reverse("board:rewrite", args=[self.notice.pk]))
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "notice": self.object}

    def act(self, **typed: Any) -> object:
        user = self.request.user
        assert user.is_authenticated  # noqa: S101  the permission says so
        labels = [label for label, _text in self.notice.facts]
        facts = {label: typed[f"fact_{n}"] for n, label in enumerate(labels)}
        return board.correct(
            self.notice.pk, title=typed["title"], facts=facts, reason=typed["reason"], by=user, at=timezone.now(),
            key=self.key,
        )  # fmt: skip

    @property
    def notice(self) -> Notice:
        assert isinstance(self.object, Notice)  # noqa: S101  the queryset says so
        return self.object

    def get_cancel_url(self) -> str:
        return reverse("board:preview", args=[self.kwargs["pk"]])


class Overturn(StepView):
    """A published penalty no longer stands."""

    permission = "public.publish"
    queryset = staticmethod(of_my_bureau)
    rule = staticmethod(require_overturn)
    action = staticmethod(actions.say_overturned)
    form_class = OverturnedForm
    title = gettext_lazy("处罚决定已被变更或者撤销")
    intro = gettext_lazy(
        "公开的处罚决定被变更、撤销、确认违法或者无效的，三个工作日内撤回公示并公开说明理由（《行政处罚法》第四十八条）。"
        "登记以后由没有提交、没有发布它的局领导撤回；变更的，撤回以后另行起草。"
    )
    button = gettext_lazy("登记")
    done = gettext_lazy("已登记，期限显示在“公示待发”里，请局领导撤回。")

    def get_success_url(self) -> str:
        return reverse("board:preview", args=[self.kwargs["pk"]])

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class Withdraw(StepView):
    permission = "board.withdraw"
    queryset = staticmethod(of_my_bureau)
    rule = staticmethod(rules.require_withdraw)
    action = staticmethod(board.withdraw)
    form_class = WithdrawForm
    title = gettext_lazy("撤回公示")
    button = gettext_lazy("撤回公示")
    done = gettext_lazy("已撤回，原因留在公示的地址上。")
    danger = True

    def get_initial(self) -> dict[str, Any]:
        """Why, where that is known: in Chinese, whoever withdraws it."""
        one = getattr(self.object, "overturned", None)
        if one is None:
            return {}
        with translation.override("zh-hans"):
            return {"reason": f"处罚决定{one.get_how_display()}（{one.document}）"}

    def get_success_url(self) -> str:
        return reverse("board:preview", args=[self.kwargs["pk"]])

    def get_cancel_url(self) -> str:
        return self.get_success_url()


def coming_window(notice: Notice) -> Any:
    """The window that would open if the notice were published now."""
    if notice.state != State.PENDING or notice.kind not in WITH_WINDOW:
        return None
    return queries.window(notice, timezone.now())
