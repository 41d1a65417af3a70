"""At the desk: the leader's board, one project, its steps, and declaring a project key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.green import channel
from approvals.keyprojects import actions, forms, queries, rules
from approvals.keyprojects.states import Part
from envportal.cases.models import Project
from envportal.web.forms import Form
from envportal.web.views import Column, InMemory, ListPage, Page, StepView, VerbStep

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.forms import BaseForm
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from approvals.keyprojects.models import KeyProject
    from approvals.keyprojects.queries import Row
    from envportal.accounts.models import User

# Verb of the rules → its button; also the address of its step.
WORDS: dict[str, str | _StrPromise] = {
    "contact": _("记一次联系"),
    "change_leader": _("换包项目领导"),
    "change_head": _("换跟踪科室负责人"),
    "publish": pgettext_lazy("verb", "公布本项目和跟踪的人"),
    "hide": pgettext_lazy("verb", "不再公布"),
    "end": pgettext_lazy("verb", "结束跟踪"),
}


def visible(request: HttpRequest) -> QuerySet[KeyProject]:
    """What this person may see; everything else does not exist for them (404)."""
    return queries.visible(request.user, timezone.localdate())  # type: ignore[arg-type]


class Listed(InMemory, ListPage):
    """The leader's board: the next step of each project, who waits for whom and since when, the longest wait first."""

    permission = "keyproject.view"
    template_name = "keyprojects/board.html"
    title = _("领导包项目")
    file_name = "key-projects"
    take_away = "export.case_list"
    queryset = staticmethod(visible)
    counted = _("共 %(n)s 个项目")
    columns = (
        Column(_("编号"), lambda row: row.found.case.number),
        Column(_("项目名称"), "title", "title"),
        Column(_("建设单位"), lambda row: row.found.case.enterprise or ""),
        Column(_("包项目领导"), "leader_name", "leader_name"),
        Column(_("跟踪科室负责人"), lambda row: row.head.person.name if row.head else ""),
        Column(_("在等谁"), lambda row: row.first.name if row.first else ""),
        Column(_("从哪一天起"), "since", "since"),
        Column(_("下一步"), lambda row: row.first.step if row.first else ""),
        Column(_("状态"), lambda row: row.found.get_state_display()),
    )

    def get_form(self) -> BaseForm:
        return forms.Find(self.request.GET, user=self.request.user)  # type: ignore[arg-type]

    def narrowed(self, form: BaseForm | None) -> Any:
        found = queries.rows(super().narrowed(form), self.request.user, timezone.localdate())  # type: ignore[arg-type]
        wanted = form.cleaned_data.get("waits_for") if form is not None and form.is_valid() else ""
        return [row for row in found if any(one.party == wanted for one in row.waits)] if wanted else found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_declare = self.request.may("keyproject.declare")  # type: ignore[attr-defined]
        return super().get_context_data(**{"may_declare": may_declare, "today": timezone.localdate(), **kwargs})


