"""A person's messages; e-mails that were given up, for whoever runs the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from envportal.messaging import actions, queries
from envportal.messaging.models import Message
from envportal.web.views import Column, ListPage, PagePart, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet


class Inbox(ListPage):
    """My messages, newest first; reading is marked by a button, since a GET changes nothing."""

    permission = "message.read"
    template_name = "messaging/inbox.html"
    title = gettext_lazy("消息")
    layout = "my.html"
    per_page = 20

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Message]:
        found = queries.unread if request.GET.get("show") == "unread" else queries.inbox
        return found(request.user).select_related("case")  # type: ignore[arg-type]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        unread = queries.unread(self.request.user).count()  # type: ignore[arg-type]
        return super().get_context_data(
            layout=self.layout, unread=unread, only_unread=self.request.GET.get("show") == "unread", **kwargs
        )


class MarkRead(PagePart):
    """One message of mine, or with no number all of them; back to the inbox."""

    permission = "message.read"

    def post(self, request: HttpRequest, *_args: Any, pk: int | None = None, **_kwargs: Any) -> HttpResponse:
        at = timezone.now()
        if pk is None:
            marked = actions.mark_all_read(by=request.user, at=at)  # type: ignore[arg-type]
            messages.success(request, _("已把 %(n)s 条消息标为已读。") % {"n": marked})
            return HttpResponseRedirect("../")
        try:
            actions.mark_read(pk, by=request.user, at=at)  # type: ignore[arg-type]
        except Message.DoesNotExist as error:
            raise Http404(_("没有这条消息。")) from error
        return HttpResponseRedirect(f"../../#message-{pk}")


class GivenUp(ListPage):
    """E-mails that were tried eight times; without their text, which is nobody's business here."""

    permission = "system.requeue_outbox"
    template_name = "messaging/given_up.html"
    title = gettext_lazy("没有送出的邮件")
    file_name = "given-up"
    columns = (
        Column(gettext_lazy("编号"), "pk", "pk"),
        Column(gettext_lazy("种类"), "template", "template"),
        Column(gettext_lazy("收件地址"), "to_address", "to_address"),
        Column(gettext_lazy("放弃时间"), "dead_at", "dead_at"),
        Column(gettext_lazy("最近错误"), "last_error"),
    )

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Message]:  # noqa: ARG004
        return queries.given_up()


class SendAgain(StepView):
    """Try a message once more."""

    permission = "system.requeue_outbox"
    queryset = staticmethod(lambda request: queries.given_up())  # noqa: ARG005
    action = staticmethod(actions.send_again)
    title = gettext_lazy("重新发送这封邮件")
    intro = gettext_lazy("邮件会马上再发一次；再失败就按同样的间隔重试。")
    button = gettext_lazy("重新发送")
    done = gettext_lazy("邮件已排队，马上发送。")
    success_url = "../../"
