"""A citizen comments without an account; the bureau weighs it before it may sign; the citizen reads the outcome."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from approvals.applications.models import Application
from disclosure.board.models import Notice
from tests import world
from tests.accounts.conftest import just_confirmed, signed_in
from tests.builders import moment, one_time_code
from tests.participation import rows

pytestmark = pytest.mark.django_db


def test_a_citizen_comments_is_considered_and_reads_the_answer():
    yunxi, citizen = world.world(), Client()
    application = world.proposed(yunxi)
    notice = Notice.objects.get(kind=Notice.Kind.PROPOSED_DECISION)

    with time_machine.travel("2026-10-14 20:30+08:00", tick=False):
        sent = rows.send(citizen, f"/board/{notice.public_id}/comment/", text="晚上印刷有气味。我是方晓。", name="方晓")
        number, code = rows.receipt(sent.content.decode())

    with time_machine.travel("2026-10-20 09:00+08:00", tick=False):
        shut = just_confirmed(yunxi.leader).get(f"/desk/cases/{application.pk}/approve/").content.decode()
        assert "公示期内还有 1 条公众意见没有处理" in shut

        editor, officer = signed_in(yunxi.editor), signed_in(yunxi.officer)
        one = application.case.submissions.get()
        editor.post(f"/desk/comments/{one.pk}/moderate/", {"what": "show"})
        officer.post(
            f"/desk/comments/case/{application.pk}/consider/",
            {
                "comments": [one.pk],
                "summary": "夜间气味",
                "disposition": "adopted",
                "reason": "与现场一致。",
                "changed": "第2条：夜间不生产",
            },
        )
        at = moment("2026-10-20", "09:00")
        leader = just_confirmed(yunxi.leader)
        leader.post(f"/desk/cases/{application.pk}/approve/", {"code": one_time_code(at)})
        assert Application.objects.get(pk=application.pk).state == "approved"
        world.publish(yunxi, application, Notice.Kind.DECISION, moment("2026-10-20", "10:00"))

    with time_machine.travel("2026-10-21 09:00+08:00", tick=False):
        answer = citizen.post("/comments/progress/", {"no": number, "code": code}).content.decode()
        page = citizen.get(f"/board/{notice.public_id}/").content.decode()

    for words in ("采纳", "与现场一致。", "第2条：夜间不生产", "已批准"):
        assert words in answer
    assert "晚上印刷有气味。我是■■。" in page
    assert "方晓" not in page
    assert citizen.cookies == {}
