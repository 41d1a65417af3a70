"""On the spot, on a telephone: the gate, the list, photographs, advice, the feedback."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enforcement.inspections import actions, forms, queries, rules
from enforcement.inspections.forms import site
from enforcement.inspections.views.common import Step
from enforcement.inspections.views.visits import BUTTONS
from envportal.accounts.models import Section, User
from envportal.cases import rules as cases


class Enter(Step):
    permission = rules.RECORD
    verb = "enter"
    form_class = site.EnterForm
    action = staticmethod(actions.enter)
    title = BUTTONS["enter"]
    intro = _("先出示执法证件，请企业人员念出入企码。企业扫码可以核对您的身份。")
    done = _("已入场，可以填写清单。")

    def check(self) -> None:
        super().check()
        rules.is_the_day(self.object, self.today)

    def get_initial(self) -> dict[str, Any]:
        """The code as the telephone scanned it from the enterprise's page."""
        return {"code": self.request.GET.get("code", "")[:20]}


class OnSpot(Step):
    """A step while the visit is under way."""

    permission = rules.RECORD

    def check(self) -> None:
        cases.require(self.request.user, rules.RECORD, self.object.case, self.today)
        rules.is_under_way(self.object)
        rules.is_on_the_team(self.who, self.object)


class CheckListPage(OnSpot):
    """One page, one form: works without JavaScript; with it, what was typed outlives a lost line."""

    form_class = site.ListForm
    template_name = "inspections/list.html"
    title = _("检查清单")
    done = _("清单已保存。")

    def get_form_kwargs(self) -> dict[str, Any]:
        items, found = queries.items_of(self.object), queries.findings_of(self.object)
        return {**super().get_form_kwargs(), "items": items, "found": found}

    def act(self, **typed: Any) -> Any:
        found = [actions.Seen(*one) for one in typed["found"]]
        return actions.look_at(self.object.pk, found=found, by=self.who, at=timezone.now(), key=self.key)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"button": _("保存清单"), **kwargs})


class Photograph(OnSpot):
    form_class = site.PhotoForm
    action = staticmethod(actions.photograph)
    title = _("上传照片")
    extra = {"offline": "queue"}
    button = pgettext_lazy("verb", "上传")
    done = _("照片已保存。")


class Advise(OnSpot):
    form_class = forms.AdviceForm
    action = staticmethod(actions.advise)
    title = _("提出建议")
    intro = _("每条建议写明由谁落实、最后一天。离开时随书面反馈送达，成为企业的待办。")
    done = _("建议已记入。")

    def get_form_kwargs(self) -> dict[str, Any]:
        sections = Section.objects.filter(bureau=self.object.case.bureau_id).order_by("name")
        return {**super().get_form_kwargs(), "sections": sections}


class Leave(Step):
    permission = rules.RECORD
    extra = {"offline": "form"}
    verb = "leave"
    form_class = site.LeaveForm
    template_name = "inspections/leave.html"
    title = BUTTONS["leave"]
    intro = _("看到了什么、指出了什么、建议了什么，当日书面留给企业。")
    done = _("书面反馈已送达企业。")

    def get_form_kwargs(self) -> dict[str, Any]:
        people = User.objects.filter(visits__visit=self.object.pk).order_by("name", "pk")
        came, now = self.object.entered_at, timezone.localtime()
        same_day = came is None or timezone.localdate(came) == now.date()
        # On a later day the hour of now is not the hour they left: day and hour are asked for.
        initial = {"left_at": now.strftime("%H:%M")} if same_day else {}
        return {**super().get_form_kwargs(), "people": people, "same_day": same_day, "initial": initial}

    def act(self, **typed: Any) -> Any:
        signature = typed.pop("signature")
        typed = {name: value for name, value in typed.items() if name not in {"sheet", "drawn"}}
        left = actions.Leaving(**{**typed, "witnesses": list(typed["witnesses"])})
        return actions.leave(
            self.object.pk, left=left, signature=signature, by=self.who, at=timezone.now(), key=self.key
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = queries.findings_of(self.object)
        missing = [item for item in queries.items_of(self.object) if item.pk not in found]
        list_url = reverse("inspections:list", args=[self.object.pk])
        advice = list(queries.advice_of(self.object))
        return super().get_context_data(**{"missing": missing, "list_url": list_url, "advice": advice, **kwargs})
