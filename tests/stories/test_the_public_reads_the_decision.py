"""What the public has of a decision: its facts, its limits, and its full text."""

from __future__ import annotations

import pytest
from django.test import Client

from disclosure.board import board
from disclosure.board.models import Notice
from envportal.accounts.enums import Role
from envportal.documents import letters
from envportal.documents.models import Letter
from tests import builders, world
from tests.builders import moment

pytestmark = pytest.mark.django_db
SIGNED = moment("2026-10-20", "09:00")


def test_anybody_reads_the_decision_in_full_once_its_notice_is_out_and_no_longer_once_it_is_withdrawn() -> None:
    yunxi = world.world()
    application = world.sign(yunxi, world.proposed(yunxi), SIGNED)
    letter = Letter.objects.get(case=application.case, kind="approval_reply")
    letters.render(letter.pk, at=SIGNED)
    notice = Notice.objects.get(case=application.case, kind="decision")
    address = f"/board/{notice.public_id}/decision.pdf"

    assert Client().get(address).status_code == 404

    board.publish(notice.pk, by=yunxi.editor, at=moment("2026-10-20", "15:00"))
    answer = Client().get(address)

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert "决定全文" in Client().get(f"/board/{notice.public_id}/").content.decode()
    assert "sessionid" not in answer.cookies

    board.withdraw(notice.pk, reason="文号写错", by=builders.staff(Role.LEADER), at=moment("2026-10-21"))

    assert Client().get(address).status_code == 404


def test_a_decision_notice_puts_the_limits_beside_the_days_really_used() -> None:
    yunxi = world.world()
    application = world.sign(yunxi, world.proposed(yunxi), SIGNED)

    facts = dict(Notice.objects.get(case=application.case, kind="decision").facts)

    assert facts["法定时限"].startswith("30 日（自然日）")
    assert "误期" in facts["法定时限"]  # due on 14 October
    assert facts["承诺时限"].startswith("18 个工作日")
    assert "按期办结" in facts["承诺时限"]
    assert facts["总历时"] == "自收件起 36 天"


def test_letter_and_notice_tell_each_party_from_when_it_may_ask_for_a_hearing_and_only_of_ways_there_are() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)

    letter = Letter.objects.get(case=application.case, kind="hearing_right")
    notice = dict(Notice.objects.get(case=application.case, kind="proposed_decision").facts)

    assert letter.fields["how"] == (
        "在本系统“我的申请”中提出，或者书面提出，送达或寄至云溪市生态环境局（云溪市清波路 1 号，0999-000 0188）。"
    )
    assert "申请人自听证告知书送达之日起、利害关系人自公示之日起，五个工作日内" in notice["听证权利"]
