"""Which letters may become void, and how: a small table with its reasons in law.

行政许可法 §8: a permit in effect is protected and not altered at will; §69: revoking one is a procedure of its own,
which ends it by a decision that names it. §44: a decision is delivered, and has its effect from then. What was
delivered therefore stays in the record, and a slip of the pen in it is put right by a letter that names the one it
replaces (更正).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from envportal.documents.enums import LetterKind, VoidGround
from envportal.refusals import Refused

if TYPE_CHECKING:
    from envportal.accounts.models import User
    from envportal.documents.models import Letter, Voiding

PROPOSE, DECIDE = "letter.propose_void", "letter.decide_void"
# What was decided against somebody is altered by reconsideration, a court or a new decision, never by a new print.
DECISIONS = frozenset({
    LetterKind.APPROVAL, LetterKind.REFUSAL, LetterKind.DECLINED, LetterKind.ENDED, LetterKind.REVOCATION,
    LetterKind.CORRECTION_ORDER, LetterKind.PENALTY_DECISION, LetterKind.DAILY_PENALTY, LetterKind.NO_PENALTY,
    LetterKind.SEALING, LetterKind.SEALING_EXTENDED,
})  # fmt: skip
# They announce something a bureau may give up again; every other letter carries a step that stands, and is replaced.
MAY_GO_ALONE = frozenset(
    {LetterKind.SPECIAL_STEP, LetterKind.HEARING_NOTICE, LetterKind.FILING_CHECK, LetterKind.PENALTY_HEARING}
)
# What may be put right in a decision that was delivered: its words, not what was decided.
SLIPS = frozenset({VoidGround.TYPO})


class AlreadyVoid(Refused):
    """The letter is void, or somebody proposed it already."""


class HasEnded(Refused):
    """What the letter approved has ended by a decision of its own: no correction brings it back."""


class NeedsReplacement(Refused):
    """The letter carries a step that stands, so another letter must take its place."""


class DecisionStands(Refused):
    """A delivered decision is corrected in its words only."""


class NothingChanged(Refused):
    """The replacement says the same as the letter it would replace."""


class SamePerson(Refused):
    """Four eyes: neither who proposed it nor who issued the letter decides."""


class StillUnderWay(Refused):
    """What the letter announced has not been called off."""


class NotOpen(Refused):
    """The proposal was decided before."""


def must_be_replaced(letter: Letter) -> bool:
    """Whether the letter may only become void together with one that takes its place."""
    return letter.served_on is not None or letter.kind not in MAY_GO_ALONE


def may_be_voided(letter: Letter, ground: str, *, with_replacement: bool) -> None:
    """Raise the refusal that stands against it, by the table above."""
    if letter.voided_at is not None:
        raise AlreadyVoid(_("这份文书已经作废。"))
    if letter.ended_by_id is not None:
        raise HasEnded(_("这份文书已由另一份决定终止，不能作废，也不能替换。"))
    if must_be_replaced(letter) and not with_replacement:
        raise NeedsReplacement(_("这份文书所载的事项仍然有效，只能由改正后的新文书替换，不能单独作废。"))
    if letter.served_on is not None and letter.kind in DECISIONS and ground not in SLIPS:
        raise DecisionStands(_("决定已经送达，只能更正文字差错；改变决定内容须依法另行撤销或者变更，不在这里办。"))


def none_open(letter: Letter) -> None:
    """One proposal at a time."""
    if letter.voidings.filter(is_agreed=None).exists():
        raise AlreadyVoid(_("已经有人提出作废这份文书，等待决定。"))


def really_changed(letter: Letter, kept: dict[str, object]) -> dict[str, object]:
    """The fields the new letter says otherwise; a new letter that says the same is no correction."""
    changed = {name: value for name, value in kept.items() if letter.fields.get(name) != value}
    changed |= {name: "" for name in letter.fields if name not in kept}
    if not changed:
        raise NothingChanged(_("新文书与原来的一字不差，请改正后再提出。"))
    return changed


def may_decide(voiding: Voiding, by: User) -> None:
    """Another person than who proposed it and who issued the letter decides, and only once."""
    if voiding.is_agreed is not None:
        raise NotOpen(_("这项作废申请已经有人决定。"))
    if voiding.proposed_by_id == by.pk:
        raise SamePerson(_("作废由您提出，须由另一人决定。"))
    if voiding.letter.issued_by_id == by.pk:
        raise SamePerson(_("这份文书由您签发或者制发，是否作废须由另一位局领导决定。"))
