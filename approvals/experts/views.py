"""The pages of this room: the register, the draws of a case, and an expert's own."""

from __future__ import annotations

from secrets import token_hex
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.experts import actions, forms, queries, rules
from approvals.experts.enums import Tie
from approvals.experts.models import Seat
from envportal.cases import rules as case_rules
from envportal.cases.queries import visible_to
from envportal.web.views import Column, ListPage, Page, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from approvals.experts.models import Draw, Expert
    from envportal.cases.models import Case


def cases(request: HttpRequest) -> QuerySet[Case]:
    return visible_to(request.user, timezone.localdate(), "expert.view")


class Register(ListPage):
    """The experts of the bureau."""

    permission = "expert.register"
    title = _("专家库")
    file_name = "experts"
    counted = _("共 %(n)s 位专家")
    empty_sentence = _("专家库还是空的；用 load_experts 命令录入。")
    columns = (
        Column(_("编号"), "code", "code"),
        Column(_("姓名"), "name", "name"),
        Column(_("工作单位"), "employer", "employer"),
        Column(_("职称"), "title"),
        Column(_("专业"), "speciality_names"),
    )

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Expert]:
        bureau = request.user.bureau  # type: ignore[union-attr]
        if bureau is None:
            raise Http404
        return queries.experts(bureau)


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
        return super().get_context_data(case=self.case, draws=draws, may_draw=may_draw, **kwargs)


def _told(draw: Draw) -> dict[str, Any]:
    labels = dict(Tie.choices)
    left_out = [(one["code"], labels.get(one["why"], one["why"])) for one in draw.left_out]
    return {"draw": draw, "left_out": left_out, "again": rules.shuffled(draw.pool, draw.seed) == draw.order}


class MakeDraw(StepView):
    """Draw at random; the seed is made here and kept with the draw."""

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
        return actions.draw(self.object.pk, seed=token_hex(16), by=by, at=timezone.now(), key=self.key, **typed)

    def get_success_url(self) -> str:
        return reverse("experts:case", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class AnswerFor(StepView):
    """The section notes what an expert without an account said on the telephone."""

    permission = "expert.draw"
    template_name = "experts/step.html"
    form_class = forms.AnswerForm
    action = staticmethod(actions.answer)
    title = _("登记专家的答复")
    button = pgettext_lazy("verb", "登记")
    done = _("已登记。")

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Seat]:
        mine = Seat.objects.filter(draw__case__in=cases(request).order_by().values("pk"))
        return mine.select_related("draw__case", "expert")

    def check(self) -> None:
        rules.require_answer(self.request.user, self.object, timezone.localdate())  # type: ignore[arg-type]

    def get_success_url(self) -> str:
        return reverse("experts:case", args=[self.object.draw.case_id])

    def get_cancel_url(self) -> str:
        return self.get_success_url()


# AN EXPERT'S OWN PAGES -----------------------------------------------------------
class Mine(ListPage):
    """What I was asked to review."""

    permission = "review.expert_opinion"
    template_name = "experts/mine.html"
    title = _("请我评审的项目")
    file_name = "reviews"
    columns = (
        Column(_("项目"), lambda row: row.draw.case.title, "draw__case__title"),
        Column(_("邀请时间"), "invited_at", "invited_at"),
        Column(_("状态"), "get_state_display", "state"),
    )

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Seat]:
        return queries.seats_of(request.user)  # type: ignore[arg-type]


class OwnStep(StepView):
    permission = "review.expert_opinion"
    template_name = "experts/step.html"
    queryset = staticmethod(Mine.queryset)

    def get_success_url(self) -> str:
        return reverse("experts:mine")

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class Answer(OwnStep):
    form_class = forms.AnswerForm
    action = staticmethod(actions.answer)
    title = _("答复评审邀请")
    button = _("送出答复")
    done = _("答复已送出。")

    def check(self) -> None:
        rules.require_answer(self.request.user, self.object, timezone.localdate())  # type: ignore[arg-type]


class Opine(OwnStep):
    form_class = forms.OpinionForm
    rule = staticmethod(rules.check_opinion)
    action = staticmethod(actions.opine)
    title = _("提交个人意见")
    button = _("提交意见")
    done = _("意见已提交，不能再改。")


class Join(OwnStep):
    template_name = "experts/join.html"
    form_class = forms.OpinionForm
    rule = staticmethod(rules.check_joint)
    action = staticmethod(actions.join)
    title = _("提交专家组意见")
    button = _("提交意见")
    done = _("专家组意见已提交，经办人已收到通知。")
