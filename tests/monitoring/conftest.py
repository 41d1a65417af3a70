"""A case that wants to know, and the people for it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from enforcement.monitoring import actions
from envportal.accounts.enums import Role, SectionKind
from envportal.accounts.models import User
from envportal.cases.models import Case
from envportal.deadlines.actions import load_rules
from tests.builders import bureau, case, enterprise, moment, section, staff
from tests.remembered import remembered

ORDERED = moment("2026-11-02")
TASK: Any = {
    "reason": "enforcement", "place": "云溪纸业总排口", "laboratory": "云溪市环境监测站",
    "parameters": [
        {"name": "化学需氧量", "unit": "mg/L", "low": None, "high": 100, "standard": "GB 8978-1996 表4"},
        {"name": "pH", "unit": "", "low": 6, "high": 9, "standard": "GB 8978-1996 表4"},
    ],
}  # fmt: skip
SAMPLE: Any = {
    "code": "W1", "point": "总排口", "taken_at": moment("2026-11-03"), "taken_by": "程野、陆遥",
    "witness": "沈雁，环保专员",
}  # fmt: skip


@dataclass(frozen=True)
class Site:
    source: Case
    inspector: User
    other: User
    head: User


@remembered
def site() -> Site:
    load_rules()
    team = section(bureau(), kind=SectionKind.ENFORCEMENT, name="执法大队")
    inspector = staff(Role.INSPECTOR, "程野", in_section=team)
    source = case(
        kind="inspection", enterprise=enterprise(), section=team, holder=inspector, number="云环检〔2026〕9号",
        opened_on=date(2026, 11, 2),
    )  # fmt: skip
    return Site(
        source=source, inspector=inspector, other=staff(Role.INSPECTOR, "陆遥", in_section=team),
        head=staff(Role.SECTION_HEAD, "秦望", in_section=team),
    )  # fmt: skip


@pytest.fixture(name="site")
def _site():
    return site()


@pytest.fixture
def ordered(site):
    return actions.ask(site.source.pk, by=site.inspector, at=ORDERED, **TASK)
