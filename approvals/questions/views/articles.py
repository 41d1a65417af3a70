"""The desk's articles: what waits for a second person, what is to be looked at again, and the steps on one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _l

from approvals.questions import actions
from approvals.questions.forms import desk as forms
from approvals.questions.queries import articles as queries
from approvals.questions.rules import articles as rules
from approvals.questions.rules.questions import PROPOSE
from approvals.questions.views.words import ARTICLE_WORDS
from envportal.web.views import Column, ListPage, Page, VerbStep

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from approvals.questions.models import Article


def own(request: HttpRequest) -> QuerySet[Article]:
    return queries.on_desk(request.user)  # type: ignore[arg-type]


class Articles(ListPage):
    """Every article of the bureau, in whatever state."""

    permission = rules.VIEW
    queryset = staticmethod(own)
    template_name = "questions/articles.html"
    title = _l("知识条目")
    file_name = "articles"
    form_class = forms.FindOnDesk
    counted = _l("共 %(n)s 条")
    empty_sentence = _l("没有符合条件的条目。")
    empty_more = _l("答复以后，在咨询的页面上选“写成知识条目”。")
    columns = (
        Column(_l("问"), "newest"),
        Column(_l("哪一方面"), "get_topic_display", "topic"),
        Column(_l("状态"), "get_state_display", "state"),
        Column(_l("首次发布日期"), "first_published_on", "first_published_on"),
        Column(_l("最迟复核日期"), "review_on", "review_on"),
        Column(_l("有帮助"), "yes", "yes"),
        Column(_l("没有帮助"), "no", "no"),
        Column(_l("下架的理由"), "withdrawn_why"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        overdue = queries.overdue(own(self.request), today).count()
        return super().get_context_data(overdue=overdue, today=today, **kwargs)


class DeskArticle(Page):
    """One article with every version: who wrote it, why, who published it."""

    permission = rules.VIEW
    template_name = "questions/desk_article.html"

    @cached_property
    def article(self) -> Article:
        return get_object_or_404(own(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.article.newest  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, today = self.article, timezone.localdate()
        names = rules.available(self.request.user, one, today)  # type: ignore[arg-type]
        steps = [
            {"url": reverse(f"questions:{name}_article", args=[one.pk]), "word": ARTICLE_WORDS[name], "against": why}
            for name, why in names
        ]
        return super().get_context_data(one=one, versions=queries.versions(one), steps=steps, today=today, **kwargs)


class Step(VerbStep):
    queryset = staticmethod(own)
    object: Article
    require = staticmethod(rules.require)
    words = ARTICLE_WORDS
    page = "questions:desk_article"

    def get_caption(self) -> Any:
        return self.object.newest  # type: ignore[attr-defined]


class Publish(Step):
    permission = rules.PUBLISH
    verb = "publish"
    template_name = "questions/publish.html"
    action = staticmethod(actions.publish)
    intro = _l("发布的人核对：内容对、依据在、看不出是谁问的、没有手机号码。一年内要复核。")
    done = _l("已发布。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(version=queries.open_version(self.object), **kwargs)


class Decline(Step):
    permission = rules.PUBLISH
    verb = "decline"
    form_class = forms.WhyForm
    action = staticmethod(actions.decline)
    done = _l("这一版没有采用。")


class Revise(Step):
    permission = PROPOSE
    verb = "revise"
    form_class = forms.WriteForm
    action = staticmethod(actions.revise)
    intro = _l("现在公开的一版不变，等另一位同事核对并发布新的一版。")
    done = _l("新的一版已提出，等另一位同事核对后发布。")

    def get_initial(self) -> dict[str, Any]:
        names, now = ("question", "answer", "basis", "next_steps", "where"), self.object.current
        return {name: getattr(now, name) for name in names} if now else {}


class Confirm(Step):
    permission = rules.PUBLISH
    verb = "confirm"
    action = staticmethod(actions.confirm)
    intro = _l("逐句核对现行条文以后确认；下一次复核的日子从今天起算。")
    done = _l("已复核。")


class Withdraw(Step):
    permission = rules.PUBLISH
    verb = "withdraw"
    form_class = forms.WhyForm
    action = staticmethod(actions.withdraw)
    intro = _l("下架以后，原来的网址上留下标题、日期和理由。")
    danger = True
    done = _l("已下架。")
