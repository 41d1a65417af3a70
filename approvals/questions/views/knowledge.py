"""常见问题: what everybody may read of good answers, and whether it helped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.csrf import csrf_exempt

from approvals.questions import actions
from approvals.questions.forms import public as forms
from approvals.questions.queries import articles as queries
from approvals.questions.rules import articles as rules
from approvals.questions.states import ArticleState
from envportal.web.views import Column, ListPage, Page
from envportal.web.views.address import address_of
from envportal.web.views.frame import home_bureau

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from approvals.questions.models import Article, Version


def published(_request: HttpRequest) -> QuerySet[Article]:
    return queries.public(home_bureau())


class Knowledge(ListPage):
    """Articles by topic and word."""

    permission = rules.READ
    queryset = staticmethod(published)
    template_name = "questions/knowledge.html"
    layout = "public.html"
    title = _l("常见问题")
    file_name = "knowledge"
    form_class = forms.FindArticle
    counted = _l("共 %(n)s 条")
    empty_sentence = _l("没有找到。")
    empty_more = _l("换一个词，或者直接问我们：不用登录。")
    columns = (
        Column(_l("问"), lambda row: row.current.question, "current__question"),
        Column(_l("哪一方面"), "get_topic_display", "topic"),
        Column(_l("答"), lambda row: row.current.answer),
        Column(_l("依据"), lambda row: row.current.basis),
        Column(_l("下一步怎么办"), lambda row: row.current.next_steps),
        Column(_l("在哪里办、找谁"), lambda row: row.current.where),
        Column(_l("发布日期"), lambda row: timezone.localdate(row.current.published_at), "current__published_at"),
        Column(_l("有帮助"), "yes", "yes"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(withdrawn=list(queries.withdrawn(home_bureau())[:20]), **kwargs)


class ArticlePage(Page):
    """One article with its versions; of one that was withdrawn, its trace."""

    permission = rules.READ
    template_name = "questions/article.html"

    @cached_property
    def article(self) -> Article:
        return get_object_or_404(queries.ever_public(), pk=self.kwargs["pk"])

    @cached_property
    def version(self) -> Version:
        if self.article.current is None:  # what was never public has no address
            raise Http404
        return self.article.current

    def get_title(self) -> object:
        return self.version.question

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, today = self.article, timezone.localdate()
        versions = [version for version in queries.versions(one) if version.published_at is not None]
        return super().get_context_data(
            one=one, version=self.version, versions=versions, is_gone=one.state == ArticleState.WITHDRAWN,
            is_overdue=one.review_on is not None and one.review_on < today, **kwargs,
        )  # fmt: skip


# One voice in nobody's name, without a cookie: there is nothing to forge.
@method_decorator(csrf_exempt, name="dispatch")
class Helpful(ArticlePage):
    """有没有帮助, counted once."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        form, said = forms.VoteForm(request.POST), ""
        if self.article.state == ArticleState.PUBLISHED and form.is_valid():
            is_yes = form.cleaned_data["helpful"]
            actions.vote(self.article.pk, is_yes=is_yes, address=address_of(request), at=timezone.now())
            said = _("谢谢，已经记下。没有答清的，可以直接问我们。")
            del self.article
        return self.render_to_response(self.get_context_data(said=said), status=200 if said else 422)
