"""The enterprise: what a campaign asks of it, and its report that it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enforcement.campaigns import queries, rules
from enforcement.campaigns.models import Proof
from enforcement.campaigns.rules.kinds import kind_of
from enforcement.campaigns.views import targets as desk
from enforcement.campaigns.views.common import row
from envportal.documents.views.files import served
from envportal.web.views import Column, ListPage, Page, PagePart

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from enforcement.campaigns.models import Target


def mine(request: HttpRequest) -> QuerySet[Target]:
    return queries.mine(request.user)  # type: ignore[arg-type]


class Mine(ListPage):
    permission = rules.MINE
    queryset = staticmethod(mine)
    template_name = "campaigns/mine.html"
    layout = "my.html"
    title = _("专项行动要求")
    file_name = "campaign-targets"
    counted = _("共 %(n)s 项")
    empty_sentence = _("没有列入专项行动。")
    empty_more = _("列入以后会通知；要做什么、哪一天以前做完，在这里看，做完在这里报告。")
    columns = (
        Column(_("行动名称"), lambda one: one.campaign.case.title, "campaign__case__title"),
        Column(_("名称"), "name", "name"),
        Column(_("要求的措施"), "measure"),
        Column(_("期限"), "due_on", "due_on"),
        Column(_("状态"), "get_state_display", "state"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, today = super().get_context_data(**kwargs), timezone.localdate()
        return {**context, "listed": [row(one, today) for one in context["rows"]]}


class MinePage(Page):
    """One campaign, as far as it asks something of this enterprise."""

    permission = rules.MINE
    template_name = "campaigns/mine_one.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today, user = timezone.localdate(), self.request.user
        found = list(mine(self.request).filter(campaign=kwargs.pop("pk")).prefetch_related("proofs__document"))
        if not found:
            raise Http404(_("没有这次行动，或者它没有列入本企业。"))
        campaign = found[0].campaign
        listed = [
            {
                **row(one, today), "proofs": list(one.proofs.all()),
                "may_report": rules.may_target("report", user, one, today),  # type: ignore[arg-type]
                "may_begin": rules.may_target("begin", user, one, today),  # type: ignore[arg-type]
            }
            for one in found
        ]  # fmt: skip
        return super().get_context_data(**{
            "title": campaign.case.title, "campaign": campaign, "kind": kind_of(campaign.kind), "listed": listed,
            **kwargs,
        })  # fmt: skip


class Begin(desk.Begin):
    permission = rules.MINE
    queryset = staticmethod(mine)
    layout = "my.html"

    def get_success_url(self) -> str:
        return reverse("campaigns:mine_one", args=[self.object.campaign_id])


class Report(desk.Report):
    permission = rules.MINE
    queryset = staticmethod(mine)
    layout = "my.html"
    intro = _("写明做了什么，附照片或者文件。本局派人到现场核实，核实了才算完成。")
    done = _("已报告，等本局到现场核实。")

    def get_success_url(self) -> str:
        return reverse("campaigns:mine_one", args=[self.object.campaign_id])


class MyProof(PagePart):
    permission = rules.MINE

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Its own papers; what an inspector photographed on site is the bureau's."""
        own = Proof.objects.filter(target__in=mine(request).order_by(), is_of_visit=False)
        return served(get_object_or_404(own, pk=pk).document)
