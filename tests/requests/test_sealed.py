"""Who asks stands in one table, is read through one function, and reaches nobody else's eyes."""

from __future__ import annotations

import json
from typing import Any

import pytest
import time_machine
from django.test import Client

from disclosure.requests import actions, guards
from disclosure.requests.models import Applicant
from envportal.audit import log
from envportal.audit.models import Event
from envportal.documents.models import Letter
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.documents import corpus
from tests.requests import rows

pytestmark = pytest.mark.django_db
AT = moment("2026-10-14")
SECRETS = (rows.NAME, rows.CARD, rows.PHONE, rows.HOME)


def everything_happens(of: rows.Office) -> Any:
    """Clarified, consulted on, extended, answered, asked again, published."""
    one = rows.received(of, suggests_publication=True)
    actions.ask_clarification(
        one.pk, items="哪月？", guidance="写月份。", until=moment("2026-11-02").date(), by=of.editor, at=AT
    )
    actions.clarified(one.pk, text="九月", on=AT.date(), by=of.clerk, at=AT)
    drafted = actions.consult(one.pk, party="third", name="云溪纸业有限公司", what="参数", by=of.editor, at=AT)
    actions.send_consultation(one.pk, consultation=drafted.pk, by=of.leader, at=AT)
    actions.reached(one.pk, consultation=drafted.pk, on=AT.date(), by=of.editor, at=AT)
    actions.opinion(one.pk, consultation=drafted.pk, opinion="agrees", on=AT.date(), by=of.editor, at=AT)
    actions.extend(one.pk, days=5, reasons="要汇总", by=of.leader, at=AT)
    rows.answered(of, one, AT)
    actions.propose_publication(one.pk, title="九月监测报告", content="达标", by=of.editor, at=AT)
    rows.sent(of, at=AT)
    return one


@time_machine.travel("2026-10-14 13:00+08:00", tick=False)
def test_no_list_export_letter_message_event_or_page_says_who_asks(of):
    one = everything_happens(of)
    told = {"letters": json.dumps(list(Letter.objects.values("fields", "frame", "title")), ensure_ascii=False)}
    told["events"] = json.dumps(list(Event.objects.values_list("facts", flat=True)), ensure_ascii=False)
    told["messages"] = str(list(Message.objects.values_list("subject", "body")))
    told |= {f"case {one.pk}": f"{one.case.title} {one.case.number}"}
    pages = {
        of.editor: (
            "/desk/requests/", "/desk/requests/?format=csv", f"/desk/requests/{one.pk}/", "/desk/cases/",
            f"/desk/requests/{one.pk}/same/", "/desk/board/",
        ),
        of.leader: (f"/desk/requests/{one.pk}/", "/desk/supervision/"),
        None: ("/requests/", "/requests/years/2026/", "/requests/years/2026.csv", "/board/?t=all", "/board.json?t=all"),
    }  # fmt: skip
    for user, addresses in pages.items():
        client = signed_in(user) if user else Client()
        told |= {address: client.get(address).content.decode("utf-8", "replace") for address in addresses}

    assert {(secret, place) for place, text in told.items() for secret in SECRETS if secret in text} == set()
    assert "云溪纸业九月监测报告" in told["/desk/requests/"]
    assert "云溪纸业九月监测报告" in told["letters"]


def test_who_asks_is_seen_by_right_for_a_reason_that_stays(of, one):
    with pytest.raises(NotYours):
        actions.see_applicant(one.pk, reason="好奇", by=of.leader, at=AT)

    seen = actions.see_applicant(one.pk, reason="邮寄答复书", by=of.editor, at=AT, key="k")

    assert (seen.name, seen.identity_number) == (rows.NAME, rows.CARD)
    event = list(log.history(one.case))[-1]
    assert (event.name, event.actor_name, event.facts["reason"]) == ("request_applicant_seen", "林小满", "邮寄答复书")


