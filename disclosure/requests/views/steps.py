"""The steps at the desk, each a form, a rule and an action."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from disclosure.requests import actions, guards
from disclosure.requests.forms import desk as forms
from disclosure.requests.queries import applicants
from disclosure.requests.queries import requests as queries
from disclosure.requests.rules import answers, steps
from disclosure.requests.views.desk import WORDS, visible
from envportal.deadlines import clocks
from envportal.documents.rules import BadFile
from envportal.web.views import VerbStep

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpResponse

    from disclosure.requests.models import Request
    from envportal.refusals import Refused


class Step(VerbStep):
    """A step on one request; the rule is asked by its verb."""

    queryset = staticmethod(visible)
    template_name = "requests/step.html"
    object: Request
    require = staticmethod(steps.require)
    words = WORDS
    page = "requests:request"
    button: Any = ""  # the verb, unless a step says more

    def get_caption(self) -> Any:
        return self.object.case.number

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"one": self.object, "button": self.button or self.get_title()}
        return super().get_context_data(**{**told, **kwargs})


class Confirm(Step):
    permission, verb = steps.TAKE, "confirm"
    form_class = forms.ConfirmForm
    action = staticmethod(actions.confirm)

    def get_initial(self) -> dict[str, Any]:
        return {"on": timezone.localdate()}


class Ask(Step):
    permission, verb = steps.WORK, "ask"
    form_class = forms.ClarifyForm
    action = staticmethod(actions.ask_clarification)
    done = _("补正告知书已发出；收到补正之日重新起算。")

    def check(self) -> None:
        super().check()
        steps.require_in_time_to_ask(self.object, timezone.localdate())

    def get_intro(self) -> str:
        last = clocks.due_day(self.object.case.bureau, clocks.Matter.INFORMATION_CLARIFY, "",
                              on=self.object.received_on)  # type: ignore[arg-type]  # fmt: skip
        return _now("只能告知一次，最后一天是 %(day)s。") % {"day": last.isoformat()}

    def get_initial(self) -> dict[str, Any]:
        bureau = self.object.case.bureau
        return {"until": clocks.calendar_of(bureau.pk).add(timezone.localdate(), 10)}


class Clarified(Step):
    permission, verb = steps.TAKE, "clarified"
    form_class = forms.CameForm
    action = staticmethod(actions.clarified)

    def get_initial(self) -> dict[str, Any]:
        return {"on": timezone.localdate()}


class GiveUp(Step):
    permission, verb, danger = steps.WORK, "give_up", True
    form_class = forms.WhyForm
    action = staticmethod(actions.give_up)

    def check(self) -> None:
        super().check()
        steps.require_given_up(self.object, timezone.localdate())


class Explain(Step):
    permission, verb = steps.WORK, "explain"
    form_class = forms.ExcessForm
    action = staticmethod(actions.explain)
    intro = _("答复期限不因此停止。理由不合理的，可以答复“无正当理由大量反复申请，不予处理”。")


class Explained(Clarified):
    verb = "explained"
    action = staticmethod(actions.explained)


class Consult(Step):
    permission, verb = steps.WORK, "consult"
    form_class = forms.ConsultForm
    action = staticmethod(actions.consult)
    intro = _("另一个人核对发出以后停止计时；对方 15 个工作日内答复，期满没有答复的由本局决定。")
    done = _("征求意见书已拟好，等第二个人核对发出。")

    def get_initial(self) -> dict[str, Any]:
        return {"what": self.object.subject}


class Extend(Step):
    permission, verb = steps.EXTEND, "extend"
    form_class = forms.ExtendForm
    action = staticmethod(actions.extend)
    intro = _("由政府信息公开工作机构负责人同意，只能延长一次，最多 20 个工作日；告知书同时发给申请人。")
    done = _("已延长，告知书已发出。")

    def check(self) -> None:
        super().check()
        steps.require_other_than_holder(self.request.user, self.object)  # type: ignore[arg-type]
        steps.require_end_known(self.object)


class Withdraw(Step):
    permission, verb, danger = steps.TAKE, "withdraw", True
    form_class = forms.WhyForm
    action = staticmethod(actions.withdraw)


class Same(Step):
    permission, verb = steps.WORK, "same"
    form_class = forms.SameForm
    action = staticmethod(actions.say_same)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "earlier": queries.may_be_same(self.object)}

    def get_initial(self) -> dict[str, Any]:
        return {"same_as": self.object.same_as_id}


class Draft(Step):
    permission, verb = steps.WORK, "draft"
    form_class = forms.AnswerForm
    action = staticmethod(actions.draft)
    button = _("交第二个人签发")
    done = _("已交第二个人签发。")

    def check(self) -> None:
        super().check()
        steps.require_heard(list(self.object.consultations.all()), timezone.localdate())

    def get_form_kwargs(self) -> dict[str, Any]:
        given = getattr(self.object, "answer_given", None)
        attached = given.document.name if given is not None and given.document is not None else ""
        return {**super().get_form_kwargs(), "attached": attached}

    def get_initial(self) -> dict[str, Any]:
        given = getattr(self.object, "answer_given", None)
        if given is None:
            return {}
        names = ("outcome", *(name for name in answers.FIELDS if name != "document"))
        return {**{name: getattr(given, name) for name in names}, "remark": given.note, "keeps_document": True}

    def form_valid(self, form: BaseForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except BadFile as refused:
            form.add_error("file", str(refused))
            return self.form_invalid(form)

    def refuse(self, form: BaseForm, refused: Refused) -> HttpResponse:
        if not isinstance(refused, guards.AnswerWanting):
            return super().refuse(form, refused)
        form.add_error(refused.name, str(refused))
        return self.form_invalid(form)


class InSight(Step):
    """Who signs has the draft in sight."""

    permission = steps.SIGN
    template_name = "requests/sign.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        given = self.object.answer_given
        return super().get_context_data(given=given, article=answers.KINDS[given.outcome].article, **kwargs)


class Sign(InSight):
    verb = "sign"
    form_class = forms.SignForm
    action = staticmethod(actions.sign)
    done = _("已签发，答复书已有文号。")

    def check(self) -> None:
        super().check()
        steps.require_second_person(self.request.user, self.object.answer_given.drafted_by_id, _now("答复"))  # type: ignore[arg-type]


class SendBack(InSight):
    verb = "send_back"
    form_class = forms.BackForm
    action = staticmethod(actions.send_back)
    done = _("已退回。")


class Publish(Step):
    permission, verb = steps.PUBLISH, "publish"
    form_class = forms.PublishForm
    action = staticmethod(actions.propose_publication)
    intro = _("交公示栏；另一位编辑核对后发布。")
    done = _("已提请主动公开，等另一位编辑发布。")

    def check(self) -> None:
        super().check()
        steps.require_often_asked(applicants.askers(self.object), is_suggested=self.object.suggests_publication)

    def get_initial(self) -> dict[str, Any]:
        return {"title": self.object.subject, "content": self.object.answer_given.supplied}


class Contest(Step):
    permission, verb = steps.WORK, "contest"
    form_class = forms.ContestForm
    action = staticmethod(actions.contest)
