"""Who may explain a card, and by which two people it is removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from envportal.accounts import rules as accounts_rules
from envportal.refusals import Refused
from envportal.supervision.enums import Colour
from envportal.supervision.queries.scope import duties_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from envportal.accounts.models import User
    from envportal.supervision.models import Card


class CardIsRemoved(Refused):
    """Nothing more is done with a card that was removed."""


class NothingToExplain(Refused):
    """Only a red card is explained, and once."""


class RemovalIsAsked(Refused):
    """Somebody asked already; it waits for a second person."""


class RemovalIsNotAsked(Refused):
    """There is no removal to decide on."""


class NeedsSecondPerson(Refused):
    """Whoever asked for the removal does not decide on it."""


class NotYourCard(Refused):
    """The card concerns somebody else."""


def require(check: Callable[[User, Card], bool], user: User, card: Card) -> None:
    """The check of a step as its action asks it."""
    if not check(user, card):
        raise NotYourCard(_("这张牌不由您说明：由案件经办人或科室负责人说明。"))


def is_concerned(user: User, card: Card) -> bool:
    """Whether the person holds or held the case, has the duty, or heads the section the case lies in."""
    has_duty = user.bureau_id == card.case.bureau_id and card.clock.matter in duties_of(user)
    held = has_duty or user.pk in {card.holder_id, card.case.holder_id}
    heads = "D" in accounts_rules.codes(user, "card.explain") and user.section_id == card.case.section_id
    return held or (heads and user.section_id is not None)


def check_explain(user: User, card: Card) -> bool:
    """False for somebody the card does not concern; refused where there is nothing to explain."""
    if not is_concerned(user, card):
        return False
    _check_standing(card)
    if card.colour != Colour.RED or card.explanation:
        raise NothingToExplain(_("只有红牌需要说明原因，且只说明一次；已写的说明不能改。"))
    return True


def check_ask_removal(user: User, card: Card) -> bool:  # noqa: ARG001
    _check_standing(card)
    if card.removal_asked_by is not None:
        raise RemovalIsAsked(_("已由%(name)s提出消牌，正待另一人复核。") % {"name": card.removal_asked_by.name})
    return True


def check_decide_removal(user: User, card: Card) -> bool:
    _check_standing(card)
    if card.removal_asked_by is None:
        raise RemovalIsNotAsked(_("还没有人提出消牌，或者提出的已被退回。"))
    if card.removal_asked_by == user:
        raise NeedsSecondPerson(_("消牌由您提出，须由另一位监察人员或局领导复核。"))
    return True


def _check_standing(card: Card) -> None:
    if card.removed_at is not None and card.removed_by is not None:
        raise CardIsRemoved(_("这张牌已由%(name)s消去。") % {"name": card.removed_by.name})


# The steps with a card: the action of the matrix, its check, the address below the card's, the button's word.
STEPS = (
    ("card.explain", check_explain, "explain", _("说明超期原因")),
    ("card.ask_removal", check_ask_removal, "ask-removal", _("提出消牌")),
    ("card.decide_removal", check_decide_removal, "remove", _("同意消牌")),
    ("card.decide_removal", check_decide_removal, "keep", _("不同意消牌")),
)


def steps(user: User, card: Card) -> list[dict[str, object]]:
    """The steps that are this person's; one that cannot be taken now stands there with the reason."""
    mine = [step for step in STEPS if accounts_rules.codes(user, step[0])]
    found = [(path, label, _refused(check, user, card)) for _action, check, path, label in mine]
    return [{"path": path, "label": label, "refused": why} for path, label, why in found if why is not None]


def _refused(check: Callable[[User, Card], bool], user: User, card: Card) -> str | None:
    """Empty where the step is free, why where only another person may take it, None where there is nothing to do."""
    try:
        return "" if check(user, card) else None
    except NeedsSecondPerson as refused:
        return str(refused)
    except Refused:
        return None
