"""The pages of this room, as each reader meets them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine

from enforcement.orders import actions, rules
from enforcement.orders.models import Order, Penalty
from enforcement.orders.states import OrderState, PenaltyState
from enforcement.orders.views.table import TABLES
from envportal.accounts.rules import matrix
from tests import builders
from tests.accounts.conftest import queries_of, signed_in
from tests.builders import moment
from tests.orders import builders as build

pytestmark = pytest.mark.django_db
OF_THE_PARTY = {"report", "state_defence", "ask_hearing", "withdraw_hearing", "ask_time", "ask_repair"}


@pytest.fixture
def of() -> build.Force:
    return build.force()


def at(day: str) -> time_machine.travel:
    return time_machine.travel(moment(day), tick=True)


def post(client, address: str, **typed: object):
    return client.post(address, {"_key": str(uuid4()), **typed})


def test_an_order_is_drafted_signed_served_and_reported_on_the_pages(of):
    inspector, head, owner = signed_in(of.inspector), signed_in(of.head), signed_in(of.applicant)
    with at("2026-09-01"):
        said = {
            "enterprise": of.owner.pk, "violation": "over_standard", "facts": "直排。",
            "corrections": "停止直排\n修复装置", "within": "2026年9月20日",
        }  # fmt: skip
        assert post(inspector, "/desk/orders/new/", **said).status_code == 302
        order = Order.objects.get()
        assert [one.text for one in order.corrections.all()] == ["停止直排", "修复装置"]
        assert owner.get(f"/my/orders/{order.pk}/").status_code == 404
        assert post(head, f"/desk/orders/{order.pk}/sign/").status_code == 302
    inspector, owner = signed_in(of.inspector), signed_in(of.applicant)
    with at("2026-09-03"):
        letter = Order.objects.get().letter
        typed = {"letter": letter.pk, "way": "post", "on": "2026-9-3", "tracking": "EMS 1"}
        assert post(inspector, f"/desk/orders/{order.pk}/serve/", **typed).status_code == 302
        page = owner.get(f"/my/orders/{order.pk}/").content.decode()
        assert "停止直排" in page
        assert f"/my/orders/{order.pk}/report/" in page
        assert post(owner, f"/my/orders/{order.pk}/report/", words="已修复。").status_code == 302

    assert Order.objects.get().state == OrderState.SERVED
    assert Order.objects.get().report_words == "已修复。"


def test_a_refusal_keeps_what_was_typed_and_says_why(of):
    penalty = build.filed(of)
    with at("2026-09-08"):
        steps = {f"step_{name}": value for name, value in build.MILD.items()}
        answer = post(
            signed_in(of.inspector), f"/desk/penalties/{penalty.pk}/propose/", facts="废气超标一倍。", amount="150000",
            **steps,
        )  # fmt: skip
        wrong = post(signed_in(of.inspector), f"/desk/penalties/{penalty.pk}/propose/", facts="", **steps)

    assert answer.status_code == 409
    assert "须写明理由并经集体讨论" in answer.content.decode()
    assert "废气超标一倍。" in answer.content.decode()
    assert wrong.status_code == 422


def test_every_step_of_every_kind_has_a_page_that_opens_or_says_why_not(of):
    order, penalty = build.served(of), build.notified(of)
    sealing = actions.open_sealing(
        None, enterprise=of.owner, place="车间", facts="直排。", law="法", second=of.second,
        items=[("风机", "1台", "")], by=of.inspector, at=moment("2026-09-01"),
    )  # fmt: skip
    people = {"inspector": of.inspector, "section_head": of.head, "leader": of.leader, "legal": of.lawyer}
    clients = {role: signed_in(person) for role, person in people.items()}
    with at("2026-09-11"):
        for row, address in ((order, "orders"), (penalty, "penalties"), (sealing, "sealings")):
            for verb in set(TABLES[type(row)]) - OF_THE_PARTY:
                row_of_matrix = matrix()[rules.verb_of(row, verb).action]
                role = next(role for role in people if row_of_matrix[role] != "-")
                assert clients[role].get(f"/desk/{address}/{row.pk}/{verb}/").status_code == 200, verb
            assert clients["inspector"].get(f"/desk/{address}/{row.pk}/no_such_step/").status_code == 404


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_opens_in_both_languages_at_every_stage(of, language):
    order, penalty = build.served(of), build.decided(of)
    build.paid(of, penalty, 90_000, "2026-10-08")
    leader, owner = signed_in(of.leader), signed_in(of.applicant)
    with at("2026-10-12"):
        for page in ("orders", "penalties", "sealings", "penalties/calculator"):
            assert leader.get(f"{language}/desk/{page}/").status_code == 200
        for page in (f"orders/{order.pk}", f"penalties/{penalty.pk}"):
            assert leader.get(f"{language}/desk/{page}/").status_code == 200
            assert owner.get(f"{language}/my/{page}/").status_code == 200
        for page in ("orders", "penalties"):
            assert owner.get(f"{language}/my/{page}/").status_code == 200
        # 100,000 are four days late on the twelfth.
        assert "12,000" in owner.get(f"{language}/my/penalties/{penalty.pk}/").content.decode()


def test_the_gate_of_a_decision_names_what_is_missing(of):
    penalty = build.notified(of)
    with at("2026-09-11"):
        page = signed_in(of.leader).get(f"/desk/penalties/{penalty.pk}/").content.decode()

    assert "法制审核已通过" in page
    assert "还差 3 项，现在不能办。" in page


def test_the_calculator_shows_both_laws_and_why_one_applies(of):
    asked = {
        "violation": "measures_missing", "act_on": "2026-6-1", "decided_on": "2026-10-9",
        **{f"step_{name}": value for name, value in build.MILD.items()},
    }  # fmt: skip
    page = signed_in(of.lawyer).get("/desk/penalties/calculator/", asked).content.decode()
    without = signed_in(of.lawyer).get("/desk/penalties/calculator/", {**asked, "violation": "unapproved_report"})

    # 50,000 + 450,000 x 10 / 100.
    assert "95,000 元" in page
    assert "建设项目环境保护管理条例" in page
    assert "处罚较轻，适用新法" in page
    assert "请先写明总投资额" in without.content.decode()


def test_an_enterprise_sees_nothing_before_its_notice_and_nothing_of_others(of):
    penalty, other = build.filed(of), build.notified(of, violation="evading")
    stranger = builders.applicant(builders.enterprise("东渡建材有限公司", uscc=builders.USCCS[2]), "秦方")
    with at("2026-09-11"):
        assert signed_in(of.applicant).get(f"/my/penalties/{penalty.pk}/").status_code == 404
        assert signed_in(of.applicant).get(f"/my/penalties/{other.pk}/").status_code == 200
        assert signed_in(stranger).get(f"/my/penalties/{other.pk}/").status_code == 404
        page = signed_in(of.applicant).get(f"/my/penalties/{other.pk}/").content.decode()
    assert "现场检查笔录" not in page
    assert "陆沉" not in page


def test_the_defence_is_stated_in_the_portal(of):
    penalty = build.notified(of)
    with at("2026-09-14"):
        answer = post(signed_in(of.applicant), f"/my/penalties/{penalty.pk}/state_defence/", words="请从轻。")

    assert answer.status_code == 302
    assert penalty.defences.get().words == "请从轻。"


def test_a_list_of_three_costs_as_much_as_a_list_of_one(of):
    build.drafted(of)
    build.opened(of)
    client = signed_in(of.leader)
    one = [queries_of(client, page) for page in ("/desk/orders/", "/desk/penalties/")]
    for _n in range(2):
        build.drafted(of)
        build.opened(of)

    assert [queries_of(client, page) for page in ("/desk/orders/", "/desk/penalties/")] == one


def test_sealings_whose_days_are_over_stand_above_the_list(of):
    sealing = actions.open_sealing(
        None, enterprise=of.owner, place="车间", facts="直排。", law="法", second=of.second,
        items=[("风机", "1台", "")], by=of.inspector, at=moment("2026-09-01"),
    )  # fmt: skip
    actions.approve_sealing(sealing.pk, by=of.leader, at=moment("2026-09-01", "11:00"))
    with at("2026-10-08"):
        assert "期限已满，应当解除" not in signed_in(of.leader).get("/desk/sealings/").content.decode()
    with at("2026-10-09"):
        assert "期限已满，应当解除" in signed_in(of.leader).get("/desk/sealings/").content.decode()


def test_a_decision_is_signed_with_a_code_on_its_page(of):
    penalty = build.notified(of)
    build.waived(of, penalty)
    build.reviewed(of, penalty)
    with at("2026-09-15"):
        page = f"/desk/penalties/{penalty.pk}/decide/"
        wrong = post(signed_in(of.leader), page, code="000000")
        right = post(signed_in(of.leader), page, code=builders.one_time_code(moment("2026-09-15")))

    assert (wrong.status_code, right.status_code) == (409, 302)
    decided = Penalty.objects.get(pk=penalty.pk)
    assert (decided.state, decided.decided_on, decided.amount) == (
        PenaltyState.DECIDED, date(2026, 9, 15), Decimal(190_000),
    )  # fmt: skip
