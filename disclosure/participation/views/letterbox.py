"""The desk of the opinion box: what is due first, the answer, and a longer term."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from disclosure.participation import actions
from disclosure.participation.forms import desk as forms
from disclosure.participation.queries import submissions as queries
from disclosure.participation.rules import steps, terms
from disclosure.participation.views.desk import Step, may_take_longer
from envportal.web.views import Column, Sortable

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from disclosure.participation.models import Submission


def standing(row: Submission) -> str:
    reply = getattr(row, "reply", None)
    if reply is None:
        return _("等答复")
    return _("已答复") if reply.released_at else _("等第二个人发出")


class Messages(Sortable):
    """意见箱 of the bureau, what is due first on top."""

    permission = "opinion.queue"
    template_name = "participation/messages.html"
    title = _l("意见箱")
    file_name = "opinions"
    take_away = "export.case_list"
    form_class = forms.FindMessage
    counted = _l("共 %(n)s 封")
    empty_sentence = _l("还没有来信。")
    columns = (
        Column(_l("编号"), "number", "number"),
        Column(_l("类别"), "get_subject_display", "subject"),
        Column(_l("收到时间"), "received_at", "received_at"),
        Column(_l("答复期限"), "due_on", "due_on"),
        Column(_l("状态"), standing),
        Column(_l("公开状态"), "get_state_display", "state"),
    )

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Submission]:
        return queries.messages_of(request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, today = super().get_context_data(**kwargs), timezone.localdate()
        listed = [{"row": row, "standing": standing(row), "tone": _tone(row, today)} for row in context["rows"]]
        return {**context, "listed": listed}


def _tone(row: Submission, today: Any) -> str:
    reply = getattr(row, "reply", None)
    if reply is not None and reply.released_at:
        return ""
    return "late" if row.due_on < today else "soon" if row.due_on == today else ""


class Answer(Step):
    permission = "opinion.answer"
    rule = staticmethod(steps.require_answer)
    action = staticmethod(actions.answer)
    form_class = forms.AnswerForm
    title = _l("答复来信")
    button = _l("交第二个人发出")
    done = _l("答复稿已保存，等第二个人核对后发出。")

    def get_initial(self) -> dict[str, Any]:
        reply = getattr(self.object, "reply", None)
        if reply is None:
            return {}
        said = {name: getattr(reply, name) for name in ("heading", "text", "cannot_why")}
        return {**said, "cannot": bool(reply.cannot_why)}


class TakeLonger(Step):
    permission = "opinion.answer"
    rule = staticmethod(may_take_longer)
    action = staticmethod(actions.take_longer)
    form_class = forms.LongerForm
    title = _l("延长答复期限")
    button = _l("延长")
    done = _l("已延长，来信人能看到新的日期和理由。")

    def get_intro(self) -> str:
        return _("复杂的来信可以在收到后 %(n)s 个工作日内答复，只能延长一次。") % {
            "n": terms.term_on(timezone.localdate(self.object.received_at)).complex
        }
