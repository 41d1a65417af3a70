"""At which step a table may be changed, and when a row is not whole."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from disclosure.runs.enums import DROPPABLE, OPEN, RunState
from disclosure.runs.guards.refusals import BadColumns, NotWaiting
from envportal.documents.guards import tables
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from disclosure.runs.models import TableRun


def require_open(run: TableRun) -> None:
    """What the columns are may be said until the table is being taken in."""
    if run.state not in OPEN:
        raise NotWaiting(_("这张表现在是“%(state)s”，不能再改。") % {"state": run.get_state_display()})


def require_droppable(run: TableRun) -> None:
    """A table is dropped until it is being taken in, and where that came to no end."""
    if run.state not in DROPPABLE:
        raise NotWaiting(_("这张表现在是“%(state)s”，不能放弃。") % {"state": run.get_state_display()})


def require_ready(run: TableRun) -> None:
    if run.state != RunState.CHECKED:
        raise NotWaiting(_("这张表现在是“%(state)s”，不能导入。") % {"state": run.get_state_display()})
    if not run.taken + run.mended:
        raise NotWaiting(_("没有一行可以导入，请改正各列或表格后重来。"))


def require_once(mapping: Mapping[int, str], label: Callable[[str], object]) -> None:
    """Raise BadColumns with the field of the form that is to be mended: c3 is the fourth column."""
    counted = Counter(mapping.values())
    twice = next((column for column, of in mapping.items() if counted[of] > 1), None)
    if twice is not None:
        raise BadColumns(_("“%(field)s”选了两次，请留一列。") % {"field": label(mapping[twice])}, f"c{twice}")


def broken(cells: list[str], width: int, *, may_be_short: bool) -> list[str]:
    """Why a row is not whole, as a remark; nothing if it is. A workbook's may end where its last cell is."""
    if cells == [tables.UNCLOSED]:
        return ["unclosed", "", "", ""]
    if any(tables.CUT in cell for cell in cells):
        return ["cut", "", "", ""]
    too_many = any(cell.strip() for cell in cells[width:])
    if too_many or (len(cells) < width and not may_be_short):
        return ["cells", "", str(len(cells)), str(width)]
    return []


def allows(rule: Callable[[Any, Any], None], user: object, thing: object) -> bool:
    try:
        rule(user, thing)
    except Refused:
        return False
    return True
