"""No public byte holds who commented, how to reach them, or what was masked, hidden or not released."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.test import Client

from disclosure.board.models import Notice
from disclosure.participation import actions
from tests import test_crawl, world
from tests.builders import moment
from tests.participation import rows

pytestmark = pytest.mark.django_db
NAME, PHONE, HOME, TAX = "诸葛金丝", "13912345678", "红柳巷九十九号", "91520900MA6DQ0CT0E"
HIDDEN, WAITING, PRIVATE, DRAFT = "隐而不宣的话", "还没有审核的话", "只给我看的话", "还没发出的答复"
AT = moment("2026-10-14", "12:00")


def everything_said(yunxi: world.World) -> list[str]:
    """Comments shown, hidden and waiting, a hearing request, messages; the codes that open them."""
    application = world.proposed(yunxi)
    told: dict[str, Any] = {"name": NAME, "contact": PHONE, "credit_code": TAX}
    moderated: dict[str, Any] = {"moderation_note": "", "by": yunxi.editor, "at": AT}
    shown = rows.comment(application, f"我是{NAME}，住{HOME}，{PHONE}，夜里很吵", **told)
    actions.moderate(shown.pk, hidden_why="", also=HOME, **moderated)
    hidden = rows.comment(application, HIDDEN, **told)
    actions.moderate(hidden.pk, hidden_why="secret", also="", **moderated)
    rows.comment(application, WAITING, **told)
    rows.hearing(application, name=NAME, contact=PHONE, address=HOME)
    private, drafted, public = (
        rows.message(yunxi.bureau, PRIVATE, is_private=True, **told),
        rows.message(yunxi.bureau, WAITING, **told),
        rows.message(yunxi.bureau, f"{NAME} {PHONE} 问施工", **told),
    )
    for one, text in ((private, PRIVATE), (drafted, DRAFT), (public, "请拨 12369。")):
        actions.answer(one.pk, heading="答复", text=text, cannot_why="", by=yunxi.clerk, at=AT)
    for one in (private, public):
        actions.moderate(one.pk, hidden_why="", also="", **moderated)
    actions.consider(
        application.pk, comments=[shown, hidden], topic=None, summary="夜间噪声", disposition="not", reason="达标。",
        changed="", by=yunxi.officer, at=AT,
    )  # fmt: skip
    return [actions.code_of(one.key) for one in (shown, hidden, private, public)]


@time_machine.travel("2026-10-14 13:00+08:00", tick=False)
def test_nothing_of_an_author_and_nothing_unreleased_is_public():
    yunxi = world.world()
    codes = everything_said(yunxi)
    secrets = {NAME, PHONE, HOME, TAX, HIDDEN, WAITING, PRIVATE, DRAFT, *codes}

    told = _everything_public()

    assert {(secret, address) for address, body in told.items() for secret in secrets if secret in body} == set()
    assert sum("夜里很吵" in body for body in told.values()) >= 4
    assert sum("请拨 12369。" in body for body in told.values()) >= 4


def _everything_public() -> dict[str, str]:
    client, notices = Client(), list(Notice.objects.exclude(published_at=None))
    addresses = {
        test_crawl.filled_in(address, "1", one.public_id) for address in test_crawl.ADDRESSES for one in notices
    }
    addresses |= {f"/board/{one.public_id}/comments.{kind}" for one in notices for kind in ("csv", "json")}
    addresses |= {f"/opinions.{kind}" for kind in ("csv", "json", "atom")}
    addresses |= {f"/board.{kind}?t=all" for kind in ("csv", "json", "atom")}
    addresses |= {f"/api/v1/notices/{one.public_id}" for one in notices}
    return {address: _body(client, address) for address in sorted(addresses)}


def _body(client: Client, address: str) -> str:
    answer = client.get(address)
    body = b"".join(answer) if answer.streaming else answer.content
    return body.decode(errors="replace") if answer.status_code == 200 else ""
