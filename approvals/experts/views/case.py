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
from approvals.experts.enums import SeatState, Tie
from approvals.experts.models import Draw, Seat
from envportal.cases import rules as case_rules
from envportal.cases.queries import visible_to
from envportal.lots import shuffled
from envportal.web.views import Page, StepView

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from approvals.experts.models import Tie as TieRow
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
        found, today = list(queries.draws(self.case)), timezone.localdate()
        out = rules.tied_in(found, today)
        draws = [_told(one, out[one.pk], today) for one in found]
        if draws:
            draws[0]["is_last"] = True
        return super().get_context_data(case=self.case, draws=draws, may_draw=may_draw, **kwargs)


def _told(draw: Draw, out: dict[int, TieRow], today: date) -> dict[str, Any]:
    labels = dict(Tie.choices)
    left_out = [(one["code"], labels.get(one["why"], one["why"])) for one in draw.left_out]
    lead, there = rules.leads(draw, out), rules.sitting(draw, out)
    on_paper = lead is not None and (not lead.expert.signs_in or rules.joint_is_late(draw, out, today))
    for seat in draw.seats.all():
        seat.word = _word(seat, is_tied=seat.expert_id in out, today=today)  # type: ignore[attr-defined]
    asked = [seat.state for seat in draw.seats.all()]
    ran_out = len(asked) == len(draw.order) and SeatState.INVITED not in asked and 0 < len(there) < draw.needed
    return {
        "draw": draw, "left_out": left_out, "again": shuffled(draw.pool, draw.seed) == draw.order,
        "lead": lead, "on_paper": draw.is_open and on_paper, "sitting": len(there), "ran_out": draw.is_open and ran_out,
    }  # fmt: skip


def _word(seat: Seat, *, is_tied: bool, today: date) -> object:
    """What the section may note for an expert here; nothing where they answer themselves."""
    if seat.state == SeatState.DECLINED or (seat.state == SeatState.OPINED and not is_tied):
        return ""
    if is_tied:
        return _("登记回避")
    if not seat.expert.signs_in:
        return _("改为不能参加") if seat.state == SeatState.ACCEPTED else _("登记答复")
    return _("逾期未答，登记不能参加") if seat.is_late(today) else ""


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
    return mine.select_related("draw__case", "expert__person")


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
    """The section notes what an expert said on the telephone, and that one stands down who is tied or silent."""

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


class DrawStep(StepView):
    """What the section does about a panel as a whole."""

    permission = "expert.draw"

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Draw]:
        mine = Draw.objects.filter(case__in=cases(request).order_by().values("pk"))
        return mine.select_related("case").prefetch_related("seats__expert__person")

    def get_success_url(self) -> str:
        return reverse("experts:case", args=[self.object.case_id])

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class SettleForFewer(DrawStep):
    """The section goes on with those who sit, where nobody of the order is left to ask."""

    form_class = forms.ReasonForm
    action = staticmethod(actions.settle_for_fewer)
    title = _("按现有人数评审")
    intro = _(
        "候选已全部问过，同意参加的不够原定人数。写明理由，由现在同意参加的专家组成专家组；理由记入案卷。也可以重新抽取。"
    )
    button = _("按现有人数评审")
    done = _("已减少人数。")

    def check(self) -> None:
        rules.may_be_fewer(self.request.user, self.object, timezone.localdate())  # type: ignore[arg-type]


class TakeInJointPaper(DrawStep):
    """The same of the joint opinion of a panel of which nobody can sign in."""

    template_name = "experts/joint_paper.html"
    form_class = forms.PaperForm
    action = staticmethod(actions.take_in_joint_paper)
    title = _("录入专家组的书面意见")
    intro = _("专家组成员都没有账号，照全体签字的原件录入，并上传扫描件。谁录入的，记入案卷。")
    button = _("录入意见")
    done = _("专家组意见已录入。")

    def check(self) -> None:
        rules.require_joint_paper(self.request.user, self.object, timezone.localdate())  # type: ignore[arg-type]
