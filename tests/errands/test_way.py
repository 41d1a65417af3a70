"""What is decided above is prepared, sent up whole, and followed, inside this portal and outside it."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import IntegrityError, transaction

from approvals.errands import actions, queries, rules
from approvals.errands.actions import Asked
from approvals.errands.models import Errand, News
from approvals.errands.states import Outcome, State, Step, What
from envportal.accounts.enums import Role
from envportal.accounts.models import Bureau, User
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.guards import zips
from envportal.duties.models import Duty
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from envportal.supervision import actions as supervision
from tests import builders, world
from tests.builders import moment
from tests.documents import corpus
from tests.world import World

pytestmark = pytest.mark.django_db
# Monday 21 September 2026; Friday of that week is Mid-Autumn.
NOW = moment("2026-09-21", "09:00")
WANTED: list[actions.Wanted] = [
    {"name": "环评报告书", "basis": "生态环境法典第102条"}, {"name": "公众参与说明", "basis": ""},
]  # fmt: skip


@pytest.fixture
def yunxi() -> World:
    return world.world()


@pytest.fixture
def province(yunxi: World) -> Bureau:
    """A bureau of this portal above the city's."""
    above = builders.bureau("lin", "临省生态环境厅", "临环")
    yunxi.bureau.parent = above
    yunxi.bureau.save()
    return above


def asked(of: World, superior: Bureau | None = None, **more: Any) -> Errand:
    told = Asked(**{
        "what": What.APPROVAL, "project_name": "年产 20 万吨造纸项目", "words": "由省厅审批", "superior": superior,
        "superior_name": "临省生态环境厅", **more,
    })  # fmt: skip
    return actions.ask(of.owner, of.bureau, asked=told, by=of.applicant, at=NOW)


def prepared(of: World, superior: Bureau | None = None) -> Errand:
    errand = actions.take(asked(of, superior).pk, by=of.officer, at=NOW)
    return actions.want(errand.pk, items=WANTED, by=of.officer, at=NOW)


def put(of: World, errand: Errand, by: User | None = None) -> None:
    person = by or of.applicant
    verb = actions.put_in if person.is_staff_member else actions.supply
    for n, item in enumerate(queries.missing(errand), 1):
        verb(errand.pk, item=item, file=corpus.upload(corpus.pdf(n), f"{n}.pdf"), by=person, at=NOW)


def sent(of: World, superior: Bureau | None = None) -> Errand:
    errand = prepared(of, superior)
    put(of, errand)
    return actions.send(errand.pk, by=of.officer, at=NOW)


def proof(name: str = "回执.pdf", pages: int = 1) -> Any:
    return corpus.upload(corpus.pdf(pages), name)


def told(template: str) -> set[str]:
    return set(Message.objects.filter(template=template).values_list("to_user__name", flat=True))


def test_an_errand_begins_with_the_consent_of_the_enterprise_and_a_limit_of_our_own(yunxi: World) -> None:
    errand = asked(yunxi)

    assert (errand.consented_by, errand.state) == (yunxi.applicant, State.ASKED)
    assert errand.case.number == "云环代报〔2026〕1号"
    clock = clocks.open_clock(errand.case, Matter.ERRAND)
    assert (clock.due_on, clock.rule.bureau, clock.rule.doubt) == (date(2026, 9, 29), None, "本局自定；法律没有规定")
    assert told("errand_to_take") == {"许望舒"}


def test_nobody_asks_for_an_enterprise_that_did_not_let_them(yunxi: World) -> None:
    stranger = world.other_applicant(yunxi)
    with pytest.raises(rules.MayNotAsk):
        actions.ask(yunxi.owner, yunxi.bureau, asked=Asked("approval", "纸", "", "省厅"), by=stranger, at=NOW)


def test_the_same_errand_runs_once_at_a_time(yunxi: World) -> None:
    asked(yunxi)
    with pytest.raises(rules.AskedAlready):
        asked(yunxi)
    assert asked(yunxi, what=What.PERMIT).state == State.ASKED


def test_whoever_takes_it_is_the_one_counterpart(yunxi: World) -> None:
    errand = actions.take(asked(yunxi).pk, by=yunxi.officer, at=NOW)

    assert errand.case.holder == yunxi.officer
    assert "周明远" in Message.objects.get(template="errand_taken").subject
    with pytest.raises(rules.OutOfOrder):
        actions.take(errand.pk, by=yunxi.head, at=NOW)


