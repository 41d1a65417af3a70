"""Where quota comes from: asked for upward, reduced, imported; and the register it hangs on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.quotas import actions, forms, queries, rules
from approvals.quotas.models import Control, Reduction, Request, Run, Standing
from approvals.quotas.views.common import Fresh, Ledger, number
from envportal.audit import log
from envportal.web.views import Column, ListPage, Page

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from approvals.quotas.models import Line


def own_requests(request: HttpRequest) -> QuerySet[Request]:
    mine = Request.objects.filter(book__area__bureau=request.user.bureau_id)  # type: ignore[union-attr]
    return mine.select_related("book__area", "asked_by").order_by("-asked_on", "-pk")


class Requests(ListPage):
    """What was asked for from above, and how it was answered."""

    permission = rules.VIEW
    queryset = staticmethod(own_requests)
    template_name = "quotas/requests.html"
    title = _("向上申请的指标")
    file_name = "quota-requests"
    counted = _("共 %(n)s 件")
    empty_sentence = _("还没有向上申请过指标。")
    columns = (
        Column(_("申请文号"), "number", "number"),
        Column(_("账户"), lambda row: str(row.book), "book"),
        Column(_("申请数量，吨"), lambda row: number(row.tonnes), "tonnes"),
        Column(_("申请日期"), "asked_on", "asked_on"),
        Column(_("答复数量，吨"), lambda row: None if row.given is None else number(row.given), "given"),
        Column(_("答复日期"), "replied_on", "replied_on"),
        Column(_("答复文号"), "reply"),
        Column(_("位次"), lambda row: f"{row.rank}/{row.peers}" if row.rank else "", "rank"),
        Column(_("前三名目标"), lambda row: {True: _("达到"), False: _("没有达到"), None: ""}[row.meets_target]),
        Column(_("用于"), "reason"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(asks=self.request.may(rules.ASK), **kwargs)  # type: ignore[attr-defined]


class AskUpward(Fresh):
    permission = rules.ASK
    form_class = forms.RequestForm
    action = staticmethod(actions.ask_upward)
    title = _("向上申请指标")
    intro = _("按本局的申请文件登记；答复以后再登记给了多少。")
    sure = _("确认登记")
    done = _("申请已登记。")
    back = "quotas:requests"


class Reply(Ledger):
    permission = rules.ASK
    queryset = staticmethod(own_requests)
    form_class = forms.ReplyForm
    action = staticmethod(actions.enter_reply)
    title = _("登记上级答复")
    done = _("答复已登记，给的指标已经记入可用。")
    back = "quotas:requests"

    def get_intro(self) -> object:
        words = {"number": self.object.number, "book": self.object.book, "tonnes": number(self.object.tonnes)}
        return _("%(number)s：%(book)s，申请 %(tonnes)s 吨。") % words


# REDUCTIONS -------------------------------------------------------------------------
def own_reductions(request: HttpRequest) -> QuerySet[Reduction]:
    return queries.reductions_of(request.user.bureau)  # type: ignore[union-attr,arg-type]


class Reductions(ListPage):
    """Verified reductions, and what of each is left."""

    permission = rules.VIEW
    queryset = staticmethod(own_reductions)
    template_name = "quotas/reductions.html"
    title = _("核定的减排量")
    file_name = "quota-reductions"
    counted = _("共 %(n)s 项")
    empty_sentence = _("还没有核定的减排量。")
    columns = (
        Column(_("减排单位"), "source", "source"),
        Column(_("减排措施"), "measure"),
        Column(_("账户"), lambda row: str(row.book), "book"),
        Column(_("核定减排量，吨"), lambda row: number(row.tonnes), "tonnes"),
        Column(_("还可替代，吨"), lambda row: number(row.account.balance), "account__balance"),
        Column(_("核定日期"), "verified_on", "verified_on"),
        Column(_("核定依据"), "evidence"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = self.request.may  # type: ignore[attr-defined]
        rules_ = queries.replacement_rules()
        return super().get_context_data(keeps=may(rules.KEEP), decides=may(rules.DECIDE), rules=rules_, **kwargs)


class VerifyReduction(Fresh):
    permission = rules.KEEP
    form_class = forms.ReductionForm
    action = staticmethod(actions.verify_reduction)
    title = _("登记核定的减排量")
    intro = _("登记后可以直接替代项目需要的指标，也可以由局领导纳入可用。")
    done = _("减排量已记入。")
    back = "quotas:reductions"


class UseReduction(Ledger):
    permission = rules.DECIDE
    queryset = staticmethod(own_reductions)
    form_class = forms.ShiftForm
    action = staticmethod(actions.use_reduction)
    title = pgettext_lazy("verb", "减排量纳入可用")
    done = _("已纳入可用。")
    back = "quotas:reductions"

    def get_intro(self) -> object:
        words = {"what": self.object, "book": self.object.book, "left": number(self.object.account.balance)}
        return _("%(what)s（%(book)s），还有 %(left)s 吨。") % words


# REGISTER ---------------------------------------------------------------------------
class Register(Page):
    """Areas, what is under control, the quality of the year before, and the plans."""

    permission = rules.VIEW
    template_name = "quotas/register.html"
    title = _("区域和纳入管理的污染物")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bureau = self.request.user.bureau  # type: ignore[union-attr]
        standings = Standing.objects.filter(area__bureau=bureau).select_related("area").order_by("-year", "area", "pk")
        return super().get_context_data(
            areas=list(queries.areas_of(bureau)), standings=list(standings),
            controls=list(Control.objects.filter(bureau=bureau).order_by("pollutant", "-valid_from")),
            plans=queries.plans(), keeps=self.request.may(rules.KEEP), **kwargs,  # type: ignore[attr-defined]
        )  # fmt: skip


class OfRegister(Fresh):
    permission = rules.KEEP
    back = "quotas:register"
    looked_at_again = False
    button = _("登记")
    done = _("已登记。")


class AddArea(OfRegister):
    form_class = forms.AreaForm
    action = staticmethod(actions.add_area)
    title = _("登记区域")
    intro = _("第一个登记的区域，受理的项目默认归入。")


class AddControl(OfRegister):
    form_class = forms.ControlForm
    action = staticmethod(actions.control)
    title = _("纳入总量管理")
    intro = _("从这一天起受理的项目，申报了这种污染物的，预留指标；指标不够的，不能批准。")


class TellStanding(OfRegister):
    form_class = forms.StandingForm
    action = staticmethod(actions.tell_standing)
    title = _("登记年度环境质量")
    intro = _("上一年度没有达到要求的，下一年度按两倍替代；没有登记的，按等量。只影响以后预留的。")


class EndControl(Ledger):
    permission = rules.KEEP
    form_class = forms.EndControlForm
    action = staticmethod(actions.end_control)
    title = _("停止总量管理")
    button = pgettext_lazy("verb", "停止总量管理")
    done = _("已登记停止的日期。")
    back = "quotas:register"
    looked_at_again = False

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Control]:
        return Control.objects.filter(bureau=request.user.bureau_id)  # type: ignore[union-attr]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"caption": str(self.object), **kwargs})


# SPREADSHEETS -----------------------------------------------------------------------
class Import(Fresh):
    permission = rules.DECIDE
    form_class = forms.ImportForm
    action = staticmethod(actions.import_grants)
    title = _("从表格登记下达的指标")
    intro = _("每行一笔，逐行报告；同一笔再次导入不会重复记账。")
    button = _("导入")
    done = _("表格已读完，逐行结果如下。")
    looked_at_again = False

    def get_success_url(self) -> str:
        event = log.already(self.key)
        return reverse("quotas:run", args=[event.facts["run"]]) if event else reverse("quotas:books")

    def get_cancel_url(self) -> str:
        return reverse("quotas:books")


class RunPage(ListPage):
    """What became of each line."""

    permission = rules.VIEW
    template_name = "quotas/run.html"
    file_name = "quota-import"
    counted = _("共 %(n)s 行")
    columns = (
        Column(_("行号"), "number", "number"),
        Column(_("结果"), "get_result_display", "result"),
        Column(_("说明"), "why"),
        Column(_("原文"), "text"),
    )

    @cached_property
    def run(self) -> Run:
        mine = Run.objects.filter(bureau=self.request.user.bureau_id).select_related("by")  # type: ignore[union-attr]
        return get_object_or_404(mine, pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.run.name

    def get_queryset(self) -> QuerySet[Line]:
        return self.run.lines.order_by("number")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(run=self.run, **kwargs)
