"""Two people, two tabs and the sweep at one application: one of them wins, the other is told, nothing is done twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from approvals.applications import actions, queries
from approvals.applications.models import Application, Correction
from approvals.applications.rules import OutOfOrder
from approvals.applications.states import FileKind, State
from disclosure.board.models import Notice
from envportal.audit import log
from envportal.cases.models import Case
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.deadlines.models import Clock
from envportal.documents import actions as documents
from envportal.documents.models import Document, Letter
from envportal.refusals import Refused
from tests import builders, world
from tests.builders import moment
from tests.documents import corpus

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 4


def at_once(*works: Callable[[], object]) -> list[object]:
    """What each work returned or refused, all begun together on connections of their own."""
    begin = Barrier(len(works))

    def one(work: Callable[[], object]) -> object:
        begin.wait()
        try:
            return work()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(one, works))


def refused(outcomes: list[object]) -> int:
    return sum(isinstance(outcome, Refused) for outcome in outcomes)


def events(application: Application, *names: str) -> int:
    return log.history(application.case).filter(name__in=names).count()


def test_double_submission_gives_one_number_one_receipt_and_two_clocks() -> None:
    yunxi = world.world()
    draft, at = world.filled(yunxi), moment("2026-09-14", "16:48")

    outcomes = at_once(
        *[
            lambda key=key: actions.submit(draft.pk, declared=True, by=yunxi.applicant, at=at, key=key)
            for key in ("one", "two", "three")
        ]
    )

    assert refused(outcomes) == 2
    assert (events(draft, "submitted"), Letter.objects.count(), Clock.objects.count()) == (1, 1, 2)
    assert Case.objects.get(pk=draft.pk).number == "云环收〔2026〕1号"


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_the_clerk_and_silence_accept_once(_round: int) -> None:
    yunxi = world.world()
    application, late = world.submitted(yunxi), moment("2026-09-21", "00:01")

    at_once(
        lambda: actions.accept(application.pk, by=yunxi.clerk, at=late),
        lambda: actions.accept_overdue(at=late),
        lambda: actions.accept_overdue(at=late),
    )

    application = Application.objects.get(pk=application.pk)
    assert (application.state, application.accepted_on) == (State.IN_REVIEW, date(2026, 9, 14))
    assert events(application, "accepted", "accepted_by_silence") == 1
    assert Clock.objects.filter(case=application.case, matter=Matter.PLEDGED).count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_signature_and_a_withdrawal_exclude_each_other(_round: int) -> None:
    yunxi = world.world()
    application, at = world.proposed(yunxi), moment("2026-10-20", "09:00")

    outcomes = at_once(
        lambda: world.sign(yunxi, application, at),
        lambda: actions.withdraw(application.pk, reason="不建了", by=yunxi.applicant, at=at),
    )

    assert refused(outcomes) == 1
    assert events(application, "approved", "withdrawn") == 1
    assert Letter.objects.filter(case=application.case, kind__in=["approval_reply", "ended"]).count() == 1
    assert clocks.open_clock(application.case, Matter.STATUTORY) is None


def test_two_clerks_ask_for_one_correction() -> None:
    yunxi = world.world()
    application, at = world.submitted(yunxi), moment("2026-09-15")
    second = builders.staff("clerk", "窗口二")
    item = world.ITEM

    outcomes = at_once(
        lambda: world.ask_correction(application.pk, items=[item], by=yunxi.clerk, at=at),
        lambda: world.ask_correction(application.pk, items=[item], by=second, at=at),
        lambda: actions.accept(application.pk, by=second, at=at),
    )

    assert refused(outcomes) == 2
    assert Correction.objects.count() + Notice.objects.count() == 1


def test_two_leaders_sign_once() -> None:
    yunxi = world.world()
    application, at = world.proposed(yunxi), moment("2026-10-20", "09:00")
    second = builders.staff("leader", "另一位局长")

    outcomes = at_once(
        lambda: world.sign(yunxi, application, at),
        lambda: actions.approve(application.pk, code=builders.one_time_code(at), by=second, at=at),
    )

    assert refused(outcomes) == 1
    assert Letter.objects.filter(kind="approval_reply").count() == 1


def test_a_file_still_being_read_when_the_application_is_filed_stays_out_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    yunxi = world.world()
    draft, at = world.filled(yunxi), moment("2026-09-14", "16:48")
    take_in = documents.take_in

    def filed_meanwhile(*args: object, **kwargs: object) -> Document:
        document = take_in(*args, **kwargs)  # type: ignore[arg-type]
        actions.submit(draft.pk, declared=True, by=yunxi.applicant, at=at)
        return document

    monkeypatch.setattr(documents, "take_in", filed_meanwhile)
    before = {file.name for file in queries.files(draft)}
    with pytest.raises(OutOfOrder):
        actions.attach(
            draft.pk,
            file=corpus.upload(corpus.pdf(5), "后来的.pdf"),
            kind=FileKind.ATTACHMENT,
            by=yunxi.applicant,
            at=at,
        )

    assert {file.name for file in queries.files(draft)} == before


def test_one_case_that_breaks_keeps_no_other_from_being_accepted() -> None:
    yunxi = world.world()
    broken = world.submitted(yunxi)
    Case.objects.filter(pk=broken.pk).update(enterprise=None)
    sound = world.submitted(yunxi)

    assert actions.accept_overdue(at=moment("2026-09-21", "00:01")) == 1

    assert Application.objects.get(pk=sound.pk).state == State.IN_REVIEW


def test_two_who_ask_for_a_hearing_at_once_get_one_hearing_and_one_clock() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)
    at = moment("2026-10-14")

    outcomes = at_once(
        lambda: actions.ask_hearing(application.pk, reason="条件过严", by=yunxi.applicant, at=at, key="one"),
        lambda: actions.ask_hearing(application.pk, reason="条件过严", by=yunxi.applicant, at=at, key="two"),
        lambda: world.ask_on_paper(yunxi, application, "2026-10-14", at),
    )

    assert refused(outcomes) == 1
    assert (application.hearings.count(), application.hearing_requests.count()) == (1, 2)
    assert Clock.objects.filter(case=application.case, matter=Matter.HEARING).count() == 1


def test_a_signature_and_a_request_for_a_hearing_at_once_never_give_both() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)
    sign = moment("2026-10-20", "09:00")
    # Paper the neighbour handed in on its last day is recorded while the leader signs.
    outcomes = at_once(
        lambda: world.sign(yunxi, application, sign),
        lambda: world.ask_on_paper(yunxi, application, "2026-10-19", sign),
    )

    assert refused(outcomes) == 1
    is_signed = Application.objects.get(pk=application.pk).state == State.APPROVED
    assert is_signed is not application.hearings.exists()