def test_nothing_goes_up_by_halves(yunxi: World) -> None:
    errand = actions.take(asked(yunxi).pk, by=yunxi.officer, at=NOW)
    with pytest.raises(rules.NotComplete):
        actions.send(errand.pk, by=yunxi.officer, at=NOW)
    actions.want(errand.pk, items=WANTED, by=yunxi.officer, at=NOW)
    with pytest.raises(rules.NotComplete, match="环评报告书、公众参与说明"):
        actions.send(errand.pk, by=yunxi.officer, at=NOW)


def test_the_package_holds_its_contents_with_digests_consent_and_that_it_is_free(yunxi: World) -> None:
    errand = sent(yunxi)

    package = errand.packages.get()
    made = queries.package_sent(package)
    archive = ZipFile(BytesIO(b"".join(zips.stream(made.entries))))
    assert archive.namelist() == ["目录.txt", "01 环评报告书.pdf", "02 公众参与说明.pdf"]
    contents = archive.read("目录.txt").decode()
    digests = [one["sha256"] for one in package.files]
    for words in ("不收取任何费用", "同意由云溪市生态环境局代为上报", *digests):
        assert words in contents
    assert made.entries[0].sha256 == package.sha256
    assert clocks.open_clock(errand.case, Matter.ERRAND) is None


def test_a_bureau_outside_is_entered_by_hand_with_proof_and_only_in_order(yunxi: World) -> None:
    errand = sent(yunxi)
    day = moment("2026-09-25")

    def note(step: str, on: date, **more: Any) -> Errand:
        said = {"due_on": None, "outcome": "", "number": "", "words": "", **more}
        return actions.note(errand.pk, step=step, on=on, file=proof(pages=on.day), by=yunxi.officer, at=day, **said)

    for on in (date(2026, 9, 20), date(2026, 9, 26)):
        with pytest.raises(rules.DatesDoNotFit):
            note(Step.RECEIVED, on)
    note(Step.RECEIVED, date(2026, 9, 22))
    with pytest.raises(rules.OutOfOrder):
        note(Step.RECEIVED, date(2026, 9, 23))
    with pytest.raises(rules.DatesDoNotFit):
        note(Step.ACCEPTED, date(2026, 9, 21))
    found = note(Step.ACCEPTED, date(2026, 9, 24), due_on=date(2026, 11, 23))

    assert (found.state, found.superior_due_on) == (State.ACCEPTED, date(2026, 11, 23))
    assert News.objects.filter(proof=None).count() == 0
    with pytest.raises(IntegrityError, match="news_from_outside_has_its_proof"), transaction.atomic():
        News.objects.create(errand=errand, step=Step.RECEIVED, on=day.date(), by=yunxi.officer, at=day)


def test_when_the_bureau_above_is_late_we_see_it_and_are_reminded(yunxi: World) -> None:
    errand = sent(yunxi)
    actions.note(
        errand.pk, step=Step.ACCEPTED, on=date(2026, 9, 21), due_on=date(2026, 9, 30), outcome="", number="", words="",
        file=proof(), by=yunxi.officer, at=NOW,
    )  # fmt: skip
    [duty] = Duty.objects.all()
    assert (duty.due_on, duty.holder) == (date(2026, 9, 30), yunxi.officer)

    assert not Errand.objects.filter(queries.late(date(2026, 9, 30))).exists()
    assert Errand.objects.filter(queries.late(date(2026, 10, 1))).get() == errand
    supervision.sweep(at=moment("2026-10-01", "00:10"))
    assert Duty.objects.get().overdue_at is not None


def test_a_supplement_is_listed_brought_and_sent_as_a_package_of_its_own(yunxi: World) -> None:
    errand = sent(yunxi)
    more: list[actions.Wanted] = [{"name": "枯水期预测", "basis": "补正通知"}]
    errand = actions.note(
        errand.pk, step=Step.SUPPLEMENT, on=date(2026, 9, 21), due_on=None, outcome="", number="", words="", items=more,
        file=proof(), by=yunxi.officer, at=NOW,
    )  # fmt: skip
    assert (errand.state, [one.name for one in queries.missing(errand)]) == (State.SUPPLEMENT, ["枯水期预测"])
    assert clocks.due_on(errand.case, Matter.ERRAND) == date(2026, 9, 29)
    assert "沈雁" in told("errand_supplement_above")

    put(yunxi, errand, yunxi.officer)
    errand = actions.send(errand.pk, by=yunxi.officer, at=NOW)

    assert [(one.number, len(one.files)) for one in errand.packages.all()] == [(1, 2), (2, 1)]


