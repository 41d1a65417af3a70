"""What the public sends, for tests: real forms, real rows."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.test import Client

from approvals.applications.models import Application
from disclosure.board.models import Notice
from disclosure.participation import actions
from disclosure.participation.actions import Typed
from disclosure.participation.models import Submission
from envportal.accounts.models import Bureau
from tests.builders import moment

IN_WINDOW, LATE = moment("2026-10-14"), moment("2026-10-20", "09:00")
TEXT = "晚上印刷有气味，能不能夜里停？"


def notice_of(application: Application, kind: str = Notice.Kind.PROPOSED_DECISION) -> Notice:
    return Notice.objects.get(case=application.case, kind=kind, state="published")


def comment(
    application: Application, text: str = TEXT, at: datetime = IN_WINDOW, address: str = "", **told: Any
) -> Submission:
    """A comment on what is proposed; each from an address of its own unless one is named."""
    return actions.post_comment(
        notice_of(application), Typed(text, **told), key=str(uuid4()), address=address or str(uuid4()), at=at
    )


def hearing(application: Application, at: datetime = IN_WINDOW, **told: Any) -> Submission:
    said = {"side": "interested", "name": "方晓", "contact": "0999-000 0456", "address": "青石镇 3 组", **told}
    return actions.post_hearing(
        notice_of(application), Typed("夜间噪声影响睡眠。", **said), key=str(uuid4()), address=str(uuid4()), at=at
    )


def message(bureau: Bureau, text: str = "夜间施工噪声找谁？", at: datetime = IN_WINDOW, **told: Any) -> Submission:
    said = {"subject": "question", **told}
    return actions.post_message(bureau, Typed(text, **said), key=str(uuid4()), address=str(uuid4()), at=at)


def asked(page: str) -> dict[str, str]:
    """The hidden token of a form and the answer to its sum."""
    token = re.search(r'name="_question" value="([^"]+)"', page)
    figures = re.search(r"(\d+) 加 (\d+) 等于几", page) or re.search(r"[Ww]hat is (\d+) plus (\d+)", page)
    assert token
    assert figures
    return {"_question": token[1], "answer": str(int(figures[1]) + int(figures[2]))}


def send(client: Client, page: str, /, **typed: str) -> Any:
    """Open the page, do the sum, send."""
    return client.post(page, {**asked(client.get(page).content.decode()), **typed})


def receipt(page: str) -> tuple[str, str]:
    """Number and code of the panel."""
    number, code = re.search(r"<b[^>]*>([^<]+〔\d+〕\d+号)</b>", page), re.search(r"<b>(\w{4}-\w{4})</b>", page)
    assert number
    assert code
    return number[1], code[1]
