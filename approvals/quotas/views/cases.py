"""The quota of one case: what it needs, what is held, where that came from, what may be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.quotas import actions, forms, queries, rules
from approvals.quotas.models import Account, Entry
from approvals.quotas.states import AccountKind
from approvals.quotas.views.common import Ledger
from envportal.cases import rules as case_rules
from envportal.cases.queries import visible_to
from envportal.web.views import Page

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from envportal.cases.models import Case


def visible(request: HttpRequest) -> QuerySet[Case]:
    return visible_to(request.user, timezone.localdate(), rules.VIEW).filter(opened_on__isnull=False)


class CasePage(Page):
    """总量指标 of a case."""

    permission = rules.VIEW
    template_name = "quotas/case.html"
    title = _("总量指标")

    @cached_property
    def case(self) -> Case:
        return get_object_or_404(visible(self.request), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, today = self.request.user, timezone.localdate()
        entries = Entry.objects.filter(case=self.case).select_related("by").prefetch_related("postings__account")
        return super().get_context_data(
            case=self.case, rows=queries.rows_of(self.case), entries=list(entries.order_by("-pk")),
            backings=queries.backings(self.case), lacks=bool(queries.lacks(self.case)),
            demands=queries.demanded(self.case),
            replaceable=bool(queries.lacks(self.case) or queries.unreplaced(self.case)),
            assesses=self.case.closed_on is None and case_rules.may(user, rules.ASSESS, self.case, today),
            draws=self.case.closed_on is None and case_rules.may(user, rules.DECIDE, self.case, today),
            **kwargs,
        )  # fmt: skip


class OfCase(Ledger):
    """A step on the quota of a case."""

    permission = rules.ASSESS
    queryset = staticmethod(visible)
    object: Case
    needs = rules.ASSESS

    def check(self) -> None:
        rules.may_on(self.request.user, self.needs, self.object, timezone.localdate())  # type: ignore[arg-type]

    def get_success_url(self) -> str:
        return reverse("quotas:case", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"caption": self.object.title, **kwargs})


class SetNeed(OfCase):
    form_class = forms.NeedForm
    action = staticmethod(actions.set_need)
    title = _("核定需要的指标")
    intro = _("核定后随即按新的数量预留；少了的部分回到原处。")
    sure = _("确认核定")
    done = _("需要的指标已核定。")

    def get_initial(self) -> dict[str, Any]:
        asked = self.request.GET.get("pollutant", "")
        row = next((row for row in queries.rows_of(self.object) if row.need.book.pollutant == asked), None)
        if row is None:
            return {"pollutant": asked} if asked else {}
        return {"pollutant": asked, "area": row.need.book.area, "amount": row.need.tonnes.normalize()}


class TopUp(OfCase):
    permission = rules.VIEW
    form_class = forms.TopUpForm
    action = staticmethod(actions.top_up)
    title = _("补足预留")
    button = pgettext_lazy("verb", "补足预留")
    intro = _("缺多少补多少，账上不够的有多少补多少。动用储备由局领导办理。")
    done = _("已补充预留。")
    looked_at_again = False

    def check(self) -> None:
        """Either the case is theirs, or the pool is."""
        today = timezone.localdate()
        mine = case_rules.may(self.request.user, rules.ASSESS, self.object, today)
        rules.may_on(self.request.user, rules.ASSESS if mine else rules.DECIDE, self.object, today)  # type: ignore[arg-type]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "draws_pool": self.request.may(rules.DECIDE)}  # type: ignore[attr-defined]


class Replace(OfCase):
    form_class = forms.ReplaceForm
    action = staticmethod(actions.replace)
    title = _("用减排量替代")
    intro = _(
        "缺的指标从选定的减排量里出：上一年度环境质量没有达到要求的按两倍，其他按等量；准入规则要求更高倍数的按规则。规则要求替代的，已从可用指标预留的部分改由减排量出。"
    )
    button = pgettext_lazy("verb", "替代")
    done = _("已用减排量替代。")
    looked_at_again = False

    def get_form_kwargs(self) -> dict[str, Any]:
        lacking = [row.need.book.pollutant for row in queries.lacks(self.object)]
        lacking += queries.unreplaced(self.object)
        supplies = Account.objects.filter(
            kind=AccountKind.SUPPLY,
            book__area__bureau=self.object.bureau_id,
            book__pollutant__in=lacking,
            balance__gt=0,
        )
        rows = supplies.select_related("reduction", "book__area").order_by("pk")
        return {**super().get_form_kwargs(), "supplies": rows}
