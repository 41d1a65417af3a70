"""A plant needs twice its load replaced: available quota does not do, a reduction does and is free again at the end."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from approvals.access import screening
from approvals.applications import actions
from approvals.applications.states import State
from approvals.quotas import actions as quotas
from approvals.quotas.actions.posting import Where
from tests import world
from tests.access.rows import CEMENT, rule
from tests.accounts.conftest import signed_in
from tests.builders import moment, one_time_code
from tests.quotas import rows
from tests.quotas.rows import D

pytestmark = pytest.mark.django_db
SIGNED = moment("2026-10-20", "15:00")


def test_a_replacement_goes_from_the_sheet_through_the_ledger_to_the_approval_and_back() -> None:
    of = world.world()
    rows.controlled(of, "nox")
    book = rows.granted(of, 100, "nox")
    rule(of, kind="replacement", title="氮氧化物二倍替代", ordered_by="", area="", ratio=Decimal(2))
    where = Where(rows.area(of), "nox", 2026)
    reduction = quotas.verify_reduction(
        where, amount=D(30), source="东渡电厂", measure="关停 2 台机组", evidence="云市环核〔2026〕3号",
        verified_on=date(2026, 9, 1), by=of.head, at=moment("2026-09-10"),
    )  # fmt: skip
    application = world.accepted(of, **CEMENT)
    desk = f"/desk/cases/{application.pk}/screening/"

    def read(person: Any, address: str) -> str:
        with time_machine.travel(moment("2026-09-18"), tick=False):
            return str(signed_in(person).get(address).content.decode())

    assert "需要替代氮氧化物24吨/年，总量台账已绑定减排量氮氧化物0吨/年" in read(of.officer, desk)
    case = f"/desk/quotas/cases/{application.pk}/"
    assert "已由减排量替代 0 吨，须 24 吨" in read(of.officer, case)
    with time_machine.travel(moment("2026-09-18"), tick=False):
        answer = signed_in(of.officer).post(f"{case}replace/", {"supply": reduction.account.pk})
    assert answer.status_code == 302
    sheet = read(of.officer, desk)
    assert "总量台账已绑定足够的减排量：需要 氮氧化物24吨/年，绑定 氮氧化物24吨/年" in sheet
    assert "氮氧化物 24 · 东渡电厂 · 关停 2 台机组" in sheet

    world.publish(of, application, "acceptance", moment("2026-09-18", "17:00"))
    actions.write_opinion(
        application.pk, conclusion="approve", text="同意", ground="", by=of.officer,
        at=moment("2026-10-09"),
    )  # fmt: skip
    actions.propose(application.pk, by=of.head, at=moment("2026-10-12", "08:00"))
    world.publish(of, application, "proposed_decision", moment("2026-10-12", "17:00"))
    assert world.sign(of, application, SIGNED).state == State.APPROVED
    held = rows.stands(book)
    assert (held["committed"], held["supply"], held["retired"]) == (D(12), D(6), D(12))

    actions.give_up_approval(application.pk, facts="项目不再建设。", by=of.applicant, at=moment("2026-11-05"))
    at = moment("2026-11-06")
    actions.end_approval(application.pk, code=one_time_code(at), by=of.leader, at=at)

    assert rows.stands(book) == {"grant": D(-100), "reduction": D(-30), "available": D(100), "supply": D(30)}
    assert rows.proven()
    assert [one.rule.title for one in screening.hits(application.case, date(2026, 9, 17))] == ["氮氧化物二倍替代"]
