"""委托 at the desk: every delegation of the bureau, and the four steps of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.applications import actions
from envportal.accounts import queries
from envportal.accounts.forms.delegations import DelegationForm, ReasonForm
from envportal.accounts.models import Bureau
from envportal.accounts.rules import delegation as rules
from envportal.web.views import Page, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from envportal.accounts.models import Delegation, User


def _person(request: HttpRequest) -> User:
    return cast("User", request.user)


def _own(request: HttpRequest) -> QuerySet[Delegation]:
    """Those of the reader's bureau; others do not exist for them (404)."""
    return queries.delegations().filter(bureau=_person(request).bureau_id)


class Delegations(Page):
    """What waits for a leader, what holds, and what was."""

    permission = "delegation.view"
    template_name = "roles/delegations.html"
    title = _("委托")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person, today = _person(self.request), timezone.localdate()
        rows = list(_own(self.request)[:200])
        holding = set(queries.in_force(today).filter(bureau=person.bureau_id).values_list("pk", flat=True))
        for one in rows:
            one.holds, one.left = one.pk in holding, (one.valid_to - today).days  # type: ignore[attr-defined]
            one.may_decide = rules.may(rules.may_decide, person, one)  # type: ignore[attr-defined]
            one.may_end = rules.may(rules.may_end, person, one, today)  # type: ignore[attr-defined]
        return super().get_context_data(
            rows=rows, today=today, may_give=bool(rules.own_powers(person)), longest=rules.LONGEST, **kwargs
        )


class Step(StepView):
    """A step on one delegation, the page going back to all of them."""

    template_name = "roles/delegation_step.html"
    queryset: Any = staticmethod(_own)
    success_url = reverse_lazy("applications:delegations")

    def get_cancel_url(self) -> str:
        return str(self.success_url)


class Delegate(Step):
    permission = "delegation.grant"
    title = _("委托一项权限")
    intro = _(
        "以您的名义、由一位同事办理。日志、文书和公开页面都写明是受委托办理；受托人不能再委托，也不能办理自己办过的案件。"
    )
    form_class = DelegationForm
    template_name = "step.html"
    button = pgettext_lazy("verb", "委托")

    @cached_property
    def object(self) -> Bureau:
        return get_object_or_404(Bureau, pk=_person(self.request).bureau_id)

    def get_form_kwargs(self) -> dict[str, Any]:
        person = _person(self.request)
        people = queries.substitutes(person)
        return {**super().get_form_kwargs(), "powers": rules.own_powers(person), "people": people}

    def get_initial(self) -> dict[str, Any]:
        return {"valid_from": timezone.localdate()}

    def act(self, **typed: Any) -> Any:
        return actions.delegate(self.object.pk, by=_person(self.request), at=timezone.now(), key=self.key, **typed)

    def get_done(self) -> Any:
        waits = self.result.power in queries.HEADS_POWERS
        return _("已提出，局领导同意以后生效。") if waits else _("已委托，自所定的日子起生效，并已公布。")


class AgreeDelegation(Step):
    permission = "delegation.decide"
    rule = staticmethod(rules.may_decide)
    action = staticmethod(actions.agree_delegation)
    title = _("同意委托")
    button = pgettext_lazy("verb", "同意")
    done = _("已同意，自所定的日子起生效。")


class DeclineDelegation(Step):
    permission = "delegation.decide"
    rule = staticmethod(rules.may_decide)
    action = staticmethod(actions.decline_delegation)
    form_class = ReasonForm
    title = _("不同意委托")
    button = pgettext_lazy("verb", "不同意")
    danger = True
    done = _("已退回，这项委托不生效。")


class EndDelegation(Step):
    permission = "delegation.end"
    action = staticmethod(actions.end_delegation)
    form_class = ReasonForm
    title = _("提前终止委托")
    intro = _("立即失效；已经受委托办理的不变。")
    button = pgettext_lazy("verb", "终止")
    danger = True
    done = _("委托已终止。")

    def check(self) -> None:
        rules.may_end(_person(self.request), self.object, timezone.localdate())
