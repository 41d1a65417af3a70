"""The roster of people on call: read by whoever takes a report, kept by the window, the heads and the leaders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enforcement.incidents import actions, forms, queries, rules
from envportal.accounts.models import Section
from envportal.web.views import Column, ListPage, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from enforcement.incidents.models import OnCall


def rostered(request: HttpRequest) -> QuerySet[OnCall]:
    return queries.rostered(request.user)  # type: ignore[arg-type]


def ahead(request: HttpRequest) -> QuerySet[OnCall]:
    return rostered(request).filter(day__gte=timezone.localdate())


def deputies(row: OnCall) -> str:
    return "、".join(f"{one.name} {one.phone}".strip() for one in row.deputies.all())


class Roster(ListPage):
    """Who is on call from today on."""

    permission = rules.RECEIVE
    queryset = staticmethod(rostered)
    template_name = "incidents/roster.html"
    title = _("值班表")
    file_name = "on-call"
    form_class = forms.FindOnCall
    counted = _("共 %(n)s 天")
    empty_sentence = _("今天以后还没有排班。")
    empty_more = _("没有排班的，接报以后只按角色通知执法人员和局领导，没有谁是第一个。")
    columns = (
        Column(_("日期"), "day", "day"),
        Column(_("科室"), lambda row: row.section.name, "section__name"),
        Column(_("值班人"), lambda row: row.person.name, "person__name"),
        Column(_("值班电话"), "phone"),
        Column(_("替班人"), deputies),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, today = super().get_context_data(**kwargs), timezone.localdate()
        keeps = self.request.may(rules.ROSTER)  # type: ignore[attr-defined]
        listed = [{"row": row, "deputies": deputies(row), "may": keeps and row.day >= today} for row in context["rows"]]
        return {**context, "listed": listed, "keeps": keeps}


class OfRoster(StepView):
    permission = rules.ROSTER
    layout = "desk.html"

    def check(self) -> None:
        rules.may_roster(self.request.user)  # type: ignore[arg-type]

    def get_form_kwargs(self) -> dict[str, Any]:
        people = queries.can_be_on_call(self.request.user.bureau)  # type: ignore[union-attr]
        return {**super().get_form_kwargs(), "people": people}

    def get_title(self) -> Any:
        return self.title

    def get_success_url(self) -> str:
        return reverse("incidents:roster")

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class PutOnCall(OfRoster):
    object = None
    form_class = forms.OnCallForm
    title = _("排班")
    intro = _("接到突发环境事件，先通知当天值班人和替班人，再通知其他执法人员和局领导。")
    button = pgettext_lazy("verb", "排班")
    done = _("已排班。")

    def get_initial(self) -> dict[str, Any]:
        return {"first": timezone.localdate()}

    def get_form_kwargs(self) -> dict[str, Any]:
        own = Section.objects.filter(bureau=self.request.user.bureau_id).order_by("name", "pk")  # type: ignore[union-attr]
        return {**super().get_form_kwargs(), "sections": own}

    def act(self, **typed: Any) -> Any:
        return actions.put_on_call(by=self.request.user, at=timezone.now(), key=self.key, **typed)  # type: ignore[arg-type]


class ChangeOnCall(OfRoster):
    queryset = staticmethod(ahead)
    object: OnCall
    form_class = forms.WhoForm
    action = staticmethod(actions.change_on_call)
    title = _("换班")
    button = pgettext_lazy("verb", "换班")
    done = _("已换班。")

    def get_initial(self) -> dict[str, Any]:
        one = self.object
        return {"person": one.person_id, "phone": one.phone, "deputies": list(one.deputies.all())}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"caption": str(self.object), **kwargs})


class TakeOffCall(StepView):
    permission = rules.ROSTER
    queryset = staticmethod(ahead)
    object: OnCall
    action = staticmethod(actions.take_off_call)
    title = _("取消这一天的值班")
    button = pgettext_lazy("verb", "取消值班")
    done = _("已取消。")
    danger = True

    def get_title(self) -> Any:
        return self.title

    def get_success_url(self) -> str:
        return reverse("incidents:roster")

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"caption": str(self.object), **kwargs})
