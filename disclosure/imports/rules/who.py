"""Who may do which step of an import: an editor of its bureau brings it, a second person makes it public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from disclosure.imports import queries
from disclosure.imports.guards import refusals
from disclosure.runs.enums import Result, RunState
from disclosure.runs.guards.refusals import NotWaiting
from disclosure.runs.rules import require_droppable, require_open, require_ready
from envportal.accounts.rules import codes

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from disclosure.imports.models import Line, Run
    from envportal.accounts.models import User

FOUR_EYES = "《政府信息公开条例》第十七条"


def require_map(user: User | AnonymousUser | None, run: Run) -> None:
    """What the columns are may be said until the table is being put on the board."""
    _require_role(user, run, "import.notices")
    require_open(run)


def require_apply(user: User | AnonymousUser | None, run: Run) -> None:
    _require_role(user, run, "import.publish")
    if user is not None and user.pk in {run.uploaded_by_id, run.mapped_by_id}:
        raise refusals.SamePerson(_("上传表格或确认各列的人不能自己导入公示栏，请另一位编辑或局领导确认。"), FOUR_EYES)
    require_ready(run)


def require_drop(user: User | AnonymousUser | None, run: Run) -> None:
    _require_role(user, run, "import.notices")
    require_droppable(run)


def require_ask_off(user: User | AnonymousUser | None, line: Line) -> None:
    """A row the command read stands under a bureau that did not bring it: first its editor or leader asks."""
    if line.run.bureau_id is not None:
        raise NotWaiting(_("本局导入的公示由局领导直接撤回，不用提请。"))
    _require_answering(user, line, "import.publish")
    _require_taken(line)
    if line.off_asked_by_id is not None:
        raise NotWaiting(_("已经有人提请撤回，请另一位局领导办理。"))


def require_take_off(user: User | AnonymousUser | None, line: Line) -> None:
    """A leader takes a row off again, also one they put there: what should not be public goes at once.

    A row of the command goes by two people, since nobody of the bureau put it there.
    """
    if line.run.bureau_id is not None:
        _require_role(user, line.run, "board.withdraw")
        _require_taken(line)
        return
    _require_answering(user, line, "board.withdraw")
    _require_taken(line)
    if line.off_asked_by_id is None:
        raise NotWaiting(_("还没有人提请撤回，请信息公开编辑或者局领导先提请。"))
    if user is not None and user.pk == line.off_asked_by_id:
        raise refusals.SamePerson(_("提请撤回的人不能自己撤回，请另一位局领导办理。"), FOUR_EYES)


def _require_taken(line: Line) -> None:
    if line.run.state not in {RunState.DONE, RunState.FAILED} or line.result not in {Result.TAKEN, Result.MENDED}:
        raise NotWaiting(_("这一行没有从这次导入到公示栏，不用撤下。"))


def _require_answering(user: User | AnonymousUser | None, line: Line, action: str) -> None:
    """Of the bureau under whose name the row stands, or the one above; if it is not here, of one with none above."""
    bureau = user.bureau_id if user is not None and user.is_authenticated and codes(user, action) else None
    if bureau is None or not queries.answering(line).filter(pk=bureau).exists():
        raise refusals.NotYourImport(
            _("这份公示由原发布机关或者它的上级机关撤回；原发布机关不在这里的，由最上级的局撤回。")
        )


def _require_role(user: User | AnonymousUser | None, run: Run, action: str) -> None:
    is_ours = user is not None and user.is_authenticated and run.bureau_id is not None
    if user is None or not is_ours or user.bureau_id != run.bureau_id or not codes(user, action):  # type: ignore[union-attr]
        raise refusals.NotYourImport(_("历史公示由本局的信息公开编辑上传，由另一位编辑或局领导导入，您没有这个角色。"))
