"""The register: its experts, and the ties of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.experts import actions, forms, queries, rules
from approvals.experts.models import Draw, Expert, Tie
from envportal.lots import shuffled
from envportal.web.views import Column, ListPage, Page, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet


def own(request: HttpRequest) -> QuerySet[Expert]:
    """The experts of the reader's own bureau."""
    bureau = request.user.bureau  # type: ignore[union-attr]
    if bureau is None:
        raise Http404
    return queries.register(bureau)


class Register(ListPage):
    """The experts of the bureau."""

    permission = "expert.register"
    template_name = "experts/register.html"
    queryset = staticmethod(own)
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
        Column(_("利害关系"), "tie_count", "tie_count"),
        Column(_("抽中次数"), "seat_count", "seat_count"),
    )


class ExpertPage(Page):
    """One expert with every tie ever entered."""

    permission = "expert.register"
    template_name = "experts/expert.html"

    @cached_property
    def expert(self) -> Expert:
        return get_object_or_404(own(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.expert.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            expert=self.expert, ties=list(queries.ties_of(self.expert)), today=timezone.localdate(),
            keeps=rules.keeps(self.request.user, self.expert), **kwargs,  # type: ignore[arg-type]
        )  # fmt: skip


class EnterTie(StepView):
    """The keeper of the register enters a tie."""

    permission = rules.KEEP
    queryset = staticmethod(own)
    form_class = forms.TieForm
    action = staticmethod(actions.enter_tie)
    title = _("登记利害关系")
    intro = _("登记以后，抽取时自动回避；已经抽中的，不能再参加，由下一位递补。")
    button = pgettext_lazy("verb", "登记")
    done = _("已登记，以后抽取自动回避。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"caption": self.object.name, **kwargs})

    def get_success_url(self) -> str:
        return reverse("experts:expert", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class TieStep(StepView):
    permission = rules.KEEP
    template_name = "experts/tie_step.html"

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Tie]:
        return Tie.objects.filter(expert__in=own(request).order_by().values("pk")).select_related("expert")

    def get_success_url(self) -> str:
        return reverse("experts:expert", args=[self.object.expert_id])

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class EndTie(TieStep):
    """The last day of a tie."""

    form_class = forms.EndTieForm
    action = staticmethod(actions.end_tie)
    title = _("登记利害关系结束")
    intro = _("写最后一天。任职关系结束以后，仍回避三年。")
    button = pgettext_lazy("verb", "登记")
    done = _("已登记。")


class StrikeTie(TieStep):
    """A tie entered by mistake."""

    form_class = forms.ReasonForm
    action = staticmethod(actions.strike_tie)
    title = _("撤销利害关系登记")
    intro = _("登记有误的才撤销；已经结束的关系，请登记结束日期。撤销的仍可查看，不再回避。")
    button = _("撤销登记")
    danger = True
    done = _("已撤销。")


class PublicDraws(ListPage):
    """Every draw with seed, pool and order, so that anyone can draw again; codes, no names."""

    permission = "public.view"
    template_name = "experts/draws.html"
    layout = "public.html"
    title = _("专家抽取记录")
    file_name = "expert-draws"
    counted = _("共 %(n)s 次抽取")
    empty_sentence = _("还没有抽取过专家。")
    queryset = staticmethod(lambda _request: queries.published())
    columns = (
        Column(_("受理编号"), lambda row: row.case.number, "case__number"),
        Column(_("生态环境局"), lambda row: row.case.bureau.name),
        Column(_("第几次"), "number"),
        Column(_("抽取时间"), "at", "at"),
        Column(_("人数"), "size"),
        Column(_("种子"), "seed"),
        Column(_("候选"), lambda row: " ".join(row.pool)),
        Column(_("次序"), lambda row: " ".join(row.order)),
    )

    @staticmethod
    def _drawn(row: Draw) -> Draw:
        row.comes_out = shuffled(row.pool, row.seed) == row.order  # type: ignore[attr-defined]
        return row

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = super().get_context_data(**kwargs)
        return {**told, "rows": [self._drawn(row) for row in told["rows"]]}
