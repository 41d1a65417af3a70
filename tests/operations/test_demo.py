"""The demo: played once as of a Wednesday in autumn, then looked at from all sides."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F
from django.test import override_settings
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from approvals.applications.models import Application
from approvals.applications.states import State
from approvals.appointments.models import Appointment
from approvals.prereview.models import PreReview
from approvals.questions.models import Article, Question
from disclosure.board.models import Notice
from envportal.accounts.enums import Role
from envportal.accounts.models import AgentGrant, Bureau, Enterprise, RoleGrant, User
from envportal.accounts.rules import confirm_second_factor
from envportal.audit.models import Event
from envportal.cases.models import CaseLink
from envportal.deadlines.models import Clock, ClockEvent, TermRule
from envportal.documents.enums import SERVED_ON_NOBODY
from envportal.documents.models import Letter
from envportal.operations import rules
from envportal.supervision.models import Card
from tests import builders
from tests.builders import moment

TODAY = "2026-11-18"


def command(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="class")
def played(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo in the database for all tests of a class, gone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(DEMO=True):
            command("demo", "--today", TODAY)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(played: None, db: None) -> None:
    """One test's own view of it."""


def rows() -> dict[str, int]:
    models = (Application, Bureau, Card, Clock, Event, Letter, Notice, TermRule, User)
    return {model.__name__: model.objects.count() for model in models}


@pytest.mark.django_db
def test_setting_up_twice_loads_the_limits_once():
    first, second = command("setup"), command("setup")

    assert first == second == f"{TermRule.objects.count()} limits of law are loaded.\n"
    assert TermRule.objects.filter(bureau=None).count() == TermRule.objects.count() > 10


