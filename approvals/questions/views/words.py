"""What is next, what a verb is called, what an event says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from approvals.questions.queries import questions as queries
from approvals.questions.states import State
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.ratings.enums import Score
from envportal.web.templatetags import days

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from approvals.questions.models import Question
    from envportal.audit.models import Event

WORDS: dict[str, str | _StrPromise] = {
    "take": pgettext_lazy("question", "承接"),
    "accept_handover": pgettext_lazy("question", "接受移交"),
    "decline_handover": pgettext_lazy("question", "退回移交"),
    "answer": pgettext_lazy("question", "答复"),
    "hand_over": pgettext_lazy("question", "移交"),
    "settle": pgettext_lazy("question", "回访说明"),
    "propose": pgettext_lazy("question", "写成知识条目"),
    "link": pgettext_lazy("question", "关联另一件咨询"),
}
ARTICLE_WORDS: dict[str, str | _StrPromise] = {
    "publish": pgettext_lazy("article", "核对并发布"),
    "decline": pgettext_lazy("article", "不采用这一版"),
    "revise": pgettext_lazy("article", "写新的一版"),
    "confirm": pgettext_lazy("article", "复核：内容仍然有效"),
    "withdraw": pgettext_lazy("article", "下架"),
}
EVENTS = {
    "question_asked": _l("收到咨询"),
    "question_taken": _l("承接"),
    "question_offered": _l("提出移交"),
    "question_handed_over": _l("接受移交"),
    "question_sent_back": _l("退回移交"),
    "question_answered": _l("答复"),
    "question_rated": _l("咨询人评价"),
    "question_settled": pgettext_lazy("question", "回访说明"),
    "question_asked_back": _l("咨询人追问"),
    "question_linked": _l("关联另一件咨询"),
    "article_proposed": _l("写成知识条目"),
    "yellow_card_opened": _l("黄牌"),
    "red_card_opened": _l("红牌"),
}
SMALL = ("why", "to", "giver", "number", "order")


def next_of(question: Question) -> str:
    """What the bureau does next and by when; what the asker can do where it has answered."""
    if question.state == State.WAITING:
        return _by(_("有人承接并负责到底"), question, Matter.QUESTION_TAKEN)
    if question.state == State.HANDLING:
        return _by(_("答复"), question, Matter.QUESTION)
    answer = queries.last_answer(question)
    if answer is not None and answer.is_bad and not answer.settled_why:
        return _("咨询人不满意：由科室负责人回访并写明")
    if answer is not None and answer.score is not None:
        return _("已经评价，办结")
    return _("已经答复，等咨询人评价") if question.again else _("已经答复，等咨询人评价；还可以追问一次")


def _by(what: str, question: Question, matter: str) -> str:
    due = clocks.due_on(question.case, matter)
    return _("最迟 %(day)s %(what)s") % {"day": days.full(due), "what": what} if due else what


def small(event: Event) -> object:
    """What an event says besides its name."""
    if event.name == "question_rated":
        return Score(int(str(event.facts["score"]))).label
    return next((event.facts[name] for name in SMALL if event.facts.get(name)), "")