def test_the_proof_of_identity_hangs_on_no_case_and_is_fetched_with_a_line_in_the_log(of):
    photo = corpus.upload(corpus.pdf(), "身份证.pdf")
    one = rows.received(of, file=photo)
    document = Applicant.objects.get(request=one).document
    client = signed_in(of.editor)

    assert document.case is None
    assert client.get(f"/files/{document.pk}/").status_code in {403, 404}
    page = f"/desk/requests/{one.pk}/applicant/file/"
    got = client.post(page, {"reason": "核对"})
    assert got.headers["Content-Type"] == "application/pdf"
    assert b"".join(got).startswith(b"%PDF")
    assert list(log.history(one.case))[-1].facts == {"reason": "核对", "file": True}
    assert signed_in(of.leader).post(page, {"reason": "核对"}).status_code == 403


def test_words_that_name_the_applicant_go_neither_to_a_third_party_nor_to_the_board(of, one):
    for what in (
        f"{rows.NAME}要的报告", f"致电 {rows.PHONE}", "身份证 11010519491231002X", "致电 139-1234 5678", "诸葛·问渠",
        "１３９１２３４５６７８",
    ):  # fmt: skip
        with pytest.raises(guards.NamesApplicant):
            actions.consult(one.pk, party="third", name="云溪纸业", what=what, by=of.editor, at=AT)
    rows.answered(of, one, AT)
    other = rows.received(of, identity_number="110105194912310021")
    actions.say_same(other.pk, same_as=one, by=of.editor, at=AT)
    with pytest.raises(guards.NamesApplicant):
        actions.propose_publication(one.pk, title="报告", content=f"应{rows.NAME}申请", by=of.editor, at=AT)


def test_a_look_with_a_key_that_was_used_before_is_a_line_of_its_own(of, one):
    # The key of a form sent without an account stands in the log, and who sent that form knows it.
    other = rows.sent(of)
    for _n in range(2):
        actions.see_applicant(one.pk, reason="核对", by=of.editor, at=AT, key=other.key)

    assert [event.name for event in log.history(one.case)].count("request_applicant_seen") == 2


def test_what_everybody_at_the_desk_reads_in_the_log_does_not_name_the_applicant(of, one):
    online = rows.sent(of, at=AT)
    with pytest.raises(guards.NamesApplicant):
        actions.see_applicant(one.pk, reason=f"给{rows.NAME}寄信", by=of.editor, at=AT)
    with pytest.raises(guards.NamesApplicant):
        actions.confirm(
            online.pk, on=AT.date(), confirmed_how="telephone", confirmed_note="拨 139 1234 5678", by=of.clerk, at=AT
        )
    with pytest.raises(guards.NamesApplicant):
        actions.withdraw(one.pk, reasons=f"{rows.NAME}来电", by=of.clerk, at=AT)
    page = signed_in(of.editor).post(f"/desk/requests/{one.pk}/applicant/", {"reason": rows.NAME})
    assert page.status_code == 409


def test_a_company_that_asks_about_itself_is_not_named_to_others(of):
    mill = "云溪纸业有限公司"
    one = rows.received(
        of, name=mill, who="company", identity="licence", identity_number="91110000600037341L",
        subject=f"{mill}九月监测报告", suggests_publication=True,
    )  # fmt: skip
    drafted = actions.consult(one.pk, party="organ", name="云溪市水利局", what="监测点", by=of.editor, at=AT)
    actions.send_consultation(one.pk, consultation=drafted.pk, by=of.leader, at=AT)
    actions.drop(one.pk, consultation=drafted.pk, why="退回", by=of.editor, at=AT)
    rows.answered(of, one, AT)
    notice = actions.propose_publication(one.pk, title="九月监测报告", content="达标", by=of.editor, at=AT)

    assert mill not in json.dumps(Letter.objects.get(kind="info_consult").fields, ensure_ascii=False)
    assert mill not in str(notice.facts)
