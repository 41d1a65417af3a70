"""Who follows a project: for its enterprise, and, as far as it is published, for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from approvals.keyprojects import forms, queries
from approvals.keyprojects.states import Part
from envportal.web.views import Column, ListPage, Page

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from approvals.keyprojects.models import Follower, KeyProject


def own(request: HttpRequest) -> QuerySet[KeyProject]:
    return queries.of_enterprise(request.user, timezone.localdate())  # type: ignore[arg-type]


def follower(found: KeyProject, part: str) -> Follower | None:
    return next((one for one in found.now if one.part == part), None)  # type: ignore[attr-defined]


def name_of(part: str) -> Any:
    return lambda found: one.person.name if (one := follower(found, part)) else ""


class Told(ListPage):
    """What the bureau publishes of its key projects."""

    permission = "public.view"
    template_name = "keyprojects/told.html"
    layout = "public.html"
    title = _("重点项目和包项目的领导")
    file_name = "key-projects"
    form_class = forms.FindTold
    counted = _("共 %(n)s 个项目")
    columns = (
        Column(_("项目名称"), lambda row: row.case.title, "case__title"),
        Column(_("建设单位"), lambda row: row.case.enterprise or "", "case__enterprise__name"),
        Column(_("机关"), lambda row: row.case.bureau, "case__bureau__name"),
        Column(_("包项目领导"), name_of(Part.LEADER)),
        Column(_("跟踪科室负责人"), name_of(Part.HEAD)),
        Column(_("符合哪一条"), "criterion"),
        Column(_("理由"), "reason"),
        Column(_("认定日期"), lambda row: row.case.opened_on, "case__opened_on"),
        Column(_("结束日期"), lambda row: row.case.closed_on, "case__closed_on"),
        Column(_("为什么结束"), "get_ending_display"),
    )

    @staticmethod
    def queryset(_request: HttpRequest) -> QuerySet[KeyProject]:
        return queries.published()


class Mine(ListPage):
    """Whom to call about one's own project."""

    permission = "keyproject.view"
    template_name = "keyprojects/mine.html"
    layout = "my.html"
    title = _("包项目的领导")
    file_name = "key-projects"
    counted = _("共 %(n)s 个项目")
    queryset = staticmethod(own)
    columns = (
        Column(_("编号"), lambda row: row.case.number, "case__number"),
        Column(_("项目名称"), lambda row: row.case.title, "case__title"),
        Column(_("机关"), lambda row: row.case.bureau, "case__bureau__name"),
        Column(_("包项目领导"), name_of(Part.LEADER)),
        Column(_("跟踪科室负责人"), name_of(Part.HEAD)),
        Column(_("从哪一天起"), lambda row: row.case.opened_on, "case__opened_on"),
    )


class MyPage(Page):
    """The two who follow the project with the office's telephone, what changed, what was promised, what comes next."""

    permission = "keyproject.view"
    template_name = "keyprojects/my_page.html"

    @cached_property
    def found(self) -> KeyProject:
        return get_object_or_404(own(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.found.case.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.found
        [row] = queries.rows([found], self.request.user, timezone.localdate())  # type: ignore[arg-type]
        changes = found.followers.exclude(why="").select_related("person").order_by("-pk")
        return super().get_context_data(
            found=found, case=found.case, row=row, changes=list(changes),
            promises=list(queries.promises(found)), **kwargs,
        )  # fmt: skip
