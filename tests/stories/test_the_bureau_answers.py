"""A limit is missed: from the red card to what the public can count, and what the bureau changed because of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from envportal.accountability import actions, queries
from envportal.accountability.models import Part, Responsibility
from envportal.deadlines.actions import load_rules
from envportal.messaging.models import Message
from envportal.supervision import actions as supervision
from tests import builders
from tests.builders import moment, one_time_code
from tests.supervision.rows import RED_ON, held_case, team

pytestmark = pytest.mark.django_db


def test_a_missed_limit_is_answered_decided_reviewed_closed_and_mended():
    people, above = team(), builders.bureau("jiangyuan", "江原省生态环境厅", "江环")
    own = builders.bureau()
    own.parent = above
    own.save()
    load_rules()
    superior = builders.staff("leader", "沈知远", at=above)

    # The day after the pledge ended there is a red card, and with it a record nobody had to ask for.
    card = held_case(people)
    record = Responsibility.objects.get()
    assert (record.clock, record.answer_by) == (card.clock, date(2026, 11, 5))
    part = Part.objects.get()
    assert Message.objects.filter(template="accountability_opened", to_user=people["officer"]).count() == 1

    # Removing the card changes nothing of the record; the officer explains, the leader decides, the superior reviews.
    actions.answer(part.pk, words="等第三方数据，没有申请停表。", by=people["officer"], at=moment("2026-10-26"))
    at = moment("2026-10-28")
    actions.decide(
        part.pk, finding="direct", grade="admonish", reasons="应当申请停表而没有申请", code=one_time_code(at),
        by=people["leader"], at=at,
    )  # fmt: skip
    actions.appeal(part.pk, words="系统当天停机。", by=people["officer"], at=moment("2026-11-03"))
    at = moment("2026-11-05")
    actions.review(
        part.pk, review="lighter", grade="talk", reasons="停机属实", code=one_time_code(at), by=superior, at=at
    )
    actions.close(record.pk, closure="停机时改用纸面登记。", by=people["supervisor"], at=moment("2026-11-06"))

    # What has to change goes into the ledger, which everybody reads once a second person agreed.
    entry = actions.open_entry(
        problem="停机时没有办法申请停表", named_by="self", measure="备纸面登记簿", holder=people["officer"],
        due_on=date(2026, 11, 20), by=people["head"], at=moment("2026-11-06"),
    )  # fmt: skip
    actions.publish(entry.pk, by=people["supervisor"], at=moment("2026-11-06"))
    assert "停机时没有办法申请停表" in Client().get("/self-examination/").content.decode()

    # The same clock is never a second cause, and the log gives the same people again.
    supervision.sweep(at=RED_ON + timedelta(minutes=5))
    record = Responsibility.objects.get()
    assert record.state == "closed"
    assert queries.replayed(record) == {}
