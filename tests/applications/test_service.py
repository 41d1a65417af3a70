"""送达: any day from the letter's to today, with the proof of its way; tries in vain; records put right by another."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from approvals.applications import actions, rules
from approvals.applications.models import Application
from approvals.applications.queries import service as reads
from envportal.audit import log
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.deadlines.models import Clock, ClockEvent
from envportal.documents import letters
from envportal.documents.models import Document, Letter, Service
from envportal.documents.rules import (
    NotByHand,
    NotServedYet,
    OtherWaysFirst,
    ProofMissing,
    ServedAlready,
    ServedBeforeIssued,
    ServedInFuture,
)
from tests import world
from tests.builders import moment
from tests.documents import corpus

pytestmark = pytest.mark.django_db
# The letter of the experts' review is of Wednesday 23 September; 25 to 27 September is the Mid-Autumn holiday of 2026.
ISSUED = moment("2026-09-23")
POST = {"way": "post", "tracking": "EMS1234567890"}


@pytest.fixture
def yunxi() -> world.World:
    return world.world()


def on_paper(yunxi: world.World) -> tuple[Application, Letter]:
    """A case whose special-step letter waits to be handed over."""
    application = world.accepted(yunxi, portal_service=False)
    world.commission(yunxi, application)
    actions.confirm_expert_review(application.pk, by=yunxi.head, at=ISSUED)
    return application, application.case.letters.get(kind="special_step")


def serve(yunxi: world.World, letter: Letter, at: str, on: str | None = None, **proof: Any) -> Letter:
    actions.record_service(
        letter.case_id, letter=letter.pk, on=date.fromisoformat(on) if on else None, by=yunxi.clerk, at=moment(at),
        **(proof or world.SIGNED),
    )  # fmt: skip
    return Letter.objects.get(pk=letter.pk)


def pauses(application: Application) -> set[tuple[date, date | None]]:
    """First and last day of the pauses that hold."""
    events = ClockEvent.objects.filter(clock__case=application.case, kind="paused")
    return {(event.on, event.until) for event in events.exclude(answers__kind="voided")}


class TestTheDay:
    def test_a_letter_is_served_on_the_day_its_proof_bears_and_the_clocks_stand_from_the_next(self, yunxi):
        application, letter = on_paper(yunxi)

        served = serve(yunxi, letter, "2026-09-29", on="2026-09-24", **POST)

        assert served.served_on == date(2026, 9, 24)
        assert pauses(application) == {(date(2026, 9, 25), None)}
        assert application.special_steps.get().paused_from == date(2026, 9, 25)

    @pytest.mark.parametrize(
        ("on", "why"), [("2026-09-22", ServedBeforeIssued), ("2026-09-30", ServedInFuture)], ids=["before", "tomorrow"]
    )
    def test_never_before_the_letters_date_nor_tomorrow(self, yunxi, on, why):
        _application, letter = on_paper(yunxi)

        with pytest.raises(why):
            serve(yunxi, letter, "2026-09-29", on=on)

        assert not Service.objects.filter(letter=letter).exists()

    @pytest.mark.parametrize("on", ["2026-09-23", "2026-09-29"], ids=["its own day", "today"])
    def test_on_its_own_day_and_today(self, yunxi, on):
        _application, letter = on_paper(yunxi)

        assert serve(yunxi, letter, "2026-09-29", on=on).served_on == date.fromisoformat(on)

    def test_recorded_after_the_experts_answered_the_days_between_do_not_count(self, yunxi):
        application, letter = on_paper(yunxi)
        actions.file_expert_opinion(application.pk, opinion="可行", by=yunxi.officer, at=moment("2026-09-29"))

        serve(yunxi, letter, "2026-09-30", on="2026-09-24")

        assert pauses(application) == {(date(2026, 9, 25), date(2026, 9, 29))}
        assert not Clock.objects.filter(case=application.case, state="paused").exists()

    def test_served_after_the_experts_answered_nothing_pauses(self, yunxi):
        application, letter = on_paper(yunxi)
        actions.file_expert_opinion(application.pk, opinion="可行", by=yunxi.officer, at=moment("2026-09-28"))

        serve(yunxi, letter, "2026-09-30", on="2026-09-28")

        assert pauses(application) == set()

    def test_an_extension_served_in_time_and_recorded_late_holds(self, yunxi):
        world.pledge(yunxi.bureau, amount=10, since=date(2026, 9, 1))
        application = world.accepted(yunxi, portal_service=False)
        actions.extend(application.pk, days=1, reason="补充监测", by=yunxi.leader, at=moment("2026-09-28"))
        letter = application.case.letters.get(kind="extension")
        assert clocks.due_on(application.case, Matter.PLEDGED) == date(2026, 10, 8)

        serve(yunxi, letter, "2026-10-12", on="2026-10-08")

        assert clocks.due_on(application.case, Matter.PLEDGED) == date(2026, 10, 9)


class TestTheProof:
    @pytest.mark.parametrize(
        "proof",
        [
            {"receiver": "沈雁", "capacity": "agent"}, {"way": "post"}, {"way": "portal"},
            {"way": "left", "place": "厂区门卫室", "note": "拒收"},
        ],
        ids=["no identity shown", "no number", "the portal by hand", "no witness"],
    )  # fmt: skip
    def test_each_way_asks_for_its_own(self, yunxi, proof):
        _application, letter = on_paper(yunxi)

        with pytest.raises((ProofMissing, NotByHand)):
            serve(yunxi, letter, "2026-09-24", **proof)

        assert Letter.objects.get(pk=letter.pk).served_on is None

    def test_left_before_a_witness_it_is_served(self, yunxi):
        _application, letter = on_paper(yunxi)

        proof = {"way": "left", "place": "厂区门卫室", "note": "称负责人不在，拒收", "witness": "青石社区 高某"}

        assert serve(yunxi, letter, "2026-09-24", **proof).served_on == date(2026, 9, 24)

    def test_a_scan_of_the_proof_stays_inside(self, yunxi):
        _application, letter = on_paper(yunxi)

        serve(yunxi, letter, "2026-09-24", evidence=corpus.upload(corpus.pdf(1), "回执.pdf"), **POST)

        scan = Document.objects.get(kind="service_proof")
        assert (scan.is_inside, Service.objects.get(letter=letter).evidence) == (True, scan)

    def test_public_notice_serves_after_thirty_days_and_only_where_another_way_failed(self, yunxi):
        _application, letter = on_paper(yunxi)
        notice = {"way": "public", "place": "云溪日报", "note": "原址已搬迁，电话无人接听"}

        with pytest.raises(OtherWaysFirst):
            serve(yunxi, letter, "2026-10-30", on="2026-09-29", **notice)
        fail(yunxi, letter, "2026-09-28")
        with pytest.raises(NotServedYet, match="10月29日"):
            serve(yunxi, letter, "2026-10-28", on="2026-09-29", **notice)

        assert serve(yunxi, letter, "2026-10-29", on="2026-09-29", **notice).served_on == date(2026, 10, 29)

    def test_letters_handed_over_together_are_recorded_together(self, yunxi):
        application, letter = on_paper(yunxi)
        others = reads.waiting_with(letter)
        assert [other.kind for other in others] == ["receipt", "acceptance"]

        serve(yunxi, letter, "2026-09-24", also=[other.pk for other in others], **world.SIGNED)

        assert not application.case.letters.filter(served_on=None).exists()
        assert log.history(application.case).filter(name="service_recorded").count() == 3

    def test_a_form_sent_twice_is_recorded_once(self, yunxi):
        application, letter = on_paper(yunxi)
        for _again in range(2):
            actions.record_service(
                application.pk, letter=letter.pk, by=yunxi.clerk, at=ISSUED, key="b7d1", **world.SIGNED
            )

        assert Service.objects.filter(letter=letter).count() == 1
        with pytest.raises(rules.OutOfOrder):
            serve(yunxi, letter, "2026-09-24")


def fail(yunxi: world.World, letter: Letter, at: str) -> None:
    actions.record_failed_service(
        letter.case_id, letter=letter.pk, way="post", on=moment(at).date(), reason="原址已搬迁，邮件退回",
        tracking="EMS0000000001", by=yunxi.clerk, at=moment(at),
    )  # fmt: skip


class TestWhatCameBack:
    def test_returned_mail_is_kept_and_the_letter_goes_on_waiting(self, yunxi):
        application, letter = on_paper(yunxi)

        fail(yunxi, letter, "2026-09-28")

        kept = Service.objects.get(letter=letter)
        assert (kept.served_on, kept.failed_why) == (None, "原址已搬迁，邮件退回")
        assert Letter.objects.get(pk=letter.pk).served_on is None
        assert pauses(application) == set()
        assert list(reads.came_back(yunxi.clerk, date(2026, 9, 28))) == [letter]

    def test_what_was_served_did_not_fail(self, yunxi):
        _application, letter = on_paper(yunxi)
        served = serve(yunxi, letter, "2026-09-24")

        with pytest.raises(ServedAlready):
            letters.fail(
                served, way="post", on=date(2026, 9, 28), why="退回", by=yunxi.clerk, at=moment("2026-09-28")
            )  # fmt: skip
