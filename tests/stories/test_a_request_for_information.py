"""A citizen asks online; it is confirmed, clarified, asked of a third party, put off, answered, and at last public."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from disclosure.board import board
from disclosure.requests import actions
from disclosure.requests.models import Request
from envportal.deadlines import clocks
from envportal.documents import letters
from envportal.documents.models import Letter
from tests.builders import moment
from tests.participation.rows import asked, receipt
from tests.requests import rows

pytestmark = pytest.mark.django_db


def by_code(number: str, code: str, page: str = "", **more: str) -> str:
    return Client().post(f"/requests/progress/{page}", {"no": number, "code": code, **more}).content.decode()


def test_what_one_citizen_asked_for_everybody_reads_in_the_end():
    of = rows.information_office()
    with time_machine.travel("2026-10-12 09:00+08:00", tick=False):
        page = Client().get("/requests/new/").content.decode()
        told = {**rows.ASKED, "who": "person", "bureau": str(of.bureau.pk), "suggests_publication": "on"}
        number, code = receipt(Client().post("/requests/new/", {**told, **asked(page)}).content.decode())
        assert "等本局与您确认收到" in by_code(number, code)
    one = Request.objects.get()
    actions.confirm(one.pk, on=date(2026, 10, 13), confirmed_how="telephone", by=of.clerk, at=moment("2026-10-13"))

    actions.ask_clarification(
        one.pk,
        items="哪一份报告？",
        guidance="写明日期。",
        until=date(2026, 10, 30),
        by=of.editor,
        at=moment("2026-10-14"),
    )
    with time_machine.travel("2026-10-19 20:00+08:00", tick=False):
        assert "已收到您补充的内容" in by_code(number, code, "supplement/", text="九月那一份")
    assert clocks.due_on(one.case, clocks.Matter.INFORMATION_REPLY) == date(2026, 11, 16)

    asked_of = actions.consult(
        one.pk, party="third", name="云溪纸业有限公司", what="工艺参数", by=of.editor, at=moment("2026-10-20")
    )
    actions.send_consultation(one.pk, consultation=asked_of.pk, by=of.leader, at=moment("2026-10-20"))
    actions.reached(one.pk, consultation=asked_of.pk, on=date(2026, 10, 21), by=of.editor, at=moment("2026-10-21"))
    actions.opinion(
        one.pk, consultation=asked_of.pk, opinion="refuses", reasons="商业秘密", on=date(2026, 10, 22), by=of.editor,
        at=moment("2026-10-22"),
    )  # fmt: skip
    actions.extend(one.pk, days=5, reasons="要与企业核对", by=of.leader, at=moment("2026-11-10"))
    assert clocks.due_on(one.case, clocks.Matter.INFORMATION_REPLY) == date(2026, 11, 26)

    actions.draft(
        one.pk, outcome="partly", supplied="报告 12 页，参数已遮去。", ground="third_party", reasons="参数是商业秘密。",
        by=of.editor, at=moment("2026-11-20"),
    )  # fmt: skip
    actions.sign(one.pk, by=of.leader, at=moment("2026-11-23"))
    letter = Letter.objects.get(kind="info_refused")
    letters.render(letter.pk, at=moment("2026-11-23"))
    with time_machine.travel("2026-11-24 09:00+08:00", tick=False):
        assert "先向云溪市人民政府申请行政复议" in by_code(number, code)
        got = Client().post("/requests/progress/letter/", {"no": number, "code": code, "letter": str(letter.pk)})
        assert b"".join(got).startswith(b"%PDF")
        notice = actions.propose_publication(
            one.pk, title="云溪纸业九月监测报告", content="各项达标。", by=of.editor, at=moment("2026-11-24")
        )
        board.publish(notice.pk, by=of.second, at=moment("2026-11-24"))
        read = Client().get(f"/board/{notice.public_id}/").content.decode()
        assert "各项达标" in read
        assert rows.NAME not in read
        assert "1" in Client().get("/requests/years/2026/").content.decode()