class ProjectPage(Page):
    """One project: who follows it, every case of it, what was said and promised."""

    permission = "keyproject.view"
    template_name = "keyprojects/project.html"

    @cached_property
    def found(self) -> KeyProject:
        return get_object_or_404(visible(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.found.case.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found, today = self.found, timezone.localdate()
        [row] = queries.rows([found], self.request.user, today)  # type: ignore[arg-type]
        verbs = rules.available(self.request.user, found, today)  # type: ignore[arg-type]
        people = found.followers.select_related("person", "named_by").order_by("-pk")
        return super().get_context_data(
            found=found, case=found.case, row=row, today=today, lines=_lines(row), people=list(people),
            contacts=list(found.contacts.select_related("by")), promises=list(queries.promises(found)),
            steps=[{"url": reverse(f"keyprojects:{verb}", args=[found.pk]), "word": WORDS[verb]} for verb in verbs],
            **kwargs,
        )  # fmt: skip


def _lines(row: Row) -> list[dict[str, object]]:
    """Every case of the project with whom it waits for; its own case is the page itself."""
    return [
        {"case": case, "waits": [wait for wait in row.waits if wait.case.pk == case.pk]}
        for case in row.cases if case.pk != row.pk
    ]  # fmt: skip


class Choose(ListPage):
    """Which project is declared key."""

    permission = "keyproject.declare"
    template_name = "keyprojects/choose.html"
    title = _("选一个项目列为重点")
    form_class = forms.FindProject
    counted = _("共 %(n)s 个项目")
    empty_sentence = _("没有可以选的项目。")
    empty_more = _("企业提出申请前审查或者申请以后，它的项目会出现在这里；已经有人跟踪的不再列出。")

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Project]:
        return queries.choosable(request.user)  # type: ignore[arg-type]


class Declare(StepView):
    """A leader declares a project key and names the two who follow it."""

    permission = "keyproject.declare"
    form_class = forms.DeclareForm
    action = staticmethod(actions.declare)
    template_name = "keyprojects/step.html"
    title = _("列为重点项目")
    intro = _(
        "重点项目从第一次咨询到投产有人跟踪。只多一个找得到的人：审批条件、时限和公示期限都不变，办理次序另按绿色通道。"
    )
    button = pgettext_lazy("verb", "列为重点项目")
    done = _("已列为重点项目，企业和跟踪的人已收到消息。")
    object: Project

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Project]:
        return Project.objects.filter(cases__bureau=request.user.bureau_id).distinct()  # type: ignore[union-attr]

    def check(self) -> None:
        rules.may_declare(self.request.user, self.object)  # type: ignore[arg-type]

    def get_form_kwargs(self) -> dict[str, Any]:
        bureau = self.request.user.bureau  # type: ignore[union-attr]
        found = channel.definition_on(bureau, timezone.localdate()) if bureau else None
        people = {"leaders": Part.LEADER, "heads": Part.HEAD}
        able = {name: queries.following(bureau.pk if bureau else None, part) for name, part in people.items()}
        return {**super().get_form_kwargs(), "lines": found.lines if found else [], **able}

    def get_success_url(self) -> str:
        standing = queries.standing_for(self.object)
        return reverse("keyprojects:project", args=[standing.pk]) if standing else reverse("keyprojects:list")

    def get_cancel_url(self) -> str:
        return reverse("keyprojects:choose")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"caption": self.object.name, **kwargs})


class Step(VerbStep):
    """A step on a key project; the rule is asked by its verb."""

    queryset = staticmethod(visible)
    object: KeyProject
    require = staticmethod(rules.require)
    words = WORDS
    page = "keyprojects:project"
    template_name = "keyprojects/step.html"


class MakeContact(Step):
    permission = "keyproject.contact"
    verb = "contact"
    form_class = forms.ContactForm
    action = staticmethod(actions.contact)
    intro = _("答应的事写明哪一天以前：到期前提醒，逾期标出。企业答应的，企业在“要办的事和日期”里也看得到。")
    done = _("已记下；答应的事列入要办的事。")

    def get_initial(self) -> dict[str, Any]:
        return {"on": timezone.localdate()}


class Change(Step):
    permission = "keyproject.declare"
    form_class = forms.ChangeForm
    part: Part
    done = _("已换人，企业和前后两人都收到消息。")

    def get_form_kwargs(self) -> dict[str, Any]:
        now = self.object.followers.filter(part=self.part, until=None).values("person")
        people = queries.following(self.object.case.bureau_id, self.part).exclude(pk__in=now)
        return {**super().get_form_kwargs(), "people": people}

    def act(self, **typed: Any) -> KeyProject:
        by = cast("User", self.request.user)
        return actions.change(self.object.pk, part=self.part, by=by, at=timezone.now(), key=self.key, **typed)


class ChangeLeader(Change):
    verb = "change_leader"
    part = Part.LEADER


class ChangeHead(Change):
    verb = "change_head"
    part = Part.HEAD


class Publish(Step):
    permission = "keyproject.publish"
    verb = "publish"
    form_class = Form
    action = staticmethod(actions.publish)
    intro = _("公布项目、建设单位、符合哪一条和理由、跟踪的人和办公电话。联系记录和答应的事不公布。")
    done = _("已公布。")


class Hide(Step):
    permission = "keyproject.publish"
    verb = "hide"
    form_class = forms.HideForm
    action = staticmethod(actions.hide)
    danger = True
    done = _("已不再公布。")


class End(Step):
    permission = "keyproject.declare"
    verb = "end"
    form_class = forms.EndForm
    action = staticmethod(actions.end)
    intro = _("还没有办完的答应的事不因此取消。")
    danger = True
    done = _("已结束跟踪，企业已收到消息。")
