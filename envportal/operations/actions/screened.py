"""Access rules in the demo: control units, a regional suspension that touches running cases, a version that waits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from approvals.access import actions, queries, screening
from envportal.accounts.enums import Role
from envportal.accounts.models import Bureau
from envportal.accounts.queries import review_section, staff_with
from envportal.cases.models import Case
from envportal.operations.actions.cast import DATA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from envportal.accounts.models import User
    from envportal.operations.actions.days import Days

WRITES = "yunxi"
PLAN = "云溪市生态环境分区管控方案（示例）"
UNITS = {"青石镇": "YX-ZD-001", "石桥镇": "YX-ZD-002", "松坪乡": "YX-YX-001"}
ELSEWHERE = "YX-YB-001"
HOMES = "以居住、医疗卫生、文化教育、科研、行政办公为主要功能的区域"
ANY: dict[str, Any] = {
    "article": "", "industries": "", "unit": "", "sensitive": "", "limit": None, "ratio": None, "refusal": "",
    "is_retired": False, "evidence": "T", "stops": "decision", "ordered_by": "", "dated_on": None,
}  # fmt: skip
SUSPENSION = {
    "kind": "suspension", "title": "石桥镇颗粒物区域限批", "text": "暂停审批石桥镇新增颗粒物排放的建设项目环评文件。",
    "source": "江原省生态环境厅对石桥镇实施区域限批的函（示例）", "ordered_by": "江原省生态环境厅", "area": "石桥镇",
    "pollutants": "dust", "outcome": "not_met", "ground": "1", "why": "收到省厅来函",
}  # fmt: skip
DOUBLE = {
    "kind": "replacement", "title": "白沙镇氮氧化物二倍替代", "text": "白沙镇新增氮氧化物按二倍削减替代。",
    "source": "云溪市生态环境局内部审核口径（示例）", "area": "白沙镇", "pollutants": "nox", "ratio": 2,
    "outcome": "person",
    "ground": "2", "why": "上一年度细颗粒物年均浓度未达标",
}  # fmt: skip


def turns(days: Days, opened: int) -> Iterator[tuple[date, str, Callable[[datetime], object]]]:
    """Day, time of the day and what happens then; the suspension comes when nothing is signed any more that day."""
    yield days.ago(opened), "08:50", _enter_units
    yield days.ago(1), "16:20", lambda at: _propose(SUSPENSION, at)
    yield days.ago(1), "16:50", _agree
    yield days.ago(0), "08:10", lambda at: _propose(DOUBLE, at)


def site(bureau: Bureau, division: str) -> dict[str, Any]:
    """What the owner says of the site; where no unit was published, it says that it does not know."""
    code = UNITS.get(division, ELSEWHERE) if bureau.code == WRITES else ""
    return {
        "site_unit": code, "site_longitude": None, "site_latitude": None, "site_inside": [], "site_near": [HOMES],
    }  # fmt: skip


def judged(pk: int, *, by: User, at: datetime) -> None:
    """The officer answers what the rules leave to a person, before writing the opinion."""
    case = Case.objects.select_related("bureau", "project").get(pk=pk)
    for one in screening.stand(case, timezone.localdate(at)):
        if one.is_open:
            reason = "已核对环评文件的产能、工艺和选址章节，不属于限制情形。"
            actions.answer(pk, rule=one.rule.pk, result="met", reason=reason, by=by, at=at)


def _enter_units(at: datetime) -> None:
    told = json.loads((DATA / "control_units.json").read_text(encoding="utf-8"))
    actions.read_units(told, bureau=_bureau(), source=PLAN, valid_from=timezone.localdate(at), at=at)


def _propose(told: dict[str, Any], at: datetime) -> None:
    on, by = timezone.localdate(at), staff_with(_bureau(), Role.SECTION_HEAD, review_section(_bureau()))[0]
    actions.propose(key="", valid_from=on, by=by, at=at, **{**ANY, **told})


def _agree(at: datetime) -> None:
    version = queries.waiting(_bureau()).get(title=SUSPENSION["title"])
    actions.agree(version.pk, by=staff_with(_bureau(), Role.LEADER).get(), at=at)


def _bureau() -> Bureau:
    return Bureau.objects.get(code=WRITES)