@pytest.mark.usefixtures("demo")
class TestLoaded:
    def test_a_second_time_it_does_nothing_and_says_so(self):
        before = rows()

        with override_settings(DEMO=True):
            said = command("demo", "--today", TODAY)

        assert said == "The demo is loaded already.\n"
        assert rows() == before

    def test_a_case_stands_in_every_state(self):
        states = set(Application.objects.values_list("state", flat=True))

        assert states == set(State.values)
        assert Application.objects.count() >= 30

    def test_questions_and_appointments_stand_in_every_state_and_somebody_comes_today_and_tomorrow(self):
        assert set(Question.objects.values_list("state", flat=True)) == {"waiting", "handling", "answered"}
        assert set(Article.objects.values_list("state", flat=True)) == {"proposed", "published", "withdrawn"}
        visits = Appointment.objects.all()
        assert set(visits.values_list("state", flat=True)) == {"booked", "arrived", "served", "missed", "cancelled"}
        for day in ("2026-11-18", "2026-11-19"):
            assert visits.filter(day=day).count() >= 3

    @pytest.mark.parametrize("code", ["yunxi", "dongling"])
    def test_both_bureaus_are_at_work(self, code: str):
        cases = Application.objects.filter(case__bureau__code=code)

        assert len(set(cases.values_list("state", flat=True))) >= 6

    def test_every_role_of_staff_is_held_by_somebody(self):
        outside = {Role.PUBLIC, Role.OWNER, Role.CONSULTANT, Role.API, Role.CODE_HOLDER}

        held = set(RoleGrant.objects.values_list("role", flat=True))

        assert held == set(Role) - outside
        assert RoleGrant.objects.filter(role=Role.SECADM, user__bureau__code="yunxi").count() == 2

    def test_both_bureaus_have_their_pledges_in_both_units(self):
        tables = TermRule.objects.filter(matter="pledged", variant="table").order_by("bureau__code", "valid_from")

        told = list(tables.values_list("bureau__code", "amount", "unit", "printed", "valid_from"))

        assert told == [
            ("dongling", 5, "calendar_day", "5 日", date(2010, 1, 1)),
            ("dongling", 5, "working_day", "5 个工作日", date(2027, 1, 1)),
            ("yunxi", 18, "calendar_day", "18 天", date(2010, 1, 1)),
            ("yunxi", 18, "working_day", "18 个工作日", date(2026, 7, 1)),
        ]
        assert "acceptance_notice" in tables.get(bureau__code="dongling", unit="calendar_day").excludes
        assert "acceptance_notice" not in tables.get(valid_from=date(2026, 7, 1)).excludes
        used = Clock.objects.filter(matter="pledged").values_list("rule__unit", flat=True)
        assert set(used) == {"calendar_day", "working_day"}

    def test_a_missed_limit_has_its_red_card_and_one_near_its_end_its_yellow(self):
        statutory = Card.objects.filter(clock__matter="statutory")

        missed = statutory.get(colour="red", case__application__state=State.IN_REVIEW)
        near = statutory.filter(colour="yellow", case__application__state=State.PROPOSED)

        assert missed.legal_on < date.fromisoformat(TODAY)
        assert missed.explanation
        assert near.exists()

    def test_one_was_saved_on_its_last_day_after_a_warning(self):
        saved = Clock.objects.filter(matter="statutory", case__application__state=State.APPROVED)

        colours = list(Card.objects.filter(clock__in=saved.filter(stopped_on=F("due_on"))).values_list("colour"))

        assert colours == [("yellow",)]

    def test_silence_accepted_one_whose_letter_is_still_owed(self):
        silent = Application.objects.filter(accepted_by_silence=True)

        owed = [row for row in silent if not Letter.objects.filter(case=row.case, kind=Letter.Kind.ACCEPTANCE).exists()]

        assert (len(silent), len(owed)) == (2, 1)
        assert owed[0].accepted_on == owed[0].received_on

    def test_letters_of_the_one_without_consent_wait_at_the_counter(self):
        # Notices of intent and bulletins are posted up, minutes are kept in the house, who reports reads by a code.
        waiting = Letter.objects.filter(served_on=None, voided_at=None).exclude(kind__in=SERVED_ON_NOBODY)
        waiting = waiting.exclude(case__application=None)

        assert set(waiting.values_list("case__application__portal_service", flat=True)) == {False}
        assert not Clock.objects.filter(case__in=waiting.values("case"), state="paused").exists()

    def test_clocks_stand_still_for_experts_an_assessor_and_a_hearing(self):
        stopped = ClockEvent.objects.filter(kind="paused", clock__state="paused", clock__matter="statutory")

        grounds = sorted(stopped.values_list("ground", flat=True))
        assert grounds == ["expert_review", "expert_review", "hearing", "technical_assessment", "technical_assessment"]

    def test_a_pre_review_is_open_one_late_one_withdrawn_and_one_followed_by_an_application(self):
        states = sorted(PreReview.objects.values_list("state", flat=True))
        late, link = Card.objects.get(clock__matter="pre_review", colour="red"), CaseLink.objects.get(why="pre_review")

        assert states == ["answered", "in_hand", "in_hand", "withdrawn"]
        assert late.case.prereview.state == "in_hand"
        assert (link.source.title, link.source.enterprise) == (link.target.title, link.target.enterprise)
        assert link.source.closed_on < link.target.opened_on

    def test_one_refusal_rests_on_the_transcript_of_a_hearing(self):
        refusals = Letter.objects.filter(kind=Letter.Kind.REFUSAL)

        assert [("举行听证" in letter.fields.get("hearing", "")) for letter in refusals].count(True) == 1

    def test_decisions_are_published_but_one(self):
        decisions = Notice.objects.filter(kind=Notice.Kind.DECISION)

        assert decisions.filter(state="published", outcome="refused").count() == 2
        assert decisions.filter(state="pending").count() == 1

    def test_enterprises_are_verified_doubted_and_waiting(self):
        unverified = Enterprise.objects.filter(verified_on=None)

        assert {bool(enterprise.doubt) for enterprise in unverified} == {True, False}
        assert AgentGrant.objects.filter(revoked_at=None).count() == 3
        assert AgentGrant.objects.exclude(revoked_at=None).count() == 1

    def test_an_enterprise_without_an_account_was_served_at_the_counter(self):
        typed = Application.objects.filter(case__assisted=True, case__enterprise__users=None).order_by("pk")

        assert {(row.state, row.owner.name, row.owner.users.count()) for row in typed} == {
            (State.DRAFT, "云溪新岸砖厂", 0),
            (State.SUBMITTED, "云溪新岸砖厂", 0),
        }
        assert set(Event.objects.filter(case__in=typed.values("case")).values_list("acting_for", flat=True)) >= {
            "云溪新岸砖厂"
        }

    def test_every_clock_and_every_event_is_proven(self):
        assert command("verify_clocks") == "Every stored answer is proven.\n"
        assert "nothing was changed" in command("verify_log")

    def test_nothing_happens_after_today(self):
        assert Event.objects.latest("at").at <= moment(TODAY, "17:45")

    @override_settings(DEMO=True)
    def test_the_printed_logins_hold_everybody(self):
        said = command("demo_logins")

        assert all(name in said for name in User.objects.values_list("username", flat=True))
        assert rules.PASSWORD in said

    def test_logins_are_not_printed_where_there_is_no_demo(self):
        with pytest.raises(CommandError, match="DEMO"):
            command("demo_logins")

    def test_people_sign_with_the_password_and_the_code_shown(self):
        leader, at = User.objects.get(username="hansongnian"), moment("2026-11-19", "09:00")

        confirm_second_factor(leader, rules.code_at(leader.username, at), at)

        assert leader.check_password(rules.PASSWORD)

    def test_the_page_of_logins_is_for_this_machine_only(self, client):
        with override_settings(DEMO=True):
            here = client.get(reverse("demo"))
            away = client.get(reverse("demo"), REMOTE_ADDR="192.0.2.7")
            handed_on = client.get(reverse("demo"), HTTP_X_FORWARDED_FOR="192.0.2.7")
        off = client.get(reverse("demo"))

        assert "hansongnian" in here.content.decode()
        assert here["Cache-Control"] == "no-store, private"
        assert [answer.status_code for answer in (here, away, handed_on, off)] == [200, 404, 404, 404]


@pytest.mark.django_db
class TestRefused:
    def test_where_other_data_live_the_demo_is_refused(self):
        builders.bureau()

        with override_settings(DEMO=True), pytest.raises(CommandError, match="已有别的数据"):
            command("demo", "--today", TODAY)

        assert list(Bureau.objects.values_list("code", flat=True)) == ["yunxi"]

    def test_on_a_server_the_demo_has_to_be_asked_for(self):
        with override_settings(EMBEDDED=False, DEMO=False), pytest.raises(CommandError, match="DEMO"):
            command("demo", "--today", TODAY)

        assert not Bureau.objects.exists()

    def test_without_a_demo_there_are_no_logins_to_print(self):
        with override_settings(DEMO=True), pytest.raises(CommandError, match="没有装入"):
            command("demo_logins")
