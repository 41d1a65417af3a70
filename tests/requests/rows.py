"""A bureau with an information office, and requests that came to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from disclosure.requests import actions
from disclosure.requests.actions import Typed
from disclosure.requests.models import Request
from envportal.accounts.enums import Role, SectionKind
from envportal.accounts.models import Bureau, User
from envportal.deadlines.actions import load_rules
from tests.builders import bureau, moment, section, staff
from tests.remembered import remembered

# Who asks, in words that stand nowhere else.
NAME, CARD, PHONE, HOME = "诸葛问渠", "11010519491231002X", "13912345678", "红柳巷九十九号"
SENT, RECEIVED = moment("2026-10-12"), date(2026, 10, 12)
ASKED: dict[str, Any] = {
    "subject": "云溪纸业九月监测报告", "wanted": "2026 年 9 月对云溪纸业的监督性监测报告全文。", "name": NAME,
    "identity": "id_card", "identity_number": CARD, "phone": PHONE, "address": HOME, "supply": "portal",
}  # fmt: skip


@dataclass(frozen=True)
class Office:
    bureau: Bureau
    clerk: User
    editor: User
    second: User
    leader: User
    officer: User


@remembered
def information_office() -> Office:
    load_rules()
    house = bureau()
    section(house, kind=SectionKind.WINDOW, name="政务服务窗口")
    room = section(house, kind=SectionKind.OFFICE, name="办公室")
    return Office(
        house, staff(Role.CLERK, "罗静"), staff(Role.EDITOR, "林小满", in_section=room),
        staff(Role.EDITOR, "苏晚晴", in_section=room), staff(Role.LEADER, "韩松年"), staff(Role.OFFICER, "周明远"),
    )  # fmt: skip


def sent(of: Office, at: Any = SENT, **told: Any) -> Request:
    """What came online, still to be confirmed; each from an address of its own."""
    return actions.send(of.bureau, Typed(**{**ASKED, **told}), key=str(uuid4()), address=str(uuid4()), at=at)


def received(of: Office, on: date = RECEIVED, **told: Any) -> Request:
    """A request at the counter: its day is the day."""
    at = moment(on.isoformat(), "09:00")
    made = actions.enter(
        Typed(**{**ASKED, **told}), channel="counter", sent_on=on, by=of.clerk, at=at, key=str(uuid4())
    )
    return Request.objects.select_related("case").get(pk=made.pk)


def answered(of: Office, request: Request, at: Any, outcome: str = "supplied", **told: Any) -> Request:
    said: dict[str, Any] = {"supplied": "监测报告 1 份，12 页。"} if outcome == "supplied" else {}
    actions.draft(request.pk, outcome=outcome, by=of.editor, at=at, **said, **told)
    return actions.sign(request.pk, by=of.leader, at=at)
