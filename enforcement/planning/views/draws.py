"""Draws at the desk: freeze, draw, give up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enforcement.planning import actions, forms, queries, rules
from enforcement.planning.views.common import Fresh
from enforcement.planning.views.public import DrawPage
from envportal.web.views import Column, ListPage, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from enforcement.planning.models import Draw


def visible(request: HttpRequest) -> QuerySet[Draw]:
    return queries.draws(request.user.bureau)  # type: ignore[union-attr]


class Draws(ListPage):
    permission = rules.VIEW
    queryset = staticmethod(visible)
    template_name = "planning/draws.html"
    title = _("双随机抽查")
    file_name = "inspection-draws"
    counted = _("共 %(n)s 次抽取")
    empty_sentence = _("还没有抽取过。")
    empty_more = _(
        "先冻结名单，写明用哪个还没有产生的公开数字；数字产生以后由另一个人抽取。任何人都能用公开的名单和数字重抽。"
    )
    columns = (
        Column(_("名称"), "name", "name"),
        Column(_("状态"), "get_state_display", "state"),
        Column(_("名单上的企业"), "listed"),
        Column(_("抽中"), "drawn_objects"),
        Column(_("名单公布时间"), "listed_at", "listed_at"),
        Column(_("抽取时间"), "drawn_at", "drawn_at"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(draws=self.request.may(rules.DRAW), **kwargs)  # type: ignore[attr-defined]


class Freeze(Fresh):
    permission = rules.DRAW
    form_class = forms.FreezeForm
    action = staticmethod(actions.freeze)
    there = "planning:draws"
    title = _("冻结双随机名单")
    intro = _(
        "写了比例的各类企业全部进入名单，持证到检查最后一天的执法人员全部进入名单；名单、它的摘要和用哪个数字当即公布。"
    )
    button = pgettext_lazy("verb", "冻结并公布名单")
    done = _("名单已公布，数字产生以后由另一个人抽取。")


class DeskDraw(DrawPage):
    """The same page at the desk, with who is behind the codes and what may be done."""

    permission = rules.VIEW
    template_name = "planning/draw_desk.html"

    def get_queryset(self) -> QuerySet[Draw]:
        return visible(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(draws=self.request.may(rules.DRAW), **kwargs)  # type: ignore[attr-defined]


class OfDraw(StepView):
    permission = rules.DRAW
    queryset = staticmethod(visible)
    object: Draw

    def get_success_url(self) -> str:
        return reverse("planning:draw", args=[self.kwargs["pk"]])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"caption": self.object.name, **kwargs})


class DrawLots(OfDraw):
    rule = staticmethod(lambda user, draw: rules.may_draw(user, draw, timezone.localdate()))
    form_class = forms.NumberForm
    action = staticmethod(actions.draw_lots)
    title = _("抽取")
    intro = _("名单的摘要和这个数字合成种子，抽取结果就定了。抽中的企业成为检查需求，抽中的人员排计划时必须去。")
    button = pgettext_lazy("verb", "抽取")
    done = _("已抽取，抽中的企业已成为检查需求。")


class GiveUp(OfDraw):
    rule = staticmethod(rules.may_end)
    form_class = forms.GiveUpForm
    action = staticmethod(actions.give_up)
    title = _("不抽了")
    intro = _("名单和理由一直公开。要抽的话另冻结一份名单。")
    button = pgettext_lazy("verb", "公布不抽")
    done = _("已公布不抽。")
    danger = True
