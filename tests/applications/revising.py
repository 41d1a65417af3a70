"""What a revision is asked, answered and judged with."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from approvals.applications import actions
from approvals.applications.actions import revisions
from approvals.applications.models import Application, Revision, SpecialStep
from envportal.deadlines import clocks
from envportal.deadlines.enums import DECIDING, Matter
from envportal.deadlines.models import Clock, TermRule
from tests import world
from tests.builders import moment
from tests.documents import corpus

ASKED, ANSWERED, JUDGED = moment("2026-10-09", "09:00"), moment("2026-10-12"), moment("2026-10-13", "09:00")
POINTS = ["明确活性炭更换周期", "补充监测口位置图"]
CHANGES: list[revisions.Change] = [
    {"page": "35", "change": "每 3 个月更换一次，写入台账"}, {"page": "附图 7", "change": "补充了监测口位置图"},
]  # fmt: skip


def leaving_revisions_out() -> world.World:
    of = world.world()
    leave_revisions_out(of)
    return of


def after_experts(of: world.World) -> Application:
    """The experts have answered on 30 September."""
    found = world.commission(of, world.accepted(of))
    actions.confirm_expert_review(found.pk, by=of.head, at=moment("2026-09-23", "10:00"))
    return actions.file_expert_opinion(
        found.pk, opinion="；".join(POINTS), by=of.officer, at=moment("2026-09-30", "16:00")
    )


def ask(of: world.World, application: Application, at: Any = ASKED, **told: Any) -> Revision:
    said = {"after": SpecialStep.objects.get(application=application), "points": POINTS, "by": of.officer}
    actions.ask_revision(application.pk, wanted_by=date(2026, 10, 16), at=at, **{**said, **told})
    return Revision.objects.latest("pk")


def answer(of: world.World, application: Application, pages: int = 9, **told: Any) -> Application:
    said = {"answers": CHANGES, "by": of.applicant, **revised(pages)}
    return actions.answer_revision(application.pk, at=ANSWERED, **{**said, **told})


def revised(pages: int = 9) -> dict[str, Any]:
    """The full text and the public version of it."""
    named = (("file", "报告表（修改）.pdf", pages), ("public", "公开本（修改）.pdf", pages + 20))
    return {name: corpus.upload(corpus.pdf(n), called) for name, called, n in named}


def judge(of: world.World, application: Application, *said: str, at: Any = JUDGED) -> Application:
    verdicts: list[revisions.Judged] = [
        {"verdict": "open", "why": one} if one else {"verdict": "settled", "why": ""} for one in said
    ]
    return actions.judge_revision(application.pk, verdicts=verdicts, by=of.officer, at=at)


def dues(application: Application) -> dict[str, date]:
    return {clock.matter: clock.due_on for clock in clocks.of(application.case) if clock.matter in DECIDING}


def pledge(application: Application) -> Clock:
    return next(clock for clock in clocks.of(application.case) if clock.matter == Matter.PLEDGED)


def fetch(client: Any, pk: int) -> int:
    return len(b"".join(client.get(f"/files/{pk}/")))


def key() -> dict[str, str]:
    return {"_key": str(uuid4())}


def leave_revisions_out(of: world.World) -> None:
    """The bureau's pledge does not count the days of a revision."""
    for rule in TermRule.objects.filter(bureau=of.bureau, matter=Matter.PLEDGED):
        rule.excludes["revision"] = "云溪市生态环境局服务承诺第4条"
        rule.save()
