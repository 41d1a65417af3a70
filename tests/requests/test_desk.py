"""The desk: what hangs on a request, a letter over the counter, a draft that came back, who let a day pass."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from disclosure.requests import actions
from disclosure.requests.models import Answer
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.documents import corpus
from tests.requests import rows

pytestmark = pytest.mark.django_db
NOW = "2026-10-14 10:00+08:00"


@time_machine.travel(NOW, tick=False)
def test_what_hangs_on_no_request_or_on_another_is_not_found(of, one):
    other = rows.received(of)
    drafted = actions.consult(other.pk, party="third", name="云溪纸业", what="参数", by=of.editor, at=moment(NOW[:10]))
    editor, leader = signed_in(of.editor), signed_in(of.leader)
    for row in (999, drafted.pk, 10**25):
        for who, page in (
            (leader, f"consult/{row}/send/"), (editor, f"consult/{row}/reached/"), (editor, f"consult/{row}/opinion/"),
            (editor, f"consult/{row}/drop/"), (editor, f"contest/{row}/end/"), (editor, f"letters/{row}/posted/"),
            (editor, f"letters/{row}/handed/"),
        ):  # fmt: skip
            answers = [getattr(who, verb)(f"/desk/requests/{one.pk}/{page}").status_code for verb in ("get", "post")]
            assert answers == [404, 404], page
    assert editor.get("/desk/requests/", {"q": "a" * 60_000}).status_code == 200
    assert Client().get("/requests/years/2026/?bureau=nobody").status_code == 404


@time_machine.travel("2026-10-20 10:00+08:00", tick=False)
def test_a_letter_is_handed_over_at_the_counter_without_a_name(of, one):
    rows.answered(of, one, moment("2026-10-16"), outcome="absent", search="查了")
    one = rows.received(of, supply="fetch")
    rows.answered(of, one, moment("2026-10-16"))
    letter, clerk = one.case.letters.get(), signed_in(of.clerk)
    at = f"/desk/requests/{one.pk}/letters/{letter.pk}"
    assert "登记当面签收" in clerk.get(f"/desk/requests/{one.pk}/").content.decode()

    assert clerk.post(f"{at}/handed/", {"on": "2026年10月19日", "capacity": "self"}).status_code == 302

    letter.refresh_from_db()
    assert (letter.served_on.day, letter.services.get().receiver) == (19, "申请人")
    again = clerk.post(f"{at}/posted/", {"on": "2026年10月20日", "tracking": "EMS1"})
    assert again.status_code == 409  # the day stands


@time_machine.travel("2026-11-20 10:00+08:00", tick=False)
def test_an_applicant_who_let_the_day_to_clarify_pass_is_seen_in_the_list(of, one):
    actions.ask_clarification(
        one.pk,
        items="哪家？",
        guidance="写名称。",
        until=moment("2026-11-02").date(),
        by=of.editor,
        at=moment("2026-10-13"),
    )
    assert "共 1 件" in signed_in(of.editor).get("/desk/requests/?state=late").content.decode()


@time_machine.travel("2026-10-20 10:00+08:00", tick=False)
def test_a_draft_sent_back_is_drafted_again_with_its_file(of, one):
    editor, at = signed_in(of.editor), f"/desk/requests/{one.pk}"
    actions.draft(
        one.pk, outcome="supplied", supplied="一份", file=corpus.upload(corpus.pdf(), "报告.pdf"), by=of.editor,
        at=moment("2026-10-19"),
    )  # fmt: skip
    actions.send_back(one.pk, why="写明页数", by=of.leader, at=moment("2026-10-19"))
    page = editor.get(f"{at}/draft/").content.decode()
    assert "沿用上次附的文件" in page
    assert "报告.pdf" in page
    editor.post(f"{at}/draft/", {"outcome": "supplied", "supplied": "12 页", "keeps_document": "on"})
    assert Answer.objects.get().document.name == "报告.pdf"
