"""The papers of a meeting as one page, and as one file to take along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from approvals.meetings import actions, queries, rules
from approvals.meetings.queries.papers import package
from approvals.meetings.views.common import MeetingStep, visible
from envportal.documents.views.files import zipped
from envportal.refusals import Refused
from envportal.web.forms import Form
from envportal.web.views import Page, key_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from approvals.meetings.models import Meeting
    from envportal.accounts.models import User


class Papers(Page):
    """Every paper of every item; the file itself by POST, since that is noted."""

    permission = "meeting.view"
    template_name = "meetings/papers.html"
    title = _("会前材料")

    @cached_property
    def meeting(self) -> Meeting:
        found = get_object_or_404(visible(self.request), pk=self.kwargs["pk"])
        try:
            rules.sits_there(cast("User", self.request.user), found)
        except Refused as refused:
            raise PermissionDenied(refused.sentence) from refused
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        _found = self.meeting
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, today = cast("User", self.request.user), timezone.localdate()
        return super().get_context_data(
            meeting=self.meeting, package=package(self.meeting, user), key=str(uuid4()),
            may_send=rules.may("send_papers", user, self.meeting, today),
            attendance=queries.attendance_of(self.meeting), **kwargs,
        )  # fmt: skip

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        by = cast("User", request.user)
        made = actions.take_papers(self.meeting.pk, by=by, at=timezone.now(), key=key_of(request))
        return zipped(made.name, made.entries)


class SendPapers(MeetingStep):
    """Tell the members where all of it lies."""

    permission = "meeting.convene"
    verb = "send_papers"
    form_class = Form
    action = staticmethod(actions.send_papers)
    title = _("发送会前材料")
    intro = _("组成人员会收到消息，打开就能看到各项议题的全部材料；回避的人看不到所回避的那一项。议程变了可以再发。")
    button = _("发送")
    done = _("已发送，组成人员已收到消息。")

    def get_success_url(self) -> str:
        return reverse("meetings:papers", args=[self.object.pk])
