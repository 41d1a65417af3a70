"""告知规则: who is told of a card at which step, and how two persons change that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from envportal.deadlines.enums import Matter
from envportal.supervision import actions, rules
from envportal.supervision.enums import LATER, Tell
from envportal.supervision.forms import CodeForm, DeclineForm, LadderForm
from envportal.supervision.queries import ladder as ladders
from envportal.web.views import Page, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from envportal.accounts.models import Bureau
    from envportal.supervision.models import Ladder
    from envportal.supervision.queries.ladder import Step


def ladders_of(request: HttpRequest) -> QuerySet[Ladder]:
    return ladders.of_bureau(request.user.bureau_id)  # type: ignore[union-attr]


class LadderPage(Page):
    permission = "supervision.board"
    template_name = "supervision/ladder.html"
    title = _("升级告知规则")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        found = [_shown(one) for one in ladders_of(self.request)]
        agreed = [one for one in found if one["ladder"].agreed_by_id]
        now = {one["ladder"].matter: one for one in reversed(agreed) if one["ladder"].valid_from <= today}
        return super().get_context_data(
            shipped=lines(ladders.shipped()), in_force=[now[matter] for matter in sorted(now)],
            waiting=[one for one in found if not (one["ladder"].agreed_by_id or one["ladder"].declined_by_id)],
            past=[one for one in found if one["ladder"].declined_by_id or (
                one["ladder"].agreed_by_id and one not in now.values())],
            may_propose=self.request.may("ladder.propose"),  # type: ignore[attr-defined]
            may_decide=self.request.may("ladder.decide"), **kwargs,  # type: ignore[attr-defined]
        )  # fmt: skip


def _shown(ladder: Ladder) -> dict[str, Any]:
    matter = Matter(ladder.matter).label if ladder.matter else _("所有事项")
    return {"ladder": ladder, "matter": matter, "lines": lines(ladders.steps_of(ladder))}


def lines(steps: tuple[Step, ...]) -> list[dict[str, Any]]:
    """A table of steps in words."""
    return [
        {"when": step.when.label, "days": step.days, "tells": [Tell(tell).label for tell in step.tells]}
        for step in steps
    ]  # fmt: skip


class Propose(StepView):
    permission = "ladder.propose"
    form_class = LadderForm
    title = _("提出新的升级告知规则")
    intro = _("规则由两人议定：您提出，另一位局领导或监察人员同意后，从施行日起按新规则办。")
    button = _("提出新规则")
    done = _("已提出，待另一人同意；在此以前仍按现行规则。")
    success_url = reverse_lazy("supervision:ladder")

    @cached_property
    def object(self) -> Bureau:
        return self.request.user.bureau  # type: ignore[union-attr,return-value]

    def get_initial(self) -> dict[str, Any]:
        """The version in force for any matter: people change a line, they do not start from nothing."""
        today = timezone.localdate()
        steps = ladders.in_force(list(ladders.agreed([self.object.pk])), self.object.pk, "", today)
        initial: dict[str, Any] = {f"tells_{step.when}": list(step.tells) for step in steps}
        return initial | {f"days_{step.when}": step.days for step in steps if step.when in LATER}

    def act(self, **typed: Any) -> Any:
        by = self.request.user
        return actions.propose_ladder(self.object, by=by, at=timezone.now(), key=self.key, **typed)  # type: ignore[arg-type]

    def get_cancel_url(self) -> str:
        return str(self.success_url)


class LadderStep(StepView):
    """A step with a proposal; back to the page of the rules."""

    queryset = staticmethod(ladders_of)
    template_name = "supervision/ladder_step.html"
    success_url = reverse_lazy("supervision:ladder")

    def get_cancel_url(self) -> str:
        return str(self.success_url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(one=_shown(self.object), **kwargs)


class Agree(LadderStep):
    permission = "ladder.decide"
    rule = staticmethod(rules.check_decide_ladder)
    action = staticmethod(actions.agree_ladder)
    form_class = CodeForm
    title = _("同意新的升级告知规则")
    button = _("同意新规则")
    done = _("已同意；从施行日起开出的牌按新规则告知。")


class Decline(LadderStep):
    permission = "ladder.propose"
    rule = staticmethod(rules.check_decline_ladder)
    action = staticmethod(actions.decline_ladder)
    form_class = DeclineForm
    title = _("退回新的升级告知规则")
    button = _("退回新规则")
    done = _("已退回，仍按现行规则。")
