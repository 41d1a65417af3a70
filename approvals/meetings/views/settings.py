"""The rule of the bureau on its meetings, in all its versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from approvals.meetings import actions, forms, queries
from approvals.meetings.forms import WEEKDAYS
from approvals.meetings.views.common import own_bureau
from approvals.meetings.views.steps import CHAIRS, staff_of
from envportal.accounts.enums import Role
from envportal.web.views import Page, StepView

if TYPE_CHECKING:
    from envportal.accounts.models import Bureau

MEMBERS = (*CHAIRS, Role.OFFICER, Role.LEGAL)


class Rules(Page):
    """Every version, the latest first, with the one in force marked."""

    permission = "meeting.view"
    template_name = "meetings/rules.html"
    title = _("会审会规则")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today, bureau = timezone.localdate(), own_bureau(self.request)
        versions = list(queries.rules_of(bureau.pk))
        names = dict(WEEKDAYS)
        for one in versions:
            one.day_names = [names[day] for day in one.weekdays]  # type: ignore[attr-defined]
        current = next((one for one in versions if one.valid_from <= today), None)
        return super().get_context_data(
            versions=versions, current=current, today=today, may_set=self.request.may("meeting.set"), **kwargs  # type: ignore[attr-defined]
        )  # fmt: skip


class SetRule(StepView):
    """A new version from a day on; the one in force stands in the form already."""

    permission = "meeting.set"
    form_class = forms.RuleForm
    title = _("修改会审会规则")
    intro = _("新版本从施行日起生效，以前的版本保留。组成人员中局领导在前，缺席时由下一位主持。")
    button = _("保存为新版本")
    done = _("新版本已保存。")
    success_url = reverse_lazy("meetings:rules")

    @cached_property
    def object(self) -> Bureau:
        return own_bureau(self.request)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "staff": staff_of(self.object, MEMBERS)}

    def get_initial(self) -> dict[str, Any]:
        last = queries.rules_of(self.object.pk).first()
        if last is None:
            return {"weekdays": ["0", "2", "4"], "starts": "07:50", "ends": "08:30", "capacity": 40, "per_item": 8}
        names = ("starts", "ends", "capacity", "per_item", "place", "quorum", "makeup_counts", "basis")
        return {
            **{name: getattr(last, name) for name in names}, "weekdays": list(last.weekdays),
            "members": [one.user_id for one in last.members.all()], **must_come_typed(last),
        }  # fmt: skip

    def act(self, **typed: Any) -> Any:
        members = sorted(typed.pop("members"), key=_seat)
        return actions.set_rule(
            self.object.pk, members=members, by=self.request.user, at=timezone.now(), key=self.key, **typed  # type: ignore[arg-type]
        )  # fmt: skip

    def get_cancel_url(self) -> str:
        return str(self.success_url)


def _seat(member: Any) -> tuple[bool, bool, int]:
    """Leaders first, then section heads, then all others."""
    held = {grant.role for grant in member.grants.all()}
    return Role.LEADER not in held, Role.SECTION_HEAD not in held, member.pk


def must_come_typed(rule: Any) -> dict[str, Any]:
    """What must come under a version, as the form asks for it."""
    found: dict[str, Any] = {}
    for row in rule.must_come.all():
        if row.investment_from is not None:
            found["investment_from"] = row.investment_from
        elif row.industries:
            found["industries"] = row.industries
        else:
            found["all_reports"] = True
    return found
