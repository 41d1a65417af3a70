"""The enterprise's pages: asked, brought, followed, withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.errands import actions, forms, queries, rules
from approvals.errands.views.common import Shown, Step, Zip, own
from envportal.accounts.queries import applicants_of, receiving_bureaus
from envportal.audit import log
from envportal.web.views import Column, ListPage, StepView

if TYPE_CHECKING:
    from approvals.errands.models import Errand
    from envportal.accounts.models import User


class Mine(ListPage):
    """What the bureau runs upward for one's own enterprise."""

    permission = "errand.view"
    template_name = "errands/mine.html"
    layout = "my.html"
    title = _("协助向上报批")
    file_name = "errands"
    counted = _("共 %(n)s 件")
    queryset = staticmethod(own)
    extra = {"law": rules.FREE}
    columns = (
        Column(_("编号"), lambda row: row.case.number, "case__number"),
        Column(_("项目名称"), lambda row: row.case.title, "case__title"),
        Column(_("报批什么"), "get_what_display", "what"),
        Column(_("上级机关"), "superior_name", "superior_name"),
        Column(_("状态"), "get_state_display", "state"),
        Column(_("本局谁负责"), lambda row: row.case.holder.name if row.case.holder else ""),
    )


class New(StepView):
    """For whom, which project, to which bureau above; the consent is part of it."""

    permission = "errand.ask"
    object = None
    layout = "my.html"
    form_class = forms.AskForm
    template_name = "errands/new.html"
    title = _("请本局代为向上报批")
    intro = _(
        "由上级机关决定的事项，可以请本局代为报送、跟踪和领取，您只找本局一个人。自愿，不收费；也可以自己直接申请。"
    )
    button = _("同意并提出")
    done = _("已提出，本局会告诉您由谁负责。")
    extra = {"law": rules.FREE}

    def get_form_kwargs(self) -> dict[str, Any]:
        enterprises = applicants_of(cast("User", self.request.user), timezone.localdate())
        return {**super().get_form_kwargs(), "enterprises": enterprises, "bureaus": receiving_bureaus()}

    def act(self, **typed: Any) -> Errand:
        enterprise, bureau, by = typed.pop("enterprise"), typed.pop("bureau"), cast("User", self.request.user)
        asked = actions.Asked(**typed)
        return actions.ask(enterprise, bureau, asked=asked, by=by, at=timezone.now(), key=self.key)

    def get_success_url(self) -> str:
        asked = log.already(self.key)
        return reverse("errands:my_page", args=[asked.case_id]) if asked else reverse("errands:mine")

    def get_cancel_url(self) -> str:
        return reverse("errands:mine")


class MyPage(Shown):
    """Where it stands, who answers for it here, what is still to be brought."""

    permission = "errand.view"
    queryset = staticmethod(own)
    side = "my"
    layout = "my.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = rules.available(self.request.user, self.errand, timezone.localdate())  # type: ignore[arg-type]
        return super().get_context_data(
            missing=queries.missing(self.errand), may_supply="supply" in may, may_withdraw="withdraw" in may, **kwargs
        )


class MyStep(Step):
    permission = "errand.ask"
    queryset = staticmethod(own)
    layout = "my.html"
    page = "errands:my_page"
    template_name = "step.html"


class Supply(MyStep):
    verb = "supply"
    form_class = forms.FileForm
    action = staticmethod(actions.supply)
    done = _("已收到。")

    def get_form_kwargs(self) -> dict[str, Any]:
        items = self.object.items.filter(round=queries.current_round(self.object))
        return {**super().get_form_kwargs(), "items": items}


class Withdraw(MyStep):
    verb = "withdraw"
    form_class = forms.ReasonForm
    action = staticmethod(actions.withdraw)
    intro = _("本局不再代为报送和跟踪。已经报到上级机关的，是否撤回申请由您直接告诉上级机关。")
    danger = True
    button = pgettext_lazy("verb", "不要本局代报了")
    done = _("本局不再代报。")


class MyPackage(Zip):
    permission = "errand.view"
    queryset = staticmethod(own)
