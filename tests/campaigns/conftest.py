"""A campaign on boilers, the people for it, and an enterprise that has one."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from enforcement.campaigns import actions
from enforcement.campaigns.models import Campaign, Target
from envportal.accounts.enums import Role, SectionKind
from envportal.accounts.models import Enterprise, User
from envportal.deadlines.actions import load_rules
from tests.builders import applicant, bureau, enterprise, moment, section, staff
from tests.documents import corpus
from tests.remembered import remembered

OPENED, STARTED = moment("2026-09-01"), moment("2026-09-02")
PLAN: Any = {
    "kind": "coal_boiler", "name": "2026 年燃煤锅炉整治", "basis": "云政办〔2026〕12号", "from_on": date(2026, 9, 1),
    "to_on": date(2026, 12, 9), "target_rate": Decimal(100),
}  # fmt: skip
ROW: Any = {"township": "青石镇", "measure": "拆除，改用天然气", "due_on": date(2026, 11, 2)}


@dataclass(frozen=True)
class World:
    officer: User
    inspector: User
    head: User
    leader: User
    editor: User
    owner: User
    works: Enterprise

    def plan(self, **plan: Any) -> Any:
        assert self.officer.section is not None
        return {**PLAN, "section": self.officer.section, "leader": self.leader, **plan}

    def opened(self, **plan: Any) -> Campaign:
        return actions.open_campaign(by=self.officer, at=OPENED, **self.plan(**plan))

    def started(self, *rows: dict[str, Any], **plan: Any) -> Campaign:
        campaign = self.opened(**plan)
        for row in rows or ({"name": "一号锅炉"}, {"name": "二号锅炉", "enterprise": self.works}):
            actions.add(campaign.pk, by=self.officer, at=OPENED, **{**ROW, **row})
        return actions.start(campaign.pk, by=self.head, at=STARTED)


@remembered
def campaigners() -> World:
    load_rules()
    team = section(bureau(), kind=SectionKind.ENFORCEMENT, name="污染防治科")
    return World(
        officer=staff(Role.OFFICER, "程野", in_section=team), inspector=staff(Role.INSPECTOR, "陆遥", in_section=team),
        head=staff(Role.SECTION_HEAD, "秦望", in_section=team), leader=staff(Role.LEADER, "周局"),
        editor=staff(Role.EDITOR, "温如"), owner=applicant(), works=enterprise(),
    )  # fmt: skip


@pytest.fixture(name="world")
def _world() -> World:
    return campaigners()


@pytest.fixture
def campaign(world: World) -> Campaign:
    return world.started()


def paper(mark: str = "a") -> SimpleUploadedFile:
    """A file unlike the others by its mark."""
    return corpus.upload(corpus.pdf() + f"\n% {mark}\n".encode())


def of(campaign: Campaign, number: int) -> Target:
    return campaign.targets.select_related("campaign__case", "duty").get(number=number)
