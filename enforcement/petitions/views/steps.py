"""The steps on one petition; the rule is asked by its verb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from enforcement.inspections import visiting
from enforcement.petitions import actions, queries, rules
from enforcement.petitions.forms import desk as forms
from enforcement.petitions.queries import sealed
from enforcement.petitions.views.desk import WORDS, visible
from envportal.accounts.queries import receiving_bureaus
from envportal.refusals import NotYours, Refused
from envportal.web.views import VerbStep
from envportal.web.views.pages import not_kept

if TYPE_CHECKING:
    from enforcement.petitions.models import Petition


class Step(VerbStep):
    queryset = staticmethod(visible)
    object: Petition
    require = staticmethod(rules.require)
    words = WORDS
    page = "petitions:petition"

    def get_caption(self) -> Any:
        return f"{self.object.case.number} {self.object.case.title}"


class Route(Step):
    permission = rules.ROUTE
    verb = "route"
    form_class = forms.RouteForm
    action = staticmethod(actions.route)
    intro = _l("转办以后告知反映人；举报应当在三个工作日内转交。")
    done = _l("已转办，并告知反映人。")

    def get_form_kwargs(self) -> dict[str, Any]:
        bureau = self.object.case.bureau
        told = {"sections": queries.sections(bureau), "people": queries.handlers(bureau)}
        return {**super().get_form_kwargs(), **told}


class Move(Step):
    permission = rules.ROUTE
    verb = "move"
    form_class = forms.MoveForm
    action = staticmethod(actions.move)
    intro = _l("本件连同期限转到那个局，由那个局重新转办；本局不能再办理。")
    danger = True

    def get_form_kwargs(self) -> dict[str, Any]:
        others = receiving_bureaus().exclude(pk=self.object.case.bureau_id)
        return {**super().get_form_kwargs(), "bureaus": others}

    def get_success_url(self) -> str:
        return reverse("petitions:list")

    def get_cancel_url(self) -> str:
        return super().get_success_url()


class SendOut(Step):
    permission = rules.ROUTE
    verb = "send_out"
    form_class = forms.SendOutForm
    action = staticmethod(actions.send_out)
    intro = _l("转送函里不写反映人；反映的内容遮去姓名和联系方式。")
    danger = True


class Decline(Step):
    permission = rules.HANDLE
    verb = "decline"
    form_class = forms.DeclineForm
    action = staticmethod(actions.decline)
    intro = _l("写明理由；不属于本局职权的，写明应当找的机关。")
    danger = True


class Direct(Step):
    permission = rules.HANDLE
    verb = "direct"
    form_class = forms.DirectForm
    action = staticmethod(actions.direct)
    intro = _l("咨询、建议、信息公开申请，以及要求撤销许可、处罚的，走各自的程序，不在这里办。")


class Correct(Step):
    permission = rules.ROUTE
    verb = "correct"
    form_class = forms.CorrectForm
    action = staticmethod(actions.correct)
    intro = _l("改了依法属于哪一种，期限从同一天按那一种重新计算。")

    def get_initial(self) -> dict[str, Any]:
        one = self.object
        told = {"kind": one.kind, "division": one.division, "is_dispute": one.is_dispute}
        return {**told, "enterprise": one.enterprise_id, "pollution": [kind.value for kind in one.pollutions]}

    def get_form_kwargs(self) -> dict[str, Any]:
        known = visiting.enterprises_for(self.object.case.bureau)
        return {**super().get_form_kwargs(), "enterprises": known}


class Accept(Step):
    permission = rules.HANDLE
    verb = "accept"
    action = staticmethod(actions.accept)
    intro = _l("受理以后开始计算办理期限，并告知反映人。")
    done = _l("已受理，并告知反映人。")


class Answer(Step):
    permission = rules.HANDLE
    verb = "answer"
    form_class = forms.AnswerForm
    action = staticmethod(actions.answer)
    template_name = "petitions/answer.html"
    intro = _l("答复意见书发给反映人，并案的各自发一份。不要写是谁反映的。")
    done = _l("已答复。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            what=sealed.masked(self.object, self.object.what), merged=queries.merged_with(self.object), **kwargs
        )


class AskExtension(Step):
    permission = rules.HANDLE
    verb = "ask_extension"
    form_class = forms.ExtensionForm
    action = staticmethod(actions.ask_extension)
    intro = _l("在期限届满以前提出，最多 30 日，由局领导批准；理由会告知反映人。")
    done = _l("已提出，等局领导决定。")


class GrantExtension(Step):
    permission = rules.EXTEND
    verb = "grant_extension"
    form_class = forms.DecideForm
    action = staticmethod(actions.decide_extension)
    template_name = "petitions/extension.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(asked=queries.open_extension(self.object), **kwargs)


class Merge(Step):
    permission = rules.MERGE
    verb = "merge"
    form_class = forms.MergeForm
    action = staticmethod(actions.merge)
    intro = _l("反映同一事项的并成一件办理；两边都能看到，各自的反映人各自得到答复。")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "like": queries.like(self.object)}


class Link(Step):
    permission = rules.HANDLE
    verb = "link"
    form_class = forms.LinkForm
    action = staticmethod(actions.link)
    intro = _l("因本件查处的责令改正、处罚、检查，写它的编号。")


class AskVisit(Step):
    permission = rules.HANDLE
    verb = "ask_visit"
    form_class = forms.AskVisitForm
    action = staticmethod(actions.ask_visit)
    intro = _l("投诉举报核查不事先通知企业；排定以后，检查显示在本页。")


class Reopen(Step):
    permission = rules.REOPEN
    verb = "reopen"
    form_class = forms.ReopenForm
    action = staticmethod(actions.reopen)
    intro = _l("交给另一位经办人，期限重新计算；以前办过本件的人不能再办。")

    def get_form_kwargs(self) -> dict[str, Any]:
        before = queries.handled_before(self.object)
        people = queries.handlers(self.object.case.bureau).exclude(pk__in=before)
        return {**super().get_form_kwargs(), "people": people}


class Settle(Step):
    permission = rules.REOPEN
    verb = "settle"
    form_class = forms.WhyForm
    action = staticmethod(actions.settle)
    intro = _l("回访以后认为不必重新办理的，写明理由；反映人看得到。")


class AskReview(Step):
    permission = rules.REGISTER
    verb = "ask_review"
    form_class = forms.PaperReviewForm
    action = staticmethod(actions.ask_review)
    intro = _l("反映人书面提出的，登记收到的日期。")


class Review(Step):
    permission = rules.REVIEW
    verb = "review"
    form_class = forms.ReviewForm
    action = staticmethod(actions.answer_review)
    template_name = "petitions/review.html"

    def get_initial(self) -> dict[str, Any]:
        return {"organ": actions.review_organ(self.object)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        last, review = queries.last_answer(self.object), queries.open_review(self.object)
        return super().get_context_data(answer=last, review=review, **kwargs)


class Mediate(Step):
    permission = rules.HANDLE
    verb = "mediate"
    form_class = forms.MediateForm
    action = staticmethod(actions.mediate)
    intro = _l("参加的各方只写身份；约定由企业做的，可以作为企业的任务。")


class Judge(Step):
    """Whether what was agreed was done."""

    permission = rules.HANDLE
    verb = "mediate"
    form_class = forms.JudgeForm
    action = staticmethod(actions.judge_mediation)
    intro = _l("到期以后去看过，写明怎样知道的。")

    def check(self) -> None:
        get_object_or_404(self.object.mediations, pk=self.kwargs["mediation"])
        super().check()

    def act(self, **typed: Any) -> Any:
        return super().act(mediation=self.kwargs["mediation"], **typed)

    def get_title(self) -> Any:
        return _l("登记约定是否做到")


class SubmitResult(Step):
    permission = rules.HANDLE
    verb = "submit_result"
    form_class = forms.PublishForm
    action = staticmethod(actions.submit_result)
    intro = _l("九列一览表由另一个人核对个人信息后发布。反映人的任何情况都不写。")
    done = _l("已送公示，等另一个人发布。")

    def get_initial(self) -> dict[str, Any]:
        answer = queries.last_answer(self.object)
        told = {name: getattr(answer, name) for name in ("found", "done", "responsible")} if answer else {}
        return {"problem": self.object.case.title, **told}


class SeeReporter(Step):
    permission = rules.SEE
    verb = "see_reporter"
    form_class = forms.WhyForm
    action = staticmethod(actions.see_reporter)
    template_name = "petitions/reporter.html"
    intro = _l("写明为什么要看；谁、什么时候、为什么看过，记入不能修改的日志。")

    def form_valid(self, form: Any) -> Any:
        """Shown on this answer alone, and kept nowhere on the way."""
        try:
            reporter = self.act(**form.cleaned_data)
        except NotYours:
            raise
        except Refused as refused:
            return self.refuse(form, refused)
        context = self.get_context_data(form=form, reporter=reporter, seen=True, step_form=False)
        return not_kept(self.render_to_response(context))
