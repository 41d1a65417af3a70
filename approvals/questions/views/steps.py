"""The steps on one question; the rule is asked by its verb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _l

from approvals.questions import actions
from approvals.questions.forms import desk as forms
from approvals.questions.queries import likeness
from approvals.questions.queries import questions as queries
from approvals.questions.rules import questions as rules
from approvals.questions.states import Topic
from approvals.questions.views.desk import visible
from approvals.questions.views.words import WORDS
from envportal.web.views import VerbStep

if TYPE_CHECKING:
    from approvals.questions.models import Question


class Step(VerbStep):
    queryset = staticmethod(visible)
    object: Question
    require = staticmethod(rules.require)
    words = WORDS
    page = "questions:question"

    def get_caption(self) -> Any:
        return f"{self.object.case.number} {self.object.case.title}"


class Take(Step):
    permission = rules.TAKE
    verb = "take"
    form_class = forms.TakeForm
    action = staticmethod(actions.take)
    intro = _l("承接以后由您负责到答复；不归您管的，承接后移交，等对方接受。")
    done = _l("已承接，由您负责。")


class HandOver(Step):
    permission = rules.HANDLE
    verb = "hand_over"
    form_class = forms.HandOverForm
    action = staticmethod(actions.hand_over)
    intro = _l("对方当日接受或者退回；在接受以前仍由原来的人负责，答复的期限不变。")
    done = _l("已提出移交，等对方接受。")

    def get_form_kwargs(self) -> dict[str, Any]:
        bureau = self.object.case.bureau
        others = queries.people(bureau).exclude(pk=self.object.case.holder_id or 0)
        return {**super().get_form_kwargs(), "people": others, "sections": queries.sections(bureau)}


class AcceptHandover(Step):
    permission = rules.TAKE
    verb = "accept_handover"
    action = staticmethod(actions.accept_handover)
    intro = _l("接受以后由您负责到答复，答复的期限不变。")
    done = _l("已接受，由您负责。")


class DeclineHandover(Step):
    permission = rules.TAKE
    verb = "decline_handover"
    form_class = forms.WhyForm
    action = staticmethod(actions.decline_handover)
    done = _l("已退回，仍由原来的人负责。")


class Answer(Step):
    permission = rules.HANDLE
    verb = "answer"
    form_class = forms.AnswerForm
    action = staticmethod(actions.answer)
    template_name = "questions/answer.html"
    intro = _l("只说如何办，不说不能办：怎么规定、依据哪一条、下一步怎么办、找谁。")
    done = _l("已答复，咨询人凭编号和查询码看到。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.object
        text = f"{one.what} {one.again} {self.request.POST.get('applies', '')[:3000]}"
        return super().get_context_data(
            what=one.what, again=one.again, like=likeness.questions_like(text, one.case.bureau, one.pk),
            helps=likeness.articles_like(text, one.case.bureau), **kwargs,
        )  # fmt: skip


class Settle(Step):
    permission = rules.SETTLE
    verb = "settle"
    form_class = forms.WhyForm
    action = staticmethod(actions.settle)
    intro = _l("写明回访的情况和怎样改进；咨询人看得到。")


class Link(Step):
    permission = rules.HANDLE
    verb = "link"
    form_class = forms.LinkForm
    action = staticmethod(actions.link)
    done = _l("已关联。")


class Propose(Step):
    permission = rules.PROPOSE
    verb = "propose"
    form_class = forms.ProposeForm
    action = staticmethod(actions.propose)
    intro = _l("改成对谁都适用的说法：不写是谁问的，不写手机号码。由另一位同事核对后发布。")
    done = _l("已提出，等另一位同事核对后发布。")

    def get_initial(self) -> dict[str, Any]:
        answer = queries.last_answer(self.object)
        if answer is None:
            return {}
        told = {"basis": answer.basis, "next_steps": answer.next_steps, "where": answer.where}
        return {**told, "topic": Topic(self.object.topic), "answer": answer.applies, "question": self.object.what[:200]}
