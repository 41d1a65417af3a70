"""Who may do which step with tables, stations and bulletins, and what a table must say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from disclosure.quality.enums import BulletinState, Column, Parameter
from disclosure.quality.guards.refusals import NotWaiting, NotYourBureau, SamePerson
from disclosure.quality.rules.remarks import LABELS
from disclosure.runs.enums import RunState
from disclosure.runs.guards.refusals import BadColumns
from disclosure.runs.rules import require_droppable, require_once, require_open, require_ready
from envportal.accounts.rules import codes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.contrib.auth.models import AnonymousUser

    from disclosure.quality.models import Bulletin, Run, Station
    from envportal.accounts.models import User

    Anybody = User | AnonymousUser | None

FOUR_EYES = "《政府信息公开条例》第十七条"
TABLE, STATION = "quality.import", "quality.station"
COMPOSE, PUBLISH = "quality.compose", "quality.publish"


def require_map(user: Anybody, run: Run) -> None:
    """What the columns are may be said until the table is being taken in."""
    _require_role(user, run.bureau_id, TABLE)
    require_open(run)


def require_take(user: Anybody, run: Run) -> None:
    _require_role(user, run.bureau_id, TABLE)
    require_ready(run)


def require_drop(user: Anybody, run: Run) -> None:
    _require_role(user, run.bureau_id, TABLE)
    require_droppable(run)


def require_undo(user: Anybody, run: Run) -> None:
    _require_role(user, run.bureau_id, TABLE)
    if run.state not in {RunState.DONE, RunState.FAILED} or run.applied_at is None:
        raise NotWaiting(_("这张表现在是“%(state)s”，没有可以撤销的导入。") % {"state": run.get_state_display()})


def require_edit(user: Anybody, station: Station) -> None:
    _require_role(user, station.bureau_id, STATION)


def require_publish(user: Anybody, bulletin: Bulletin) -> None:
    _require_role(user, bulletin.bureau_id, PUBLISH)
    if bulletin.state != BulletinState.DRAFT:
        raise NotWaiting(_("这份公报现在是“%(state)s”，不能再发布。") % {"state": bulletin.get_state_display()})
    if user is not None and user.pk == bulletin.composed_by_id:
        raise SamePerson(_("编制公报的人不能自己发布，请另一位编辑或局领导发布。"), FOUR_EYES)


def require_abandon(user: Anybody, bulletin: Bulletin) -> None:
    _require_role(user, bulletin.bureau_id, COMPOSE)
    if bulletin.state != BulletinState.DRAFT:
        raise NotWaiting(_("这份公报现在是“%(state)s”，不能放弃。") % {"state": bulletin.get_state_display()})


def require_correct(user: Anybody, bulletin: Bulletin) -> None:
    """Only what stands in public is corrected; a draft is simply composed again."""
    _require_role(user, bulletin.bureau_id, COMPOSE)
    if bulletin.state != BulletinState.PUBLISHED:
        raise NotWaiting(_("这份公报现在是“%(state)s”，不能更正。") % {"state": bulletin.get_state_display()})


def require_bureau(user: Anybody, action: str) -> int:
    """The bureau in whose name somebody acts."""
    bureau = getattr(user, "bureau_id", None)
    _require_role(user, bureau, action)
    assert isinstance(bureau, int)  # noqa: S101  nobody without one has passed
    return bureau


def _require_role(user: Anybody, bureau_id: int | None, action: str) -> None:
    is_ours = bureau_id is not None and getattr(user, "bureau_id", None) == bureau_id
    if user is None or not is_ours or not codes(user, action):
        raise NotYourBureau(_("环境质量数据由本局的信息公开编辑办理，您没有这个角色。"))


def check_columns(mapping: Mapping[int, str], *, is_history: bool) -> None:
    """Raise BadColumns with the field of the form that is to be mended: c3 is the fourth column."""
    require_once(mapping, LABELS.__getitem__)
    fields = set(mapping.values())
    where = {Column.STATION, Column.CODE, *([Column.PLACE] if is_history else [])}
    if not fields & where:
        raise BadColumns(_("没有一列是站点，请指定站点、断面或水源一列；也可能是表头的行数不对。"))
    if not fields & {Column.DATE, Column.PERIOD}:
        raise BadColumns(_("没有一列是日期或时段，请指定一列。"))
    if not is_history and not fields & set(Parameter.values):
        raise BadColumns(_("没有一列是监测指标，请指定至少一列。"))
