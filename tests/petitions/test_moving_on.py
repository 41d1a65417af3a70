"""What happens to it later: at another bureau, answered once more, late."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine

from disclosure.board import board
from disclosure.board.models import Notice
from enforcement.petitions import actions, guards
from enforcement.petitions.models import Petition
from envportal.accounts.enums import Role
from envportal.refusals import NotYours, Refused
from tests import builders
from tests.accounts.conftest import just_confirmed
from tests.builders import moment
from tests.petitions import rows

pytestmark = pytest.mark.django_db
RESULT: Any = {"problem": "夜间噪声扰民", "found": "风机超标", "done": "加装消声器", "responsible": "无"}


@pytest.fixture(name="of")
def _of() -> rows.Office:
    return rows.office()


@time_machine.travel("2026-11-04 10:00 +0800", tick=False)
def test_a_bureau_that_passed_it_on_sees_nothing_of_it_any_more(of: rows.Office) -> None:
    one = actions.report(of.bureau, rows.named(), key="n", address="x", at=rows.CAME)
    actions.route(one.pk, section=of.section, holder=of.officer, by=of.clerk, at=rows.ROUTED)
    county = builders.bureau("qingshi", "青石县生态环境局", "青环")
    actions.move(one.pk, bureau=county, reason="在青石县境内", by=of.clerk, at=rows.TAKEN)

    for person in (of.officer, of.clerk, of.supervisor, of.head):
        client = just_confirmed(person)
        for page in ("", "reporter/", "receipt/", "route/"):
            assert client.get(f"/desk/petitions/{one.pk}/{page}").status_code in {403, 404}, (person, page)
        assert one.case.number not in client.get("/desk/petitions/").content.decode()
        with pytest.raises(NotYours):
            actions.see_reporter(one.pk, reason="看看", by=person, at=rows.TAKEN)


def test_a_result_is_handed_in_again_after_it_was_answered_once_more(of: rows.Office) -> None:
    one = rows.answered(of)
    actions.submit_result(one.pk, by=of.officer, at=moment("2026-11-23"), **RESULT)
    notice, editor = Notice.objects.get(case=one.pk), builders.staff(Role.EDITOR, "另一位")
    board.publish(notice.pk, by=editor, at=moment("2026-11-23", "11:00"))
    actions.rate(one.pk, satisfied="no", said="还在响", at=moment("2026-11-24"))
    actions.reopen(one.pk, holder=of.other, reason="重新核查", by=of.head, at=moment("2026-11-24", "15:00"))
    actions.answer(one.pk, by=of.other, at=moment("2026-11-26"), **{**rows.SAID, "finding": "partly"})

    actions.submit_result(one.pk, by=of.other, at=moment("2026-11-27"), **{**RESULT, "done": "换了风机"})
    board.publish(Notice.objects.latest("pk").pk, by=editor, at=moment("2026-11-27", "11:00"))

    shown = board.current(one.case, board.Kind.PETITION_RESULT)
    assert shown is not None
    assert (dict(shown.facts)["处理和整改情况"], dict(shown.facts)["是否属实"]) == ("换了风机", "部分属实")


def test_more_time_is_not_granted_after_the_end_though_it_was_asked_for_before(of: rows.Office) -> None:
    one = rows.taken_up(of)  # to finish by Monday the 4th of January
    actions.ask_extension(one.pk, days=10, reason="等监测", by=of.officer, at=moment("2027-01-04"))

    with pytest.raises(Refused):
        actions.decide_extension(one.pk, is_granted=True, by=of.leader, at=moment("2027-01-05"))
    told: Any = {"is_granted": False, "declined_why": "已经到期", "by": of.leader, "at": moment("2027-01-05")}
    assert actions.decide_extension(one.pk, **told).extensions.get().is_granted is False


def test_another_kind_by_law_keeps_the_time_that_was_granted(of: rows.Office) -> None:
    one = rows.taken_up(of)
    actions.ask_extension(one.pk, days=10, reason="等监测", by=of.officer, at=moment("2026-11-10"))
    actions.decide_extension(one.pk, is_granted=True, by=of.leader, at=moment("2026-11-11"))
    told: Any = {"division": "青石镇", "pollution": ["water"], "enterprise": None, "is_dispute": False}

    with pytest.raises(guards.NotPossible):
        actions.correct(one.pk, kind="petition", reason="要求赔偿", by=of.head, at=moment("2026-11-12"), **told)
    same = actions.correct(one.pk, kind="tip_off", reason="是水", by=of.head, at=moment("2026-11-12"), **told)
    assert same.case.title == "青石镇水问题"


@time_machine.travel("2026-11-10 10:00 +0800", tick=False)
def test_what_cannot_be_so_is_said_in_place(of: rows.Office) -> None:
    one, company = rows.taken_up(of), builders.enterprise()
    Petition.objects.filter(pk=one.pk).update(enterprise=company)
    client, page = just_confirmed(of.officer), f"/desk/petitions/{one.pk}/"

    for verb, typed in (
        ("visit", {"what": "风机", "latest": "2026-11-09"}), ("link", {"number": "没有这号"}),
        ("link", {"number": one.case.number}), ("ask-extension", {"days": "31", "reason": "x"}),
        ("ask-extension", {"days": "9" * 30, "reason": "x"}), ("merge", {"into": "9" * 30, "reason": "x"}),
        ("merge", {"into": str(one.pk), "reason": "x"}), ("answer", {**rows.SAID, "finding": "maybe"}),
        ("review", {"conclusion": "upheld", "text": "x", "organ": "x"}), ("mediate", {"met_on": "2026-02-30"}),
    ):  # fmt: skip
        assert (verb, client.post(f"{page}{verb}/", typed).status_code // 10) in {(verb, 40), (verb, 42)}
    for verb in ("reopen", "settle", "route", "grant"):
        assert client.post(f"{page}{verb}/", {"reason": "x"}).status_code in {403, 404}


def test_a_case_somebody_may_not_see_is_neither_linked_nor_named(of: rows.Office) -> None:
    one, theirs = rows.taken_up(of, "mine"), rows.reported(of, "theirs", division="白沙镇")
    actions.route(theirs.pk, section=of.section, holder=of.other, by=of.clerk, at=rows.ROUTED)
    number = Petition.objects.get(pk=theirs.pk).case.number or ""

    with pytest.raises(guards.NotPossible, match="看不到"):
        actions.link(one.pk, number=number, by=of.officer, at=rows.DONE)
    actions.link(one.pk, number=number, by=of.head, at=rows.DONE)

    with time_machine.travel(rows.DONE, tick=False):
        mine, heads = (
            just_confirmed(who).get(f"/desk/petitions/{one.pk}/").content.decode() for who in (of.officer, of.head)
        )
    assert ("白沙镇" in mine, number in mine) == (False, False)
    assert ("白沙镇" in heads, number in heads) == (True, True)
