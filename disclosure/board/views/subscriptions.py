"""有新的时发邮件给我: ask, confirm, leave; without an account, without a cookie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from disclosure.board import actions
from disclosure.board.forms import BoardFilter, SubscribeForm
from disclosure.board.queries import lists, notices
from disclosure.board.queries import subscriptions as queries
from disclosure.board.rules import subscribing
from envportal.refusals import Refused
from envportal.web.views import Page
from envportal.web.views.address import address_of
from envportal.web.views.pages import not_kept

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class Subscribing(Page):
    """What all three pages have: nobody keeps them, for their addresses or forms hold something personal."""

    permission = "subscription.ask"
    template_name = "board/subscription.html"

    def answer(self, status: int = 200, **context: Any) -> HttpResponse:
        return not_kept(self.render_to_response(self.get_context_data(**context), status=status))


# Posted without a cookie, so there is nothing to forge: what is asked for happens only once the mail was answered.
@method_decorator(csrf_exempt, name="dispatch")
class Subscribe(Subscribing):
    title = _("有新的公示时发邮件给我")
    template_name = "board/subscribe.html"

    @cached_property
    def search(self) -> str:
        """The filter of the list it came from, without what makes no sense."""
        edition = notices.edition()
        typed = BoardFilter(self.request.GET, divisions=lists.divisions(edition), bureaus=lists.bureaus(edition))
        return queries.search_of(typed.wanted(timezone.localdate()))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        return self.answer(form=SubscribeForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        form = SubscribeForm(request.POST)
        if not form.is_valid():
            return self.answer(422, form=form)
        try:
            actions.subscribe(
                form.cleaned_data["address"], self.search, language=get_language() or "",
                source=address_of(request), at=timezone.now(),
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, str(refused))
            return self.answer(429, form=form)
        return self.answer(form=None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = queries.words_of(self.search)
        return super().get_context_data(search=self.search, words=words, **kwargs)


@method_decorator(csrf_exempt, name="dispatch")
class Confirm(Subscribing):
    """The link of the mail shows a button: programs that look at every link of a mail confirm nothing."""

    title = _("确认订阅")

    def get(self, request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG002
        found = subscribing.opened(token, subscribing.CONFIRM)
        if found is None:
            return self.answer(404, told=_("这个链接不能用了：已过 7 天，或者已经退订。请重新申请。"))
        return self.answer(button=_("确认订阅"), told=_("按下按钮，从现在起有新的公示时每天最多一封邮件告诉您。"))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG002
        if actions.confirm(token, at=timezone.now()) is None:
            return self.answer(404, told=_("这个链接不能用了：已过 7 天，或者已经退订。请重新申请。"))
        return self.answer(told=_("已订阅。每封邮件里都有退订的链接。"))


@method_decorator(csrf_exempt, name="dispatch")
class Leave(Subscribing):
    """Also pressed by mail programs in one step (RFC 8058); the answer tells nobody whether there was one to leave."""

    title = _("退订")

    def get(self, request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG002
        return self.answer(button=_("退订并删除我的邮箱"), told=_("按下按钮，不再发邮件，您的邮箱地址随即删除。"))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG002
        actions.leave(token)
        return self.answer(told=_("已退订，邮箱地址已经删除。"))
