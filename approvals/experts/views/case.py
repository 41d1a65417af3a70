"""The draws of a case, and what the section does for experts without an account."""

from __future__ import annotations

from secrets import token_hex
from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.experts import actions, forms, queries, rules
from approvals.experts.enums import SITTING, Tie
from approvals.experts.models import Draw, Seat
from envportal.cases import rules as case_rules
from envportal.cases.queries import visible_to
from envportal.web.views import Page, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from envportal.accounts.models import Enterprise
    from envportal.cases.models import Case


def cases(request: HttpRequest) -> QuerySet[Case]:
    return visible_to(request.user, timezone.localdate(), "expert.view")


class CasePage(Page):
    """The draws of a case, with seed, pool and order, and what the panel says."""

    permission = "expert.view"
    template_name = "experts/case.html"
    title = _("评审专家")

    @cached_property
    def case(self) -> Case:
        return get_object_or_404(cases(self.request), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_draw = self.case.closed_on is None and case_rules.may(self.request.user, "expert.draw", self.case)
        draws = [_told(one) for one in queries.draws(self.case)]
        if draws:
            draws[0]["is_last"] = True
        return super().get_context_data(case=self.case, draws=draws, may_draw=may_draw, **kwargs)


def _told(draw: Draw) -> dict[str, Any]:
    labels = dict(Tie.choices)
    left_out = [(one["code"], labels.get(one["why"], one["why"])) for one in draw.left_out]
    lead = rules.leads(draw)
    on_paper = draw.joint_at is None and lead is not None and lead.expert.person_id is None
    return {
        "draw": draw, "left_out": left_out, "again": rules.shuffled(draw.pool, draw.seed) == draw.order,
        "lead": lead, "on_paper": on_paper, "sitting": sum(one.state in SITTING for one in draw.seats.all()),
        "tied": rules.tied(draw, timezone.localdate()),
    }  # fmt: skip


class MakeDraw(StepView):
    """Draw at random; the seed is made here and kept with the draw. Who else is concerned, says the procedure."""

    permission = "expert.draw"
    queryset = staticmethod(cases)
    form_class = forms.DrawForm
    title = _("随机抽取专家")
    intro = _("按种子排定次序，前几位依次受邀，不能参加的由下一位递补。种子、候选和次序都留存，任何人都能重算。")
    button = pgettext_lazy("verb", "抽取")
    done = _("已抽取，受邀的专家已收到通知。")

    def check(self) -> None:
        rules.may_draw(self.request.user, self.object, timezone.localdate())  # type: ignore[arg-type]

    def get_form_kwargs(self) -> dict[str, Any]:
        again = queries.latest(self.object) is not None
        return {**super().get_form_kwargs(), "experts": queries.experts(self.object.bureau), "is_again": again}

    def act(self, **typed: Any) -> Any:
        by: Any = self.request.user
        return actions.draw(
            self.object.pk, seed=token_hex(16), against=self.against(), by=by, at=timezone.now(), key=self.key, **typed
        )  # fmt: skip

    def against(self) -> list[Enterprise]:
        """With whom beside the enterprise of the case nobody drawn may be tied."""
        return []

    def get_success_url(self) -> str:
        return reverse("experts:case", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()


def seats(request: HttpRequest) -> QuerySet[Seat]:
    mine = Seat.objects.filter(draw__case__in=cases(request).order_by().values("pk"))
    return mine.select_related("draw__case", "expert")


class SeatStep(StepView):
    """What the section does for an expert without an account."""

    permission = "expert.draw"
    template_name = "experts/step.html"
    queryset = staticmethod(seats)

    def get_success_url(self) -> str:
        return reverse("experts:case", args=[self.object.draw.case_id])

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class AnswerFor(SeatStep):
    """The section notes what an expert said on the telephone, and that one who is tied stands down."""

    form_class = forms.AnswerForm
    action = staticmethod(actions.answer)
    title = _("登记专家的答复")
    button = pgettext_lazy("verb", "登记")
    done = _("已登记。")

    def check(self) -> None:
        rules.require_answer(self.request.user, self.object, timezone.localdate())  # type: ignore[arg-type]


class TakeInPaper(SeatStep):
    """The section takes in the opinion an expert without an account signed on paper."""

    form_class = forms.PaperForm
    action = staticmethod(actions.take_in_paper)
    title = _("录入专家的书面意见")
    intro = _("照签字的原件录入，并上传扫描件。谁录入的，记入案卷；提交以后不能更改。")
    button = _("录入意见")
    done = _("书面意见已录入。")

    def check(self) -> None:
        rules.require_paper(self.request.user, self.object, timezone.localdate())  # type: ignore[arg-type]


class TakeInJointPaper(StepView):
    """The same of the joint opinion of a panel of which nobody has an account."""

    permission = "expert.draw"
    template_name = "experts/joint_paper.html"
    form_class = forms.PaperForm
    action = staticmethod(actions.take_in_joint_paper)
    title = _("录入专家组的书面意见")
    intro = _("专家组成员都没有账号，照全体签字的原件录入，并上传扫描件。谁录入的，记入案卷。")
    button = _("录入意见")
    done = _("专家组意见已录入。")

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Draw]:
        mine = Draw.objects.filter(case__in=cases(request).order_by().values("pk"))
        return mine.select_related("case").prefetch_related("seats__expert")

    def check(self) -> None:
        rules.require_joint_paper(self.request.user, self.object, timezone.localdate())  # type: ignore[arg-type]

    def get_success_url(self) -> str:
        return reverse("experts:case", args=[self.object.case_id])

    def get_cancel_url(self) -> str:
        return self.get_success_url()
