"""Check lists: those in force, their versions, a new one and what a second person says to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enforcement.inspections import actions, queries, rules
from enforcement.inspections.forms import lists as forms
from enforcement.inspections.rules import lists as law
from enforcement.inspections.views.demands import bureau_of
from envportal.web.forms import Form
from envportal.web.views import Page, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from enforcement.inspections.models import CheckList


class CheckLists(Page):
    """The check lists that hold today, with the law of each item, and the bureau's own versions."""

    permission = "inspection.view_people"
    template_name = "inspections/check_lists.html"
    title = _("检查清单")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bureau, may = bureau_of(self.request), self.request.may  # type: ignore[attr-defined]
        versions = queries.list_versions(bureau).prefetch_related("items")
        return super().get_context_data(
            lists=list(queries.lists_on(bureau, timezone.localdate()).prefetch_related("items")),
            versions=list(versions), proposes=may(rules.PROPOSE_LIST), decides=may(rules.AGREE_LIST), **kwargs,
        )  # fmt: skip


def in_force(request: HttpRequest) -> QuerySet[CheckList]:
    return queries.lists_on(bureau_of(request), timezone.localdate())


def versions_of(request: HttpRequest) -> QuerySet[CheckList]:
    return queries.list_versions(bureau_of(request))


class OfList(StepView):
    layout = "desk.html"
    object: CheckList

    def get_success_url(self) -> str:
        return reverse("inspections:check_lists")

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"caption": self.object.name, **kwargs})


class ProposeList(OfList):
    permission = rules.PROPOSE_LIST
    queryset = staticmethod(in_force)
    form_class = forms.VersionForm
    action = staticmethod(actions.propose_list)
    title = _("修改检查清单")
    intro = _("存为一个新版本，另一位负责人同意后从施行日起使用；原来的版本保留。")
    button = pgettext_lazy("verb", "提出")
    done = _("已提出，等另一位负责人同意。")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "version": self.object}


class AgreeList(OfList):
    permission = rules.AGREE_LIST
    queryset = staticmethod(versions_of)
    rule = staticmethod(law.may_decide)
    form_class = Form
    template_name = "inspections/decide_list.html"
    action = staticmethod(actions.agree_list)
    title = _("同意清单的新版本")
    button = pgettext_lazy("verb", "同意")
    done = _("新版本从施行日起使用。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = self.object
        before = queries.lists_on(version.bureau, timezone.localdate()).filter(code=version.code).first()
        there = {one.text: one for one in before.items.all()} if before is not None else {}
        items = [(one, one.text not in there) for one in version.items.all()]
        now = {one.text for one, _is_new in items}
        gone = [one for text, one in there.items() if text not in now]
        return super().get_context_data(**{"version": version, "items": items, "gone": gone, **kwargs})


class DeclineList(AgreeList):
    action = staticmethod(actions.decline_list)
    title = _("不同意清单的新版本")
    button = pgettext_lazy("verb", "不同意")
    danger = True
    done = _("没有同意，清单照旧。")
