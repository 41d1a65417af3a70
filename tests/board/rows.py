"""Notices for the tests of the board, handed in and published the way procedures do it."""

from __future__ import annotations

from datetime import datetime
from itertools import count

from django.http import HttpResponseBase
from django.test import Client

from disclosure.board import board
from disclosure.board.models import Notice
from envportal.accounts.enums import Role
from envportal.accounts.models import User
from envportal.cases.models import Case, Project
from envportal.deadlines.actions import load_rules
from tests import builders
from tests.builders import moment
from tests.remembered import remembered

_serial = count(1000)
ID_NUMBER = "11010519491231002X"  # the specimen of GB 11643
CARD = "6222021234567890128"


@remembered
def case(title: str = "年产 6000 万只食品纸容器技改项目", division: str = "青石镇", **fields: object) -> Case:
    load_rules()
    owner = builders.enterprise()
    place = f"云溪市{division}工业东路 18 号"
    project = Project.objects.create(name=title, place=place, division=division, enterprise=owner)
    n = next(_serial)
    known = {"enterprise": owner, "project": project, "number": f"云环收〔2026〕{n}号", "opened_on": "2026-09-14"}
    return builders.case(title=title, **{**known, **fields})


def editor() -> User:
    return builders.staff(Role.EDITOR, "林小满")


@remembered
def pending(
    of: Case | None = None,
    kind: str = Notice.Kind.ACCEPTANCE,
    facts: dict[str, str] | None = None,
    at: datetime | None = None,
    by: User | None = None,
    outcome: str = "",
    document_number: str = "",
) -> Notice:
    of = of or case()
    return board.submit(
        of, kind, title=of.title, facts=facts or {"编制单位": "云溪清源环境咨询有限公司"}, files=[], by=by,
        at=at or moment("2026-09-17"), outcome=outcome, document_number=document_number,
    )  # fmt: skip


@remembered
def published(
    of: Case | None = None,
    kind: str = Notice.Kind.ACCEPTANCE,
    at: datetime | None = None,
    facts: dict[str, str] | None = None,
    by: User | None = None,
    outcome: str = "",
    document_number: str = "",
) -> Notice:
    at = at or moment("2026-09-17")
    notice = pending(of, kind, facts, at, by, outcome, document_number)
    return board.publish(notice.pk, by=editor(), at=at)


def case_of(notice: Notice) -> Case:
    assert notice.case is not None
    return notice.case


@remembered
def proposed(title: str = "年产 6000 万只食品纸容器技改项目") -> Notice:
    """Published on 10-12, so that its window is 10-13 to 10-19."""
    return published(case(title), Notice.Kind.PROPOSED_DECISION, moment("2026-10-12"))


def ids(client: Client, query: str = "") -> list[str]:
    """What the public list holds under a filter, in its order."""
    return [item["id"] for item in client.get(f"/board.json{query}").json()["items"]]


def text(response: HttpResponseBase) -> str:
    """The whole answer, also one that is sent as it is read."""
    pieces = getattr(response, "streaming_content", None)
    return str(b"".join(pieces) if pieces is not None else getattr(response, "content", b""), "utf-8")
