"""What anybody can send without an account: no cookie, no script, one page that shows number and code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from disclosure.board.queries import notices
from disclosure.board.queries.answer import working_days_left
from disclosure.board.views.posted import Posted
from disclosure.participation import actions
from disclosure.participation.forms.public import CommentForm, HearingForm, MessageForm, PostForm
from disclosure.participation.queries import submissions
from disclosure.participation.rules import steps, terms
from envportal.accounts.queries import receiving_bureaus
from envportal.deadlines import clocks
from envportal.refusals import Refused
from envportal.web.views.address import address_of
from envportal.web.views.frame import home_bureau

if TYPE_CHECKING:
    from datetime import date

    from disclosure.board.models import Notice
    from disclosure.participation.models import Submission


class Post(Posted):
    """A form of this room."""

    permission = "comment.post"
    template_name, receipt_template = "participation/post.html", "participation/receipt.html"

    def by_key(self, key: str) -> Submission | None:
        return submissions.by_key(key)

    def told(self, made: Submission, key: str) -> dict[str, Any]:
        return {"submission": made, "code": actions.code_of(key), "back": self.back()}

    def back(self) -> str:
        return "/"

    @property
    def today(self) -> date:
        return timezone.localdate()


class OnNotice(Post):
    """A form about one notice."""

    @cached_property
    def notice(self) -> Notice:
        found = notices.public().select_related("bureau", "case__section", "case__bureau")
        notice = found.filter(public_id=self.kwargs["public_id"]).first()
        if notice is None:
            raise Http404(_("没有这份公示。"))
        return notice

    def allowed(self) -> Notice:
        """The notice it will be counted to. Raises NotOpen."""
        return steps.spoken_on(self.notice, self.today)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        try:
            on = self.allowed()
        except Refused as refused:
            return super().get_context_data(**{"notice": self.notice, "refused": refused, "shut": True, **kwargs})
        late = steps.is_late(on, self.today)
        left = working_days_left(on, self.today)
        return super().get_context_data(**{"notice": self.notice, "on": on, "late": late, "left": left, **kwargs})

    def back(self) -> str:
        return reverse("board:notice", args=[self.notice.public_id])

    def get_cancel_url(self) -> str:
        return self.back()


class Comment(OnNotice):
    form_class = CommentForm
    title = _l("提意见")
    button = _l("提交意见")
    heading = _l("意见已收到")

    def take_in(self, form: PostForm, key: str) -> Submission:
        at = timezone.now()
        return actions.post_comment(self.notice, form.typed(), key=key, address=address_of(self.request), at=at)


class AskHearing(OnNotice):
    form_class = HearingForm
    title = _l("申请听证")
    button = _l("提交听证申请")
    heading = _l("听证申请已收到")

    def allowed(self) -> Notice:
        return steps.heard_on(self.notice, self.today)

    def take_in(self, form: PostForm, key: str) -> Submission:
        at = timezone.now()
        return actions.post_hearing(self.notice, form.typed(), key=key, address=address_of(self.request), at=at)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        until = actions.hearing_until(self.notice)
        late = until is not None and self.today > until
        return super().get_context_data(**{"hearing": True, "until": until, "hearing_late": late, **kwargs})


class Write(Post):
    """写信 to the opinion box."""

    form_class = MessageForm
    title = _l("写信给意见箱")
    button = _l("提交来信")
    heading = _l("来信已收到")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "bureaus": receiving_bureaus(), "bureau": home_bureau()}

    def take_in(self, form: PostForm, key: str) -> Submission:
        at, bureau = timezone.now(), form.cleaned_data["bureau"]
        return actions.post_message(bureau, form.typed(), key=key, address=address_of(self.request), at=at)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        due_on = terms.due_on(clocks.calendar_of(None), self.today)
        return super().get_context_data(**{"due_on": due_on, "term": terms.term_on(self.today), **kwargs})

    def back(self) -> str:
        return reverse("participation:opinions")

    def get_cancel_url(self) -> str:
        return self.back()
