"""受委托办理: what is done in a leader's or a head's name says so, and separation of duties holds for both."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client

from approvals.applications import actions, rules
from approvals.applications.models import Application
from approvals.applications.queries.timeline import timeline
from approvals.applications.states import DocumentKind, Part, State
from approvals.applications.views import roles as pages
from disclosure.board.models import Notice
from envportal.accounts import actions as accounts
from envportal.accounts.enums import DelegatedKind, Power, Role
from envportal.accounts.models import Delegation, User
from envportal.audit import log
from envportal.cases import queries as cases
from envportal.documents import letters
from envportal.documents.models import Letter
from envportal.refusals import NotYours
from envportal.supervision.queries.cases import shared_out
from tests import builders, world
from tests.accounts.conftest import just_confirmed
from tests.builders import moment, one_time_code

pytestmark = pytest.mark.django_db
GIVEN, SIGNED, ON = moment("2026-10-20", "08:30"), moment("2026-10-20", "10:00"), date(2026, 10, 20)
ALL = list(DelegatedKind)
TABLES = [DelegatedKind.TABLE]


@pytest.fixture(scope="module")
def yunxi(kept_for_the_module: None) -> world.World:
    return world.world()


@pytest.fixture(scope="module")
def application(yunxi: world.World) -> Application:
    """A table to be signed: its window closed on 19 October."""
    return world.proposed(yunxi)


@pytest.fixture(scope="module")
def lawyer(yunxi: world.World) -> User:
    return builders.staff(Role.LEGAL, "方正言", at=yunxi.bureau)


def give(by: User, to: User, power: str = Power.SIGN, kinds: list[DelegatedKind] = TABLES) -> Delegation:
    return accounts.delegate(
        by.bureau_id or 0, holder=to, power=power, kinds=kinds, valid_from=ON, valid_to=date(2026, 10, 30),
        basis="云环委〔2026〕3号", why="出差", by=by, at=GIVEN,
    )  # fmt: skip


def sign(application: Application, by: User) -> Application:
    return actions.approve(application.pk, code=one_time_code(SIGNED), by=by, at=SIGNED)


def test_log_letter_announcement_and_the_supervisors_figure_say_who_signed_in_whose_name(
    yunxi: world.World, application: Application, lawyer: User
) -> None:
    give(yunxi.leader, lawyer)

    assert sign(application, lawyer).state == State.APPROVED

    event = log.history(application.case).get(name="approved")
    assert (event.actor, event.acting_for, event.facts["delegated_by"]) == (lawyer, "韩松年", yunxi.leader.pk)
    line = next(one for one in timeline(application) if one.verb == "批准")
    assert (line.text, "云环委〔2026〕3号" in line.small) == ("方正言 代 韩松年", True)
    words = "本决定由方正言受韩松年委托签发（委托书：云环委〔2026〕3号）"
    letter = Letter.objects.get(kind=Letter.Kind.APPROVAL)
    assert letter.fields["delegated"] == words
    assert words in letters.html(letter)
    assert dict(Notice.objects.get(kind=Notice.Kind.DECISION).facts)["委托签发"] == words
    assert shared_out(yunxi.supervisor) == {"by_one": 0, "delegated": 1}


def test_without_one_or_for_another_kind_nobody_signs(
    yunxi: world.World, application: Application, lawyer: User
) -> None:
    with pytest.raises(NotYours):
        sign(application, lawyer)
    give(yunxi.leader, lawyer, kinds=[DelegatedKind.REGISTRATION])
    with pytest.raises(NotYours):
        sign(application, lawyer)
    assert "approve" not in rules.available(lawyer, application, ON)


def test_one_power_is_not_another(yunxi: world.World, application: Application, lawyer: User) -> None:
    give(yunxi.leader, lawyer, Power.EXTEND)

    with pytest.raises(NotYours):
        sign(application, lawyer)


def test_after_its_last_day_it_does_nothing(yunxi: world.World, application: Application, lawyer: User) -> None:
    give(yunxi.leader, lawyer)
    late = moment("2026-11-02", "10:00")

    with pytest.raises(NotYours):
        actions.send_back(application.pk, reason="再看", by=lawyer, at=late)


@pytest.mark.parametrize("who", ["clerk", "officer", "head"])
def test_who_took_another_part_of_the_case_does_not_sign_it_under_a_delegation(
    yunxi: world.World, application: Application, who: str
) -> None:
    person = getattr(yunxi, who)
    give(yunxi.leader, person)

    with pytest.raises(rules.ActedBefore):
        sign(application, person)


def test_nobody_signs_in_the_name_of_somebody_who_may_not_sign_themselves(
    yunxi: world.World, application: Application, lawyer: User
) -> None:
    world.give_role(yunxi.head, Role.LEADER)
    give(yunxi.head, lawyer)

    with pytest.raises(rules.ActedBefore, match="许望舒"):
        sign(application, lawyer)


def test_of_two_givers_it_is_the_one_who_could_sign_in_check_letter_and_log_alike(
    yunxi: world.World, application: Application, lawyer: User
) -> None:
    second = builders.staff(Role.LEADER, "高秉文", at=yunxi.bureau)
    give(yunxi.leader, lawyer)
    give(second, lawyer)
    log.record(application.case, cases.CONFLICT, by=yunxi.leader, at=GIVEN)

    sign(application, lawyer)

    assert log.history(application.case).get(name="approved").acting_for == "高秉文"
    assert "受高秉文委托" in Letter.objects.get(kind=Letter.Kind.APPROVAL).fields["delegated"]


def test_all_that_hold_are_public_however_many_are_over_and_nothing_personal_is(
    yunxi: world.World, lawyer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "MOST", 1)
    officer = builders.staff(Role.OFFICER, "陈同事", at=yunxi.bureau)
    for holder in (lawyer, officer):
        given = give(yunxi.leader, holder, Power.EXTEND)
        accounts.end_delegation(given.pk, reason="电话 13912345678", by=yunxi.leader, at=SIGNED)
    held = [give(yunxi.leader, holder) for holder in (lawyer, officer)]
    declined = give(yunxi.head, officer, Power.PAUSE)
    accounts.decline_delegation(declined.pk, reason="不必", by=yunxi.leader, at=SIGNED)

    holding, over = pages.published(ON)

    assert sorted(one.pk for one in holding) == [one.pk for one in held]
    assert [one.ended_why for one in over] == ["电话 ■■"]


def test_nor_in_the_name_of_somebody_in_conflict(yunxi: world.World, application: Application, lawyer: User) -> None:
    give(yunxi.leader, lawyer)
    log.record(application.case, cases.CONFLICT, by=yunxi.leader, at=GIVEN)

    with pytest.raises(NotYours, match="韩松年"):
        sign(application, lawyer)


def test_what_was_done_in_ones_name_counts_as_done_oneself(
    yunxi: world.World, application: Application, lawyer: User
) -> None:
    give(yunxi.leader, lawyer)
    actions.send_back(application.pk, reason="补充依据", by=lawyer, at=SIGNED)

    assert rules.parts_of(yunxi.leader, application) == rules.parts_of(lawyer, application) == {Part.SIGN}


def test_a_heads_power_reaches_the_cases_of_the_heads_own_section_alone(yunxi: world.World) -> None:
    clerk = builders.staff(Role.CLERK, at=yunxi.bureau)
    given = give(yunxi.head, clerk, Power.PROPOSE, ALL)
    accounts.agree_delegation(given.pk, by=yunxi.leader, at=GIVEN)
    mine, others = (
        builders.case(bureau=yunxi.bureau, section=section, number=f"云环收〔2026〕9{n} 号", opened_on=ON)
        for n, section in enumerate((yunxi.head.section, builders.section(yunxi.bureau, name="二科")))
    )

    seen = cases.visible_to(clerk, ON, "decision.approve_first")
    assert mine in seen
    assert others not in seen


def test_whoever_signs_reads_the_case_and_signs_on_its_page(
    yunxi: world.World, application: Application, lawyer: User
) -> None:
    officer = builders.staff(Role.OFFICER, "陈同事", at=yunxi.bureau)
    page = f"/desk/cases/{application.pk}/"
    with time_machine.travel(SIGNED, tick=True):
        assert just_confirmed(officer).get(page).status_code == 404
        give(yunxi.leader, officer)
        client = just_confirmed(officer)
        assert f"{page}approve/" in client.get(page).content.decode()
        assert "您受韩松年委托办理" in client.get(f"{page}approve/").content.decode()
        public = Client().get("/who-decides/").content.decode()
        data = Client().get("/who-decides.json").json()["delegations"]
    assert "陈同事" in public
    assert [(one["by"], one["to"], one["holds_today"]) for one in data] == [("韩松年", "陈同事", True)]


def test_a_pause_is_confirmed_and_a_table_proposed_in_a_heads_name(yunxi: world.World, lawyer: User) -> None:
    accepted = world.commission(yunxi, world.accepted(yunxi, project_code="2609-990102-07-02-418826"))
    at = moment("2026-09-23", "15:12")
    for power in (Power.PAUSE, Power.PROPOSE):
        given = accounts.delegate(
            yunxi.bureau.pk, holder=lawyer, power=power, kinds=TABLES, valid_from=at.date(),
            valid_to=date(2026, 10, 12), basis="云环委〔2026〕2号", why="休假", by=yunxi.head, at=at,
        )  # fmt: skip
        accounts.agree_delegation(given.pk, by=yunxi.leader, at=at)

    actions.confirm_expert_review(accepted.pk, by=lawyer, at=at)
    actions.file_expert_opinion(accepted.pk, opinion="工艺可行。", by=yunxi.officer, at=moment("2026-09-30"))
    world.publish(yunxi, accepted, Notice.Kind.ACCEPTANCE, moment("2026-09-30", "15:00"))
    actions.write_opinion(accepted.pk, conclusion="approve", text="同意。", by=yunxi.officer, at=moment("2026-10-09"))
    actions.propose(accepted.pk, by=lawyer, at=moment("2026-10-12", "08:00"))

    names = ("expert_review_started", "proposed")
    assert set(log.history(accepted.case).filter(name__in=names).values_list("acting_for", flat=True)) == {"许望舒"}


def test_an_extension_under_a_delegation_names_both(yunxi: world.World, lawyer: User) -> None:
    at = moment("2026-09-28")
    world.pledge(yunxi.bureau, amount=10, since=date(2026, 9, 1))
    accepted = world.accepted(yunxi, project_code="2609-990102-07-02-418824")
    accounts.delegate(
        yunxi.bureau.pk, holder=lawyer, power=Power.EXTEND, kinds=TABLES, valid_from=at.date(),
        valid_to=date(2026, 9, 30), basis="云环委〔2026〕2号", why="出差", by=yunxi.leader, at=at,
    )  # fmt: skip

    actions.extend(accepted.pk, days=1, reason="需要现场核实。", by=lawyer, at=at)

    assert Letter.objects.get(kind=Letter.Kind.EXTENSION).fields["approver"] == "韩松年委托方正言"


def test_kinds_of_delegations_are_the_kinds_of_cases() -> None:
    assert set(DelegatedKind.values) == {f"eia_{kind}" for kind in DocumentKind.values}
