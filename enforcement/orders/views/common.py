"""What the pages of the three kinds have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from enforcement.monitoring import sampling
from enforcement.orders import queries, rules
from enforcement.orders.models import Order, Penalty, Sealing
from enforcement.orders.queries.told import state_for_party
from enforcement.orders.views.table import TABLES, Step
from enforcement.orders.views.words import EVENTS, OF_PARTY, SMALL
from envportal.audit import log
from envportal.cases import rules as cases
from envportal.deadlines import clocks
from envportal.documents.queries import open_voidings
from envportal.documents.rules.voiding import DECIDE, PROPOSE
from envportal.web.views import Page, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from envportal.cases.models import Case

Row = Order | Penalty | Sealing
VISIBLE = {Order: queries.orders, Penalty: queries.penalties, Sealing: queries.sealings}
NAMES = {Order: "order", Penalty: "penalty", Sealing: "sealing"}


def visible(model: type[Row], request: HttpRequest) -> QuerySet[Any]:
    """What this person may see; everything else does not exist for them."""
    return VISIBLE[model](request.user, timezone.localdate())  # type: ignore[arg-type]


def timeline(case: Case, names: frozenset[str] | None = None) -> list[dict[str, object]]:
    """What happened, the latest first; a party reads what it did and what it was told."""
    shown = [event for event in reversed(log.history(case)) if event.name in (names or EVENTS)]
    return [
        {
            "at": one.at, "verb": EVENTS[one.name], "text": (one.actor_name or _("系统")) if names is None else "",
            "small": next((str(one.facts[name]) for name in SMALL if one.facts.get(name)), ""),
        }
        for one in shown
    ]  # fmt: skip


class CasePage(Page):
    """One case: where it stands, its days, what happened, what may be done."""

    permission = rules.VIEW
    model: type[Row]
    area = "desk"

    @cached_property
    def row(self) -> Any:
        return get_object_or_404(visible(self.model, self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.row.case.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, today, inside = self.row, timezone.localdate(), self.area == "desk"
        names = rules.available(self.request.user, row, today)  # type: ignore[arg-type]
        letters = row.case.letters.order_by("pk") if inside else row.case.letters.filter(to=row.case.enterprise_id)
        return super().get_context_data(
            row=row, state=row.get_state_display() if inside else state_for_party(row), case=row.case,
            today=today, inside=inside, faces=clocks.faces(row.case, today) if inside else [],
            timeline=timeline(row.case, None if inside else OF_PARTY),
            letters=list(letters.select_related("replacement", "sealing__seal").prefetch_related("services__evidence")),
            sources=list(queries.sources_of(row.case)) if inside else [],
            monitored=list(sampling.near(row.case)) if inside else [],
            asks_monitoring=inside and row.case.closed_on is None
            and cases.may(self.request.user, "monitoring.ask", row.case, today),
            voidings=list(open_voidings(row.case)) if inside else [],
            may_propose_void=inside and cases.may(self.request.user, PROPOSE, row.case, today),
            may_decide_void=inside and cases.may(self.request.user, DECIDE, row.case, today),
            cards=list(row.case.cards.select_related("clock").order_by("opened_at")) if inside else [],
            steps=[{"url": self.step_url(name), "word": TABLES[self.model][name].word} for name in names], **kwargs,
        )  # fmt: skip

    def step_url(self, verb: str) -> str:
        prefix = "" if self.area == "desk" else "my_"
        return reverse(f"orders:{prefix}{NAMES[self.model]}_step", args=[self.row.pk, verb])


class RowStep(StepView):
    """A step on one case, as its table says; the rule is asked by its verb."""

    permission = rules.VIEW
    model: type[Row]
    layout = "desk.html"
    area = "desk"
    done = _("已登记。")
    object: Any

    @property
    def step(self) -> Step:
        return TABLES[self.model][self.kwargs["verb"]]

    def get_queryset(self) -> QuerySet[Any]:
        return visible(self.model, self.request)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if self.kwargs["verb"] not in TABLES[self.model]:
            raise Http404

    def check(self) -> None:
        rules.require(self.kwargs["verb"], self.request.user, self.object, timezone.localdate())  # type: ignore[arg-type]

    def get_form_class(self) -> Any:
        return self.step.form

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "row": self.object}

    def act(self, **typed: Any) -> Any:
        if self.kwargs["verb"] in {"serve", "not_served", "correct_service"}:
            typed["model"] = self.model
        if self.kwargs["verb"] == "look":
            typed["visit_case"] = None
        return self.step.action(self.object.pk, by=self.request.user, at=timezone.now(), key=self.key, **typed)

    def get_title(self) -> Any:
        return self.step.word

    def get_intro(self) -> object:
        return self.step.intro

    def get_success_url(self) -> str:
        prefix = "" if self.area == "desk" else "my_"
        return reverse(f"orders:{prefix}{NAMES[self.model]}", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = {"caption": self.object.case.title, "button": self.get_title(), "danger": self.step.danger}
        return super().get_context_data(**{**words, **kwargs})
