"""One card, and the steps with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from envportal.audit import log
from envportal.cases.enums import place_of
from envportal.cases.rules import may
from envportal.supervision import actions, queries, rules
from envportal.supervision.enums import Happened
from envportal.supervision.forms import AskRemovalForm, CodeForm, ExplainForm, KeepForm
from envportal.web.views import Page, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from envportal.audit.models import Event
    from envportal.supervision.models import Card


def cards_of(request: HttpRequest) -> QuerySet[Card]:
    return queries.cards_of(request.user)  # type: ignore[arg-type]


class CardPage(Page):
    """A card with its clock, its explanation, and how it was removed."""

    permission = "card.view"
    template_name = "supervision/card.html"

    @cached_property
    def card(self) -> Card:
        return get_object_or_404(cards_of(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return f"{self.card.get_colour_display()} · {self.card.case.title}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, card = self.request.user, self.card
        return super().get_context_data(
            card=card,
            case_shut=not may(user, place_of(card.case.kind).view, card.case),
            steps=rules.steps(user, card),  # type: ignore[arg-type]
            items=[_item(event) for event in log.history(card.case).filter(facts__card=card.pk)],
            watches=queries.cards_in_view(user).filter(pk=card.pk).exists(),  # type: ignore[arg-type]
            **kwargs,
        )


def _item(event: Event) -> dict[str, object]:
    """A line of the card's history."""
    why = event.facts.get("kept_because") or event.facts.get("why") or ""
    return {"at": event.at, "verb": Happened(event.name).label, "text": event.actor_name, "small": why}


class CardStep(StepView):
    """A step with a card; back to its page."""

    queryset = staticmethod(cards_of)
    template_name = "supervision/card_step.html"

    def get_success_url(self) -> str:
        return reverse("supervision:card", args=[self.kwargs["pk"]])

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class Explain(CardStep):
    permission = "card.explain"
    rule = staticmethod(rules.check_explain)
    action = staticmethod(actions.explain)
    form_class = ExplainForm
    title = _("说明超期原因")
    button = _("写入说明")
    done = _("说明已写入，监察人员和局领导可以看到。")


class AskRemoval(CardStep):
    permission = "card.ask_removal"
    rule = staticmethod(rules.check_ask_removal)
    action = staticmethod(actions.ask_removal)
    form_class = AskRemovalForm
    title = _("提出消牌")
    intro = _("消牌须两人：您写明理由，另一位监察人员或局领导复核。牌不删除，划线留存，理由可查。")
    button = _("提出消牌")
    done = _("已提出消牌，待另一人复核。")


class Remove(CardStep):
    permission = "card.decide_removal"
    rule = staticmethod(rules.check_decide_removal)
    action = staticmethod(actions.remove)
    form_class = CodeForm
    title = _("同意消牌")
    button = _("同意消牌")
    danger = True
    done = _("已消牌；牌划线留存，理由可查。")


class Keep(CardStep):
    permission = "card.decide_removal"
    rule = staticmethod(rules.check_decide_removal)
    action = staticmethod(actions.keep)
    form_class = KeepForm
    title = _("不同意消牌")
    button = _("退回消牌")
    done = _("已退回，牌保留。")
