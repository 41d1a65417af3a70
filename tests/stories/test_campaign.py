"""A campaign from the townships' spreadsheet to its missed aim, and what the public could read each time."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from disclosure.board import board
from disclosure.board.models import Notice
from enforcement.campaigns import actions
from enforcement.campaigns.models import Run
from envportal.duties.models import Duty
from envportal.messaging.models import Message
from envportal.supervision.actions.duties import tell_duties
from tests.accounts.conftest import signed_in
from tests.builders import USCCS, moment
from tests.campaigns.conftest import World, campaigners, of, paper
from tests.documents import corpus

pytestmark = pytest.mark.django_db
LIST = f"""名称,乡镇街道,要求的措施,期限,企业,个人
和信锅炉,青石镇,改用天然气,2026-10-20,{USCCS[0]},
赵大成,青石镇,拆除,2026-10-20,,是
粮站锅炉,白沙镇,拆除,2026-10-20,,
粮站锅炉,白沙镇,拆除,2026-10-20,,
学校锅炉,白沙镇,拆除,2026-10-20,,
"""


@pytest.fixture(name="people")
def _people() -> World:
    return campaigners()


def publish(people, at):
    return board.publish(Notice.objects.latest("pk").pk, by=people.editor, at=at)


def bring(people, campaign, text, at):
    run = actions.upload(
        campaign.pk, corpus.upload(text.encode(), "清单.csv"), kind="targets", why="", by=people.officer, at=at, key=""
    )
    mapping = {int(column): name for column, name in run.mapping.items()}
    actions.choose(run.pk, head_rows=1, mapping=mapping, said={}, by=people.officer, at=at)
    actions.carry_on(at=at)
    actions.apply(run.pk, by=people.officer, at=at)
    actions.carry_on(at=at)
    return Run.objects.get(pk=run.pk)


def test_a_campaign_is_listed_worked_off_shown_each_month_and_closed_with_what_it_missed(people, client):
    september = moment("2026-09-02")
    with time_machine.travel(september, tick=False):
        campaign = people.opened(target_rate=Decimal(100))
        run = bring(people, campaign, LIST, september)
    assert (run.taken, run.refused) == (4, 1)
    actions.start(campaign.pk, by=people.head, at=september)
    actions.tell(campaign.pk, why="清单", by=people.officer, at=september)
    publish(people, september)

    # The enterprise reads its own part, is reminded of its last day, and reports it.
    with time_machine.travel(moment("2026-10-14"), tick=False):
        tell_duties(at=moment("2026-10-14"))
        assert Message.objects.filter(template="duty_reminder", to_user=people.owner).exists()
        owner = signed_in(people.owner)
        mine = of(campaign, 1)
        assert "和信锅炉" in owner.get(f"/my/campaigns/{campaign.pk}/").content.decode()
        owner.post(f"/my/campaigns/targets/{mine.pk}/report/", {"words": "已改气", "file": paper("gas")})
    seen: Any = {"words": "天然气锅炉在用", "on": date(2026, 10, 16)}
    actions.verify(mine.pk, by=people.inspector, at=moment("2026-10-16"), **seen)

    # One never belonged there, one is given up: both for a reason a second person agreed with.
    for number, change in ((2, "remove"), (3, "drop")):
        asked = actions.ask_change(
            of(campaign, number).pk, change=change, reason="依据会议纪要", by=people.officer, at=moment("2026-10-16")
        )
        actions.answer(asked.pk, agreed=True, by=people.head, at=moment("2026-10-16"))

    # The last one is late: its duty says so.
    with time_machine.travel(moment("2026-10-21"), tick=False):
        tell_duties(at=moment("2026-10-21"))
    assert Duty.objects.get(campaign_target__number=4).overdue_at is not None

    assert actions.make_monthly(at=moment("2026-11-01")) == 1
    publish(people, moment("2026-11-01"))
    actions.close(
        campaign.pk, result_words="改造一台", missed_why="学校锅炉没有资金", onward="明年继续", by=people.head,
        at=moment("2026-12-10"),
    )  # fmt: skip
    publish(people, moment("2026-12-10"))

    page = client.get(f"/campaigns/{campaign.pk}/").content.decode()
    for word in ("学校锅炉没有资金", "赵**", "33.3%", "25%", "第 3 版"):
        assert word in page
    assert "赵大成" not in page
    first = client.get(f"/campaigns/{campaign.pk}/?edition=1").content.decode()
    assert "学校锅炉没有资金" not in first
    assert "<p>4 个对象，现场核实完成 0 个：0%</p>" in first
