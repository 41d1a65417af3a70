"""The window looks at registrations: verified, or what is doubtful."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from envportal.accounts import actions, queries
from envportal.accounts.forms import DoubtForm
from envportal.web.views import Column, ListPage, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from envportal.accounts.models import Enterprise, User


def _bureaus(request: HttpRequest) -> QuerySet[Enterprise]:
    return queries.enterprises_of(cast("User", request.user).bureau)


class Enterprises(ListPage):
    permission = "company.list"
    title = _("企业核验")
    template_name = "account/enterprises.html"
    queryset = staticmethod(_bureaus)
    file_name = "enterprises"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_verify = self.request.may(Verify.permission)  # type: ignore[attr-defined]
        return super().get_context_data(may_verify=may_verify, **kwargs)

    counted = _("共 %(n)s 家")
    columns = (
        Column(_("单位名称"), "name", "name"),
        Column(_("统一社会信用代码"), "uscc", "uscc"),
        Column(_("类别"), "get_kind_display", "kind"),
        Column(_("法定代表人"), "legal_representative"),
        Column(_("核验日期"), "verified_on", "verified_on"),
    )


class Verify(StepView):
    permission = "company.verify"
    title = _("核验企业")
    template_name = "account/verify.html"
    queryset = staticmethod(_bureaus)
    action = staticmethod(actions.verify)
    button = _("核验通过")
    done = _("已核验，该单位现在可以提交申请。")
    success_url = reverse_lazy("enterprises")

    def get_cancel_url(self) -> str:
        return str(self.success_url)


class ConfirmClaim(StepView):
    """Who asked online for the account of an enterprise that was entered at the counter: let them in, or not."""

    permission = "company.verify"
    title = _("核对认领")
    template_name = "account/claim.html"
    queryset = staticmethod(_bureaus)
    action = staticmethod(actions.confirm_claim)
    button = _("是该单位的人，开通账号")
    done = _("账号已开通，对方现在可以登录。")
    success_url = reverse_lazy("enterprises")

    def get_cancel_url(self) -> str:
        return str(self.success_url)


class DeclineClaim(ConfirmClaim):
    title = _("不予认领")
    action = staticmethod(actions.decline_claim)
    button = _("不是该单位的人，不开通")
    danger = True
    extra = {"is_decline": True}
    done = _("没有开通；该单位以后可以重新认领。")


class Doubt(StepView):
    permission = "company.verify"
    title = _("请企业修改资料")
    template_name = "account/verify.html"
    extra = {"is_doubt": True}
    queryset = staticmethod(_bureaus)
    action = staticmethod(actions.doubt)
    form_class = DoubtForm
    button = _("请对方修改")
    done = _("已写明原因，对方登录后即可看到。")
    success_url = reverse_lazy("enterprises")

    def get_cancel_url(self) -> str:
        return str(self.success_url)
