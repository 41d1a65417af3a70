"""A row the command read is taken off by two people of the bureau it stands under, or of the one above."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client

from disclosure.board.models import Notice
from disclosure.imports.models import Line, Run
from envportal.accounts.enums import Role
from envportal.audit.models import Event
from tests import builders
from tests.accounts.conftest import signed_in
from tests.board.rows import text
from tests.imports.tables import written

if TYPE_CHECKING:
    from pathlib import Path

    from envportal.accounts.models import Bureau, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
NAME = "云溪市生态环境局"


@pytest.fixture
def line(tmp_path: Path) -> Line:
    call_command("import_notices", str(written(tmp_path / "old.csv", {"发布机关": NAME})), "--quiet")
    return Line.objects.get()


def staff(bureau: Bureau, role: str, name: str) -> User:
    return builders.staff(role, name, at=bureau)


def ask(client: Client, line: Line, reason: str = "有个人信息") -> int:
    return client.post(f"/desk/imports/lines/{line.pk}/ask-withdrawal/", {"reason": reason}).status_code


def take_off(client: Client, line: Line, reason: str = "有个人信息") -> int:
    return client.post(f"/desk/imports/lines/{line.pk}/withdraw/", {"reason": reason}).status_code


def is_public() -> bool:
    return Notice.objects.filter(state=Notice.State.PUBLISHED).exists()


def test_an_editor_asks_and_a_leader_takes_it_off_and_the_trace_stays(line: Line) -> None:
    bureau = builders.bureau("yunxi", NAME, "云环")
    editor, leader = signed_in(staff(bureau, Role.EDITOR, "林小满")), signed_in(staff(bureau, Role.LEADER, "韩松年"))
    report = f"/desk/imports/{line.run_id}/?r={line.result}"
    assert "提请撤回第" in text(editor.get(report))
    assert take_off(leader, line) == 409  # nobody has asked

    assert ask(editor, line, "") == 422
    assert ask(editor, line) == 302
    assert is_public()
    assert "林小满提请撤回" in text(leader.get(f"/desk/imports/lines/{line.pk}/withdraw/"))
    assert take_off(leader, line) == 302

    notice = Notice.objects.get()
    assert (notice.state, notice.withdrawal_reason) == ("withdrawn", "有个人信息")
    assert "有个人信息" in text(Client().get(f"/board/{notice.public_id}/"))
    names = set(Event.objects.filter(name__startswith="history_").values_list("name", flat=True))
    assert names >= {"history_asked_off", "history_withdrawn"}


def test_who_asks_does_not_take_it_off(line: Line) -> None:
    bureau = builders.bureau("yunxi", NAME, "云环")
    one, other = signed_in(staff(bureau, Role.LEADER, "韩松年")), signed_in(staff(bureau, Role.LEADER, "顾清"))

    assert ask(one, line) == 302
    assert (take_off(one, line), is_public()) == (409, True)
    assert (ask(other, line), take_off(other, line), is_public()) == (409, 302, False)


def test_the_bureau_above_may_and_another_may_not(line: Line) -> None:
    above = builders.bureau("sheng", "清江省生态环境厅", "清环")
    builders.bureau("yunxi", NAME, "云环", parent=above)
    aside = builders.bureau("dongling", "东岭市生态环境局", "东环", parent=above)
    stranger = signed_in(staff(aside, Role.LEADER, "别人"))
    one, other = signed_in(staff(above, Role.EDITOR, "厅编辑")), signed_in(staff(above, Role.LEADER, "厅领导"))

    assert (ask(stranger, line), take_off(stranger, line)) == (409, 409)
    assert (ask(one, line), take_off(stranger, line), take_off(other, line)) == (302, 409, 302)


def test_for_a_publisher_that_is_not_here_the_bureau_at_the_top_answers(line: Line) -> None:
    top = builders.bureau("sheng", "清江省生态环境厅", "清环")
    below = builders.bureau("dongling", "东岭市生态环境局", "东环", parent=top)

    assert ask(signed_in(staff(below, Role.LEADER, "别人")), line) == 409
    assert ask(signed_in(staff(top, Role.EDITOR, "厅编辑")), line) == 302


def test_an_ask_without_a_reason_or_a_person_cannot_be_kept(line: Line) -> None:
    with pytest.raises(IntegrityError, match="import_line_is_asked_off_by_somebody_for_a_reason"), transaction.atomic():
        Line.objects.update(off_asked_why="有误")
    assert Run.objects.get().bureau is None
