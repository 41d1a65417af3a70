"""The way of each kind of document on screen, its buttons pressed while what answers is killed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from approvals.applications.models import Application
from approvals.applications.states import Conclusion, DocumentKind, State
from disclosure.board.models import Notice
from envportal.accounts.enums import Role
from envportal.accounts.models import User
from envportal.audit.models import Event
from envportal.documents.models import Letter
from envportal.messaging.models import Message
from tests import builders, world
from tests.builders import one_time_code
from tests.documents import corpus
from tests.stories.processes import File, Typed, until

if TYPE_CHECKING:
    from tests.world import World

Way = Iterator["Press"]
FOR_EACH_NOTICE = "notice_to_publish"


@dataclass(frozen=True)
class Press:
    """A button: on which case, who presses it, where, the state it leads to, and what they type, anew at each try."""

    case: int
    who: User
    path: str
    state: State
    typed: Callable[[], Typed] = dict


class Kinds:
    """Three bureaus: one decides registrations, one has them filed elsewhere, one is itself the official system."""

    def __init__(self, yunxi: World) -> None:
        self.yunxi = yunxi
        self.nanpu, self.dongling = world.world(code="nanpu"), world.world(code="dongling")
        world.set_mode(self.dongling.bureau, "portal", since=date(2026, 9, 1))

    def ways(self) -> dict[str, Way]:
        """A few cases of each kind, each on a part of its way; what comes next is told when it was pressed."""
        noticed = (DocumentKind.REPORT, DocumentKind.TABLE)
        return {
            **{f"{kind} taken in": self.taken_in(kind) for kind in noticed},
            **{f"{kind} proposed": self.proposed(kind) for kind in noticed},
            **{f"{kind} approved": self.signed(kind, Conclusion.APPROVE) for kind in noticed},
            "table refused": self.signed(DocumentKind.TABLE, Conclusion.REFUSE),
            "table withdrawn": self.withdrawn(),
            "registration decided": self.decided(),
            "registration filed elsewhere": self.filed_elsewhere(),
            "registration filed here": self.filed_here(),
        }

    # REPORT AND TABLE --------------------------------------------------------------
    def taken_in(self, kind: DocumentKind) -> Way:
        of, pk = self.yunxi, world.filled(self.yunxi, timezone.now(), kind).pk
        yield handed_in(of, pk, State.SUBMITTED)
        yield Press(pk, of.clerk, f"/desk/cases/{pk}/accept/", State.IN_REVIEW)
        yield published(of, pk, "acceptance", State.IN_REVIEW)
        yield opinion(of, pk)

    def proposed(self, kind: DocumentKind) -> Way:
        """Its acceptance stood before the public in September."""
        of, pk = self.yunxi, world.reviewed(self.yunxi, kind=kind).pk
        yield Press(pk, of.head, f"/desk/cases/{pk}/propose/", State.PROPOSED)
        yield published(of, pk, "proposed_decision", State.PROPOSED)

    def signed(self, kind: DocumentKind, conclusion: Conclusion) -> Way:
        """Its proposal stood before the public in October."""
        yield from signed(self.yunxi, world.proposed(self.yunxi, conclusion, kind=kind).pk, conclusion)

    def withdrawn(self) -> Way:
        of, pk = self.yunxi, world.accepted(self.yunxi).pk
        reason = {"reason": "市场变化，暂缓建设。"}
        yield Press(pk, of.applicant, f"/my/applications/{pk}/withdraw/", State.WITHDRAWN, lambda: reason)

    # REGISTRATION ------------------------------------------------------------------
    def decided(self) -> Way:
        """By a bureau's own programme, all in one day."""
        of, pk = self.yunxi, registration(self.yunxi)
        yield handed_in(of, pk, State.SUBMITTED)
        yield Press(pk, of.clerk, f"/desk/cases/{pk}/accept/", State.IN_REVIEW)
        yield opinion(of, pk)
        yield Press(pk, of.head, f"/desk/cases/{pk}/propose/", State.PROPOSED)
        yield from signed(of, pk, Conclusion.APPROVE)

    def filed_elsewhere(self) -> Way:
        """Handed over to whoever files it in the ministry's system, its number entered, looked at."""
        of, pk, today = self.nanpu, registration(self.nanpu), timezone.localdate()
        yield handed_in(of, pk, State.HANDED_OVER)
        receipt = File("receipt.pdf", corpus.pdf(1))
        number: Typed = {"number": f"{today.year}{pk:014d}", "filed_on": today.isoformat(), "file": receipt}
        yield Press(pk, of.applicant, f"/my/applications/{pk}/filing/", State.FILED, lambda: number)
        yield from looked_at(of, pk)

    def filed_here(self) -> Way:
        of, pk = self.dongling, registration(self.dongling)
        yield handed_in(of, pk, State.FILED)
        yield from looked_at(of, pk)


