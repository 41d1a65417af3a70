"""For everybody the programmes and where money went; for enterprises their own applications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from approvals.funds import actions, forms, queries
from approvals.funds.views.common import Shown, Step, own
from envportal.accounts.queries import applicants_of
from envportal.audit import log
from envportal.web.views import Column, ListPage, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from approvals.funds.models import Application, Programme
    from envportal.accounts.models import User


class Told(ListPage):
    """Programmes with their windows, and the enterprises that got money once the results are published."""

    permission = "public.view"
    template_name = "funds/told.html"
    layout = "public.html"
    title = _("环保专项资金")
    file_name = "funds"
    counted = _("共 %(n)s 项资金")
    columns = (
        Column(_("资金名称"), "name", "name"),
        Column(_("机关"), lambda row: row.bureau, "bureau__name"),
        Column(_("依据的文件"), "source"),
        Column(_("由谁决定"), "decided_by", "decided_by"),
        Column(_("总额（元）"), "budget", "budget"),
        Column(_("从哪一天起可以申请"), "opens_on", "opens_on"),
        Column(_("最后一天"), "closes_on", "closes_on"),
        Column(_("批准的项目"), lambda row: len(row.results) if row.results_at else ""),
    )

    @staticmethod
    def queryset(_request: HttpRequest) -> QuerySet[Programme]:
        return queries.published()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"today": timezone.localdate(), **kwargs})


class Mine(ListPage):
    permission = "fund.view"
    template_name = "funds/mine.html"
    layout = "my.html"
    title = _("专项资金")
    file_name = "funds"
    counted = _("共 %(n)s 件")
    queryset = staticmethod(own)
    columns = (
        Column(_("编号"), lambda row: row.case.number, "case__number"),
        Column(_("项目名称"), lambda row: row.case.title, "case__title"),
        Column(_("资金名称"), lambda row: row.programme.name, "programme__name"),
        Column(_("状态"), "get_state_display", "state"),
        Column(_("批准多少元"), "granted", "granted"),
        Column(_("到账多少元"), "paid", "paid"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"open": list(queries.open_on(timezone.localdate())), **kwargs})


class New(StepView):
    """Which money, for what; an officer is named afterwards."""

    permission = "fund.ask"
    object = None
    layout = "my.html"
    form_class = forms.AskForm
    title = _("申请专项资金")
    intro = _("先说想做什么，本局指定专人帮您准备、审核、上报，一直跟到资金到账。不收取任何费用。")
    button = _("提出")
    done = _("已提出，本局会告诉您由谁帮您。")

    def get_form_kwargs(self) -> dict[str, Any]:
        today = timezone.localdate()
        able = {
            "enterprises": applicants_of(cast("User", self.request.user), today),
            "programmes": queries.open_on(today),
        }
        return {**super().get_form_kwargs(), **able}

    def act(self, **typed: Any) -> Application:
        enterprise, programme, by = typed.pop("enterprise"), typed.pop("programme"), cast("User", self.request.user)
        return actions.ask(enterprise, programme, by=by, at=timezone.now(), key=self.key, **typed)

    def get_success_url(self) -> str:
        asked = log.already(self.key)
        return reverse("funds:my_page", args=[asked.case_id]) if asked else reverse("funds:mine")

    def get_cancel_url(self) -> str:
        return reverse("funds:mine")


class MyPage(Shown):
    queryset = staticmethod(own)
    side, layout = "my", "my.html"


class MyStep(Step):
    permission = "fund.ask"
    queryset = staticmethod(own)
    layout = "my.html"
    page = "funds:my_page"


class HandIn(MyStep):
    verb = "hand_in"
    form_class = forms.HandInForm
    action = staticmethod(actions.hand_in)
    done = _("申请书已交。")


class Withdraw(MyStep):
    verb = "withdraw"
    form_class = forms.ReasonForm
    action = staticmethod(actions.withdraw)
    danger = True
    done = _("已撤回。")
