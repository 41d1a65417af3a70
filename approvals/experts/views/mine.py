"""An expert's own pages: what they were asked, what they say, and whom they are tied to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from approvals.experts import actions, forms, queries, rules
from envportal.web.views import Column, ListPage, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from approvals.experts.models import Expert, Seat


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

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whose turn it is with the joint opinion, and the ties the registers know of."""
        told = super().get_context_data(**kwargs)
        mine = list(queries.expert_of(self.request.user))  # type: ignore[arg-type]
        rows = list(told["rows"])
        out = rules.tied_in([seat.draw for seat in rows], timezone.localdate())
        for seat in rows:
            lead = rules.leads(seat.draw, out[seat.draw_id])
            seat.writes_for_all = lead is not None and lead.pk == seat.pk
        return {**told, "rows": rows, "mine": [(one, queries.ties_of(one)) for one in mine]}


class MyStep(StepView):
    permission = "review.expert_opinion"

    def get_success_url(self) -> str:
        return reverse("experts:mine")

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class OwnStep(MyStep):
    template_name = "experts/step.html"
    queryset = staticmethod(Mine.queryset)


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
    action = staticmethod(actions.join)
    title = _("提交专家组意见")
    button = _("提交意见")
    done = _("专家组意见已提交，经办人已收到通知。")

    def check(self) -> None:
        by: Any = self.request.user
        rules.require(rules.check_joint(by, self.object, timezone.localdate()))


def own_rows(request: HttpRequest) -> QuerySet[Expert]:
    return queries.expert_of(request.user)  # type: ignore[arg-type]


class DeclareTie(MyStep):
    """An expert says themselves whom they are tied to."""

    form_class = forms.TieForm
    queryset = staticmethod(own_rows)
    title = _("申明利害关系")
    intro = _("与建设单位、编制单位有下列关系的，请如实申明；此后抽取不会抽到您评审这家单位的项目。")
    button = _("登记")
    done = _("已登记。")

    def get_initial(self) -> dict[str, Any]:
        return {"source": str(_("本人申明"))}

    def act(self, **typed: Any) -> Any:
        by: Any = self.request.user
        return actions.enter_tie(self.object.pk, by=by, at=timezone.now(), key=self.key, **typed)
