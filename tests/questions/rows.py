"""A bureau with a window, an advice section and their people, and what is asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from approvals.questions import actions
from approvals.questions.models import Article, Question
from envportal.accounts.enums import Role, SectionKind
from envportal.deadlines.actions import load_rules
from tests import builders
from tests.builders import moment
from tests.participation.rows import send
from tests.remembered import remembered

if TYPE_CHECKING:
    from django.test import Client

    from envportal.accounts.models import Bureau, Section, User

# Monday the 2nd of November 2026.
CAME, TAKEN, DONE = moment("2026-11-02"), moment("2026-11-02", "14:00"), moment("2026-11-04")
NAME, CONTACT = "金丝雀", "13912345678"
WHAT = "食品厂新增一条纸容器生产线，要不要办环评，报哪一类文件？"
SAID: Any = {
    "applies": "新增纸制品生产线属于改扩建，按名录报环境影响报告表。",
    "basis": "《建设项目环境影响评价分类管理名录（2021年版）》",
    "next_steps": "先在准入查询里核对地块，再在门户上提出申请。", "where": "审批科 0999-000 0188",
}  # fmt: skip
WRITTEN: Any = {
    "question": "食品厂新增纸容器生产线，要不要办环评？", "answer": SAID["applies"], "basis": SAID["basis"],
    "next_steps": SAID["next_steps"], "where": SAID["where"], "reason": "常有人问",
}  # fmt: skip


@dataclass(frozen=True)
class Office:
    bureau: Bureau
    advice: Section
    review: Section
    clerk: User
    officer: User
    other: User
    head: User
    editor: User
    supervisor: User


@remembered
def office() -> Office:
    load_rules()
    bureau = builders.bureau()
    advice = builders.section(bureau, kind=SectionKind.ADVICE, name="环保技术服务股")
    review = builders.section(bureau, kind=SectionKind.REVIEW, name="审批科")
    window = builders.section(bureau, kind=SectionKind.WINDOW, name="窗口")
    staff = builders.staff
    return Office(
        bureau=bureau, advice=advice, review=review, clerk=staff(Role.CLERK, "孟夏", in_section=window),
        officer=staff(Role.OFFICER, "程野", in_section=advice), other=staff(Role.OFFICER, "陆遥", in_section=review),
        head=staff(Role.SECTION_HEAD, "秦望", in_section=advice), editor=staff(Role.EDITOR, "林溪"),
        supervisor=staff(Role.SUPERVISOR, "叶竹"),
    )  # fmt: skip


def told(**changes: Any) -> actions.Asked:
    return actions.Asked(**{"topic": "document", "what": WHAT, **changes})


@remembered
def asked(of: Office, key: str = "k1", at: Any = CAME, address: str = "198.51.100.7", **changes: Any) -> Question:
    return actions.ask(of.bureau, told(**changes), key=key, address=address, at=at)


@remembered
def taken(of: Office, key: str = "k1", size: str = "other", **changes: Any) -> Question:
    return actions.take(asked(of, key, **changes).pk, size=size, by=of.officer, at=TAKEN)


@remembered
def answered(of: Office, key: str = "k1", **changes: Any) -> Question:
    return actions.answer(taken(of, key, **changes).pk, by=of.officer, at=DONE, **SAID)


@remembered
def proposed(of: Office, **changes: Any) -> Article:
    source = answered(of, name=NAME, contact=CONTACT)
    return actions.propose(source.pk, topic="document", by=of.officer, at=DONE, **{**WRITTEN, **changes})


@remembered
def published(of: Office) -> Article:
    return actions.publish(proposed(of).pk, by=of.editor, at=DONE)


def fresh(one: Question) -> Question:
    return Question.objects.select_related("case__holder", "case__section").get(pk=one.pk)


def send_question(client: Client, bureau: Bureau, **typed: Any) -> Any:
    """Open the page, do the sum, send."""
    said: dict[str, Any] = {"bureau": str(bureau.pk), "topic": "document", "what": WHAT, **typed}
    return send(client, "/ask/", **said)