def test_a_bureau_of_this_portal_sees_what_was_sent_and_answers_itself(yunxi: World, province: Bureau) -> None:
    clerk, other = builders.staff(Role.CLERK, "高岩", at=province), world.world(code="dongling")
    errand = prepared(yunxi, province)
    assert not queries.from_below(clerk).exists()
    put(yunxi, errand)
    actions.send(errand.pk, by=yunxi.officer, at=NOW)
    assert queries.from_below(clerk).get() == errand
    assert told("errand_from_below") == {"高岩"}
    with pytest.raises(rules.AnsweredThere):
        actions.note(errand.pk, step=Step.RECEIVED, on=NOW.date(), file=proof(), by=yunxi.officer, at=NOW)
    for stranger in (yunxi.officer, other.clerk):
        with pytest.raises(NotYours):
            actions.answer(errand.pk, step=Step.RECEIVED, on=date(2026, 9, 21), by=stranger, at=NOW)

    limit = date(2026, 11, 20)
    actions.answer(errand.pk, step=Step.ACCEPTED, on=date(2026, 9, 21), due_on=limit, by=clerk, at=NOW)
    found = actions.answer(
        errand.pk, step=Step.DECIDED, on=date(2026, 9, 21), outcome=Outcome.GRANTED, number="临环审〔2026〕9号",
        by=clerk, at=NOW,
    )  # fmt: skip

    assert (found.state, found.case.closed_on) == (State.DECIDED, date(2026, 9, 21))
    assert "临环审〔2026〕9号" in Message.objects.get(template="errand_decided_above", to_user=yunxi.applicant).body
    assert Duty.objects.get().ended_on == date(2026, 9, 21)


def test_only_a_bureau_above_is_handed_anything(yunxi: World) -> None:
    with pytest.raises(rules.MayNotAsk):
        asked(yunxi, world.world(code="dongling").bureau)


def test_the_enterprise_takes_its_errand_back_and_the_bureau_gives_one_up_for_a_reason(yunxi: World) -> None:
    withdrawn = actions.withdraw(asked(yunxi).pk, reason="自己去报", by=yunxi.applicant, at=NOW)
    assert (withdrawn.state, clocks.open_clock(withdrawn.case, Matter.ERRAND)) == (State.ENDED, None)
    errand = sent(yunxi)
    with pytest.raises(NotYours):
        actions.give_up(errand.pk, reason="本局可以审批", by=yunxi.clerk, at=NOW)
    actions.give_up(errand.pk, reason="本局可以审批", by=yunxi.officer, at=NOW)
    assert "本局可以审批" in Message.objects.get(template="errand_ended").body


def test_a_delegation_is_sought_and_kept_with_document_scope_and_term(yunxi: World) -> None:
    errand = sent(yunxi)
    actions.seek(errand.pk, scope="造纸以外的报告表", asked_on=date(2026, 9, 21), by=yunxi.officer, at=NOW)
    with pytest.raises(rules.OutOfOrder):
        actions.seek(errand.pk, scope="再来一次", asked_on=date(2026, 9, 21), by=yunxi.officer, at=NOW)
    answer: dict[str, Any] = {
        "outcome": Outcome.GRANTED, "answered_on": date(2026, 9, 21), "document_number": "临环函〔2026〕3号",
        "granted_scope": "报告表", "valid_from": date(2026, 10, 1), "by": yunxi.officer, "at": NOW,
    }  # fmt: skip
    for valid_to in (None, date(2026, 9, 30)):
        with pytest.raises(rules.DatesDoNotFit):
            actions.answer_sought(errand.pk, file=proof(), valid_to=valid_to, **answer)
    found = actions.answer_sought(errand.pk, file=proof(), valid_to=date(2028, 9, 30), **answer)

    assert (found.granted_scope, found.valid_to, found.proof.is_inside) == ("报告表", date(2028, 9, 30), True)
    assert queries.sought(yunxi.officer, NOW.date()).get() == found
    with pytest.raises(IntegrityError, match="granted_delegation_has_scope_and_term"), transaction.atomic():
        errand.delegations.update(granted_scope="")
