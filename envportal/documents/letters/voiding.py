"""作废和替换 as a step of a room: proposed by one, decided by another; what hung on the letter hangs on the new one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases import rules as cases
from envportal.documents.letters import seals
from envportal.documents.models import Letter, Voiding
from envportal.documents.rules.voiding import DECIDE, PROPOSE, StillUnderWay

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from envportal.accounts.models import User
    from envportal.cases.models import Case


@dataclass(frozen=True)
class Room:
    """What a room knows of its letters.

    The row of a case, locked; whether something waits for a letter; what names the old letter names the new one;
    whom to tell.
    """

    lock: Callable[[Case], Any]
    waits: Callable[[Any, Letter], bool]
    hang_on: Callable[..., None]
    tell: Callable[..., None]
    tell_party: Callable[..., None]

    @transaction.atomic
    def propose(
        self, pk: int, *, ground: str, reason: str, changes: Mapping[str, object] | None, by: User, at: datetime,
        key: str = "",
    ) -> Voiding:  # fmt: skip
        """Propose that letter `pk` be void, with `changes` in favour of a corrected one; the leaders are told."""
        letter = Letter.objects.select_related("case__bureau").get(pk=pk)
        row = self.lock(letter.case)
        if log.already(key):
            return Voiding.objects.filter(letter=pk).latest("pk")
        cases.require(by, PROPOSE, letter.case, timezone.localdate(at))
        if changes is None:
            self._nothing_waits(row, letter)
        voiding = seals.propose_void(pk, ground=ground, reason=reason, changes=changes, by=by, at=at, key=key)
        leaders = staff_with(letter.case.bureau, Role.LEADER)
        self.tell(row, "void_proposed", leaders, at=at, letter=voiding.letter, voiding=voiding)
        return voiding

    @transaction.atomic
    def decline(self, pk: int, *, by: User, at: datetime, key: str = "") -> Voiding:
        """The letter stays; who proposed it is told."""
        voiding, row = self._of(pk)
        if log.already(key):
            return voiding
        cases.require(by, DECIDE, voiding.letter.case, timezone.localdate(at))
        voiding = seals.decline_void(pk, by=by, at=at, key=key)
        self.tell(row, "void_declined", [voiding.proposed_by], at=at, letter=voiding.letter, voiding=voiding)
        return voiding

    @transaction.atomic
    def agree(self, pk: int, *, by: User, at: datetime, key: str = "") -> Voiding:
        """The letter is void, the new one stands in its place; the party is told of both."""
        voiding, row = self._of(pk)
        if log.already(key):
            return voiding
        cases.require(by, DECIDE, voiding.letter.case, timezone.localdate(at))
        if voiding.changes is None:
            self._nothing_waits(row, voiding.letter)
        voiding, new = seals.agree_void(pk, by=by, at=at, key=key)
        if new is not None:
            self.hang_on(row, voiding.letter, new, by=by, at=at)
        told = {"letter": voiding.letter, "new": new, "voiding": voiding}
        self.tell(row, "void_agreed", [voiding.proposed_by], at=at, **told)
        if voiding.letter.to_id is not None:
            self.tell_party(row, "letter_voided", at=at, **told)
        return voiding

    def _of(self, pk: int) -> tuple[Voiding, Any]:
        voiding = Voiding.objects.select_related("letter__case", "proposed_by").get(pk=pk)
        return voiding, self.lock(voiding.letter.case)

    def _nothing_waits(self, row: Any, letter: Letter) -> None:
        """What a letter announced is called off first: what waits would wait for a service that never comes."""
        if self.waits(row, letter):
            raise StillUnderWay(_("文书所载的事项还在进行；请先取消该事项，或者用改正后的新文书替换。"))
