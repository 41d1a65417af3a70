"""An owner's grants to drafting units, and a drafting unit's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.accounts import actions, queries
from envportal.accounts.enums import EnterpriseKind
from envportal.accounts.forms import GrantForm
from envportal.accounts.models import Enterprise
from envportal.web.views import Page, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from envportal.accounts.models import AgentGrant, User


def _own(request: HttpRequest) -> QuerySet[Enterprise]:
    return Enterprise.objects.filter(users=cast("User", request.user))


def _own_grants(request: HttpRequest) -> QuerySet[AgentGrant]:
    enterprise = cast("Enterprise", cast("User", request.user).enterprise)
    return queries.grants_given(enterprise).filter(revoked_at=None)


class Grants(Page):
    permission = "company.view_agents"
    title = _("授权编制单位")
    template_name = "account/grants.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        enterprise = cast("Enterprise", cast("User", self.request.user).enterprise)
        is_owner = enterprise.kind == EnterpriseKind.OWNER
        rows = queries.grants_given(enterprise) if is_owner else queries.grants_held(enterprise)
        today = timezone.localdate()
        return super().get_context_data(is_owner=is_owner, rows=rows, today=today, enterprise=enterprise, **kwargs)


class GiveGrant(StepView):
    permission = "company.grant_agent"
    title = _("授权一家编制单位")
    intro = _("编制单位可以替您起草和修改申请，不能替您提交。您可以随时撤销，撤销立即生效。")
    queryset = staticmethod(_own)
    action = staticmethod(actions.give_grant)
    form_class = GrantForm
    layout = "my.html"
    button = _("授权")
    done = _("已授权，编制单位现在就可以替您起草。")
    success_url = reverse_lazy("grants")

    def get_initial(self) -> dict[str, Any]:
        return {"valid_from": timezone.localdate()}

    def get_cancel_url(self) -> str:
        return str(self.success_url)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The enterprise is the user's own; it does not stand in the address."""
        super().setup(request, *args, **{**kwargs, "pk": getattr(request.user, "enterprise_id", None)})


class RevokeGrant(StepView):
    permission = "company.revoke_agent"
    title = _("撤销授权")
    template_name = "account/revoke_grant.html"
    queryset = staticmethod(_own_grants)
    action = staticmethod(actions.revoke_grant)
    layout = "my.html"
    button = _("撤销授权")
    danger = True
    done = _("授权已撤销，即刻生效。")
    success_url = reverse_lazy("grants")

    def get_cancel_url(self) -> str:
        return str(self.success_url)
