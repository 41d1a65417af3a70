"""谁审、谁签: the bureau's setting and its delegations, at the desk and for everybody."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.applications import actions, queries
from approvals.applications.forms.roles import YES, RolesForm
from approvals.catalogue import classifying
from disclosure.participation import participation
from envportal.accounts import queries as accounts
from envportal.accounts.models import Bureau
from envportal.web.views import Page, PagePart, StepView

if TYPE_CHECKING:
    from datetime import date

    from approvals.applications.models import RolesSetting
    from approvals.catalogue.models import LevelRule
    from envportal.accounts.models import Delegation

# How many of those that are over page and JSON tell of, the latest first; of those that hold or will, all.
MOST = 100


def own_bureau(request: HttpRequest) -> Bureau:
    """Whoever has no bureau finds nothing (404)."""
    return get_object_or_404(Bureau, pk=getattr(request.user, "bureau_id", None))


class Roles(Page):
    """Every version of the setting, with the one in force marked."""

    permission = "roles.view"
    template_name = "roles/roles.html"
    title = _("职责分工")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today, bureau = timezone.localdate(), own_bureau(self.request)
        return super().get_context_data(
            versions=list(queries.settings_of(bureau)), current=queries.setting_on(bureau, today), today=today,
            may_set=self.request.may("roles.set"), **kwargs,  # type: ignore[attr-defined]
        )  # fmt: skip


class SetRoles(StepView):
    """A new version, from a day on."""

    permission = "roles.set"
    form_class = RolesForm
    title = _("修改职责分工")
    intro = _(
        "受理、审查、签发始终由三个人分别办理，不能改。能改的只有：报告表的审查和科室审核可否由一人办理。保存即公布。"
    )
    button = pgettext_lazy("verb", "保存并公布")
    done = _("新版本已保存并公布。")
    success_url = reverse_lazy("applications:roles")

    @cached_property
    def object(self) -> Bureau:
        return own_bureau(self.request)

    def get_initial(self) -> dict[str, Any]:
        return {"valid_from": timezone.localdate() + timedelta(days=1)}

    def act(self, **typed: Any) -> Any:
        by, at, may_coincide = self.request.user, timezone.now(), typed.pop("choice") == YES
        return actions.set_roles(self.object.pk, may_coincide=may_coincide, by=by, at=at, key=self.key, **typed)  # type: ignore[arg-type]

    def get_cancel_url(self) -> str:
        return str(self.success_url)


class WhoDecides(Page):
    """谁来审、谁来签: what the law keeps apart, what a bureau set, and who acts for whom."""

    permission = "public.view"
    template_name = "roles/public.html"
    title = _("谁来审、谁来签")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        holding, over = published(today)
        return super().get_context_data(
            versions=list(queries.settings_of()),
            holding=holding,
            over=over,
            today=today,
            levels=levels(today),
            **kwargs,
        )


class WhoDecidesData(PagePart):
    """The same for machines."""

    permission = "public.view"

    def get(self, _request: HttpRequest) -> HttpResponse:
        holding, over = published(timezone.localdate())
        return JsonResponse({
            "settings": [_setting(one) for one in queries.settings_of()],
            "delegations": [_delegation(one) for one in (*holding, *over)],
            "levels": [_level(one) for one in levels(timezone.localdate())],
        })  # fmt: skip


def published(today: date) -> tuple[list[Delegation], list[Delegation]]:
    """The delegations that hold or will, all of them, and the latest of those that are over."""
    told = accounts.agreed_delegations().order_by("-valid_from", "-pk")
    ahead = Q(ended_at=None, valid_to__gte=today)
    holding, over = list(told.filter(ahead)), list(told.exclude(ahead)[:MOST])
    holds = set(accounts.in_force(today).values_list("pk", flat=True))
    for one in (*holding, *over):
        one.holds, one.left = one.pk in holds, (one.valid_to - today).days  # type: ignore[attr-defined]
        one.why, one.ended_why = participation.masked(one.why), participation.masked(one.ended_why)
    return holding, over


def levels(today: date) -> list[LevelRule]:
    """Who decides on which projects, bureau after bureau."""
    return [one for bureau in queries.receiving_bureaus() for one in classifying.level_rules(bureau, today)]


def _level(one: LevelRule) -> dict[str, object]:
    return {
        "bureau": one.bureau.name if one.bureau else "", "title": one.title, "level": one.level,
        "authority": one.authority, "documents": one.documents.split(), "items": one.items.split(), "scope": one.scope,
        "valid_from": one.valid_from, "valid_to": one.valid_to, "document": one.act, "article": one.article,
    }  # fmt: skip


def _setting(one: RolesSetting) -> dict[str, object]:
    return {
        "bureau": one.bureau.name, "review_and_section_may_coincide_for_tables": one.may_coincide,
        "valid_from": one.valid_from, "basis": one.basis, "decided_by": one.decided_by,
    }  # fmt: skip


def _delegation(one: Delegation) -> dict[str, object]:
    return {
        "bureau": one.bureau.name, "by": one.giver.name, "to": one.holder.name, "power": one.power,
        "kinds": one.kinds.split(), "valid_from": one.valid_from, "valid_to": one.valid_to, "document": one.basis,
        "why": one.why, "holds_today": one.holds, "ended_at": one.ended_at, "ended_why": one.ended_why,  # type: ignore[attr-defined]
    }  # fmt: skip
