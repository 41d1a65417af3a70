"""The owner's consultation in a sentence of the notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from approvals.applications.queries.files import in_chinese
from envportal.web.templatetags import days

if TYPE_CHECKING:
    from approvals.applications.models import Application


@in_chinese
def participation_in_words(application: Application) -> str:
    """When and where the public was asked and how many answered; a table asks for none of it."""
    if not application.procedure.consults:
        return _("报告表不要求建设单位公开征求意见；受理公示期间收到的意见在决定前逐条考虑。")
    told = application.participation
    facts = {
        "from": days.dated(told.draft_from),
        "to": days.dated(told.draft_to),
        "web": told.web_address,
        "paper": told.newspaper,
        "first": days.dated(told.printed_on),
        "second": days.dated(told.printed_again_on),
        "n": told.opinions,
    }
    asked = _(
        "建设单位于%(from)s至%(to)s公开征求意见稿（%(web)s），"
        "%(first)s、%(second)s在%(paper)s登报，共收到意见 %(n)s 条；详见公众参与说明。"
    )
    simpler = (
        _("项目在已完成规划环评的园区内（%(plan)s），依照公众参与办法第三十一条简化：免首次公开和张贴公告。")
        % {"plan": told.park_plan}
        if told.is_simplified
        else ""
    )
    return f"{asked % facts}{simpler}"
