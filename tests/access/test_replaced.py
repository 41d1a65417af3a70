"""削减替代 is met by what the ledger has bound to the case, and by nobody's word."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from approvals.access import actions, queries, screening
from approvals.access.models import Rule
from approvals.access.rules.changes import LedgerDecides
from approvals.access.rules.reading import Held, Subject, read
from approvals.quotas import actions as quotas
from approvals.quotas import queries as books
from approvals.quotas.actions.posting import Where
from approvals.quotas.guards import NothingToDo
from envportal.audit import log
from tests import world
from tests.access.rows import plant, rule
from tests.builders import moment
from tests.quotas import rows
from tests.quotas.rows import D

DAY, AT = date(2026, 9, 18), moment("2026-09-18")


# READ -------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("ratio", "need", "times", "given", "result", "because"),
    [
        ("2", "12", "1", "24", "met", "replaced"),
        ("2", "12", "1", "23.9999", "not_met", "hit"),
        ("1", "12", "2", "24", "met", "replaced"),
        ("1", "12", "2", "12", "not_met", "hit"),
        ("2", "10", "1", "20", "person", "need_only"),
        ("2", "10", "1", "19.9999", "not_met", "hit"),
        ("2", "0", "1", "0", "person", "need_only"),
        ("2", None, None, None, "not_met", "hit"),
    ],
)
def test_the_greater_ratio_counts_and_a_lower_need_is_for_a_person_to_judge(
    ratio: str, need: str | None, times: str, given: str, result: str, because: str
) -> None:
    asked = Rule(kind="replacement", pollutants="nox", ratio=Decimal(ratio), outcome="not_met")
    held = {"nox": Held(Decimal(need), Decimal(times), Decimal(given))} if need is not None else {}

    found = read(asked, Subject(emissions={"nox": Decimal(12)}, replaced=held))

    assert (found.result, found.because) == (result, because)


# HELD -------------------------------------------------------------------------
@pytest.fixture
def yunxi(db) -> world.World:
    found = world.world()
    rows.controlled(found, "nox")
    rule(found, kind="replacement", title="氮氧化物二倍替代", ordered_by="", area="", ratio=Decimal(2))
    return found


def reduction(of: world.World, amount: str | int, source: str = "东渡电厂") -> Any:
    where = Where(rows.area(of), "nox", 2026)
    told = {"source": source, "measure": "关停 2 台机组", "evidence": "云市环核〔2026〕3号"}
    return quotas.verify_reduction(where, amount=D(amount), verified_on=date(2026, 9, 1), by=of.head, at=AT, **told)


def stands(application: Any) -> tuple[str, dict[str, str]]:
    one = next(one for one in screening.stand(application.case, DAY) if one.rule.kind == "replacement")
    return one.result, one.verdict.used["replaced"]


def test_what_an_officer_types_is_a_note_and_meets_nothing(yunxi):
    application = plant(yunxi)

    actions.correct(
        application.pk, reason="替代方案已核实", replaced_from="东渡电厂关停，24 吨", unit="", longitude=None,
        latitude=None, inside=[], near=[], by=yunxi.officer, at=AT,
    )  # fmt: skip

    assert stands(application) == ("not_met", {"nox": "0"})
    with pytest.raises(screening.AccessNotMet):
        screening.allows_approval(application.case, DAY)


def test_available_quota_replaces_nothing_and_gives_way_to_a_reduction_twice_over(yunxi):
    book = rows.granted(yunxi, 100, "nox")
    application = plant(yunxi)
    found = reduction(yunxi, 30)
    assert stands(application) == ("not_met", {"nox": "0"})

    quotas.replace(application.pk, supply=found.account, by=yunxi.officer, at=AT)

    assert stands(application) == ("met", {"nox": "24"})
    screening.allows_approval(application.case, DAY)
    held = rows.stands(book)
    assert (held["available"], held["supply"], held["reserved"], held["retired"]) == (D(100), D(6), D(12), D(12))
    assert rows.proven()
    with pytest.raises(NothingToDo):
        quotas.replace(application.pk, supply=found.account, by=yunxi.officer, at=AT)


@pytest.mark.parametrize(("given", "pool", "available"), [("4", "2", "2"), ("2", "2", "1"), ("20", "10", "2")])
def test_what_a_leader_drew_from_the_pool_stays_as_far_as_it_is_lacking(yunxi, given: str, pool: str, available: str):
    # Twelve needed, twice over: two were available, ten a leader drew from a pool of twelve.
    book = rows.granted(yunxi, 14, "nox")
    quotas.shift(book.pk, kind="set_aside", amount=D(12), reason="储备", by=yunxi.leader, at=moment("2026-03-03"))
    application = plant(yunxi)
    quotas.top_up(application.pk, kind="pool", by=yunxi.leader, at=AT)
    assert not books.lacks(application.case)

    quotas.replace(application.pk, supply=reduction(yunxi, given).account, by=yunxi.officer, at=AT)

    held = rows.stands(book)
    assert not books.lacks(application.case)
    assert (held.get("pool"), held.get("available")) == (D(pool), D(available))
    assert rows.proven()


def test_two_reductions_add_up_and_what_they_do_not_reach_comes_from_what_is_available(yunxi):
    rows.granted(yunxi, 100, "nox")
    application = plant(yunxi)

    quotas.replace(application.pk, supply=reduction(yunxi, 10).account, by=yunxi.officer, at=AT)
    assert stands(application) == ("not_met", {"nox": "10"})
    assert not books.lacks(application.case)
    quotas.replace(application.pk, supply=reduction(yunxi, 14, "云溪水泥").account, by=yunxi.officer, at=AT)

    assert stands(application) == ("met", {"nox": "24"})
    assert rows.proven()


def test_what_is_released_is_no_longer_met_and_the_sweep_draws_the_sheet_anew(yunxi):
    application = plant(yunxi)
    quotas.replace(application.pk, supply=reduction(yunxi, 24).account, by=yunxi.officer, at=AT)
    assert actions.refresh_due(at=moment("2026-09-18", "10:00")) == 1
    sheet = queries.sheets(application.case)[0]
    assert (sheet.occasion, sheet.facts["replaced"]) == ("ledger", {"nox": "24"})
    assert sheet.facts["replaced_by"] == ["东渡电厂 · 关停 2 台机组"]

    quotas.release(application.case, reason="减排量另有安排", by=yunxi.leader, at=moment("2026-09-18", "11:00"))

    assert stands(application) == ("not_met", {"nox": "0"})
    assert actions.refresh_due(at=moment("2026-09-18", "12:00")) == 1
    assert actions.refresh_due(at=moment("2026-09-18", "12:15")) == 0
    assert log.history(application.case).filter(name="screened").last().facts["hits"]


def test_nobody_s_word_takes_the_place_of_a_reduction_but_an_unread_rule_may_not_apply(yunxi):
    words: dict[str, Any] = {
        "kind": "replacement",
        "ordered_by": "",
        "area": "",
        "ratio": Decimal(1),
        "outcome": "person",
    }
    read_, unread = rule(yunxi, title="等量替代", **words), rule(yunxi, title="未核对", evidence="M", **words)
    application = plant(yunxi)

    def say(of: Rule, result: str) -> None:
        actions.answer(application.pk, rule=of.pk, result=result, reason="已核实", by=yunxi.officer, at=AT)

    with pytest.raises(LedgerDecides):
        say(read_, "met")
    say(read_, "not_met")
    say(unread, "met")
    quotas.replace(application.pk, supply=reduction(yunxi, 24).account, by=yunxi.officer, at=AT)

    assert {one.result for one in screening.stand(application.case, DAY)} == {"met"}


def test_a_rule_that_is_only_a_note_demands_nothing(yunxi):
    rule(
        yunxi,
        kind="replacement",
        title="提示",
        ordered_by="",
        area="",
        pollutants="nox",
        ratio=Decimal(3),
        outcome="noted",
    )

    assert [one.demand.times for one in books.demanded(plant(yunxi).case)] == [D(2)]


def test_a_rule_no_longer_in_force_demands_nothing_of_the_ledger(yunxi):
    application = plant(yunxi)
    assert [one.demand.times for one in books.demanded(application.case)] == [D(2)]
    key = Rule.objects.get(kind="replacement").key
    rule(
        yunxi, moment("2026-09-20"), key, since=date(2026, 9, 21), kind="replacement", ordered_by="", area="",
        ratio=Decimal(2), is_retired=True,
    )  # fmt: skip

    actions.refresh_due(at=moment("2026-09-21", "00:05"))

    assert books.demanded(application.case) == []
