"""The zone of one case: which it is, what its plan binds, what an approved project took of its totals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.zones import actions, forms, queries, rules, zoning
from approvals.zones.models import Inside
from envportal.cases import rules as cases
from envportal.cases.queries import visible_to
from envportal.web.views import Page, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from envportal.cases.models import Case


def visible(request: HttpRequest) -> QuerySet[Case]:
    return visible_to(request.user, timezone.localdate(), rules.VIEW).filter(opened_on__isnull=False)


class CasePage(Page):
    """What binds the project of a case."""

    permission = rules.VIEW
    template_name = "zones/case.html"
    title = _("所在开发区")

    @cached_property
    def case(self) -> Case:
        return get_object_or_404(visible(self.request), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case, user, today = self.case, self.request.user, timezone.localdate()
        found, taken = zoning.binds(case, today), list(case.zone_taken.select_related("total").order_by("pk"))
        return super().get_context_data(
            case=case, inside=Inside.objects.filter(pk=case.pk).select_related("zone").first(), binding=found,
            totals=list(found.plan.totals.order_by("pollutant")) if found else [], taken=taken,
            places=case.closed_on is None and cases.may(user, rules.PLACE, case, today), **kwargs,
        )  # fmt: skip


class OfCase(StepView):
    """A step on the zone of a case."""

    queryset = staticmethod(visible)
    layout = "desk.html"
    object: Case

    def get_success_url(self) -> str:
        return reverse("zones:case", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"caption": self.object.title, **kwargs})


class Place(OfCase):
    """Which zone the project lies in."""

    permission = rules.PLACE
    form_class = forms.PlaceForm
    action = staticmethod(actions.place)
    title = _("项目所在的开发区")
    intro = _("选定后，按这个开发区规划环评的结论核对项目。")
    button = pgettext_lazy("verb", "确定")
    done = _("已登记项目所在的开发区。")

    def check(self) -> None:
        rules.may_place(self.request.user, self.object, timezone.localdate())  # type: ignore[arg-type]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "zones": queries.zones_of(self.object.bureau)}

    def get_initial(self) -> dict[str, Any]:
        inside = Inside.objects.filter(pk=self.object.pk).first()
        return {"zone": inside.zone, "is_banned": inside.is_banned, "process": inside.process} if inside else {}