# WHAT KINDS SHARE ------------------------------------------------------------------
def registration(of: World) -> int:
    return int(world.filled(of, timezone.now(), DocumentKind.REGISTRATION).pk)


def handed_in(of: World, pk: int, state: State) -> Press:
    return Press(pk, of.applicant, f"/my/applications/{pk}/check/", state, lambda: {"declared": "on"})


def opinion(of: World, pk: int) -> Press:
    said = {"conclusion": "approve", "text": "同意。"}
    return Press(pk, of.officer, f"/desk/cases/{pk}/opinion/", State.IN_REVIEW, lambda: said)


def signed(of: World, pk: int, conclusion: Conclusion) -> Way:
    """By somebody who signs nothing else, since a code is good once. Then the public reads it."""
    leader = builders.staff(Role.LEADER, at=of.bureau)
    state = State.APPROVED if conclusion == Conclusion.APPROVE else State.REFUSED
    yield Press(pk, leader, f"/desk/cases/{pk}/{conclusion}/", state, next_code)
    yield published(of, pk, "decision", state)


def looked_at(of: World, pk: int) -> Way:
    yield published(of, pk, "filing", State.FILED)
    found = {"finding": "conforms", "found": "现场与备案内容一致。"}
    yield Press(pk, of.officer, f"/desk/cases/{pk}/filing/check/", State.CHECKED, lambda: found)


def published(of: World, pk: int, kind: str, state: State) -> Press:
    """The worker, which is killed too, has printed what the notice shows."""
    letters = Letter.objects.filter(case=pk)
    assert until(lambda: not letters.filter(state=Letter.State.PENDING).exists()), f"a letter of {pk} waits"
    notice = Notice.objects.get(case=pk, kind=kind)
    return Press(pk, of.editor, f"/desk/board/{notice.pk}/publish/", state, looked)


def looked() -> Typed:
    """Files that are pictures of text were looked at by a person."""
    return {"looked": "on"}


def next_code() -> Typed:
    """The one after that of the sign-in."""
    return {"code": one_time_code(timezone.now() + timedelta(seconds=30))}


def pressed_once(press: Press, key: str) -> None:
    """One event with the key of the form and no other that says the same; no letter, notice or message twice."""
    assert Application.objects.get(pk=press.case).state == press.state, press
    event = Event.objects.get(key=key)
    assert Event.objects.filter(case=press.case, name=event.name, facts=event.facts).count() == 1, press
    letters, notices = (_kinds(model, press.case) for model in (Letter, Notice))
    assert set((letters | notices).values()) <= {1}, (press, letters, notices)
    told = Counter(Message.objects.filter(case=press.case).values_list("template", "to_user", "body"))
    assert {sentence[0] for sentence, times in told.items() if times > 1} <= {FOR_EACH_NOTICE}, (press, told)
    assert sum(times for sentence, times in told.items() if sentence[0] == FOR_EACH_NOTICE) <= len(notices), press


def _kinds(model: type[Letter | Notice], case: int) -> Counter[str]:
    return Counter(model._default_manager.filter(case=case).values_list("kind", flat=True))
