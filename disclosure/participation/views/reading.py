"""What everybody reads: the comments on a notice as a table, and the open column of the opinion box."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from disclosure.board.queries import notices
from disclosure.board.views.anonymous import Anonymous
from disclosure.participation.enums import Disposition, HiddenWhy, State, Subject
from disclosure.participation.queries import public
from disclosure.participation.rules import terms
from envportal.audit.models import Chain
from envportal.deadlines import clocks
from envportal.documents.views import served
from envportal.web.forms import Form
from envportal.web.views import Column, Page, PagePart
from envportal.web.views.export import FORMATS, as_atom

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from disclosure.board.models import Notice
    from disclosure.participation.models import Submission

A_PAGE, A_FEED, A_FILE = 20, 100, 10_000


def _label(kind: Any, value: object) -> str:
    return str(kind(value).label) if value else ""


def used(row: Submission) -> int:
    """Working days from receipt to the answer, the day of receipt not counted."""
    calendar = clocks.calendar_of(row.bureau_id)
    released = row.reply.released_at
    return calendar.between(timezone.localdate(row.received_at), timezone.localdate(released)) if released else 0


COMMENTS = (
    Column(_l("序号"), lambda row: row["n"]),
    Column(_l("收到时间"), lambda row: row["received_at"]),
    Column(_l("逾期"), lambda row: _("是") if row["late"] else ""),
    Column(_l("公开状态"), lambda row: _label(State, row["state"])),
    Column(_l("不公开的理由"), lambda row: _label(HiddenWhy, row["hidden_why"])),
    Column(_l("公开文本"), lambda row: row["text"]),
    Column(_l("附件"), lambda row: row["attachment"] or ""),
    Column(_l("意见概要"), lambda row: row["topic"]),
    Column(_l("处理"), lambda row: _label(Disposition, row["disposition"])),
    Column(_l("理由"), lambda row: row["reason"]),
    Column(_l("改了批准条件的哪一条"), lambda row: row["changed"]),
)
OPINIONS = (
    Column(_l("标题"), lambda row: row.reply.heading),
    Column(_l("类别"), "get_subject_display"),
    Column(_l("收到时间"), "received_at"),
    Column(_l("公开文本"), "public_text"),
    Column(_l("答复"), lambda row: row.reply.text),
    Column(_l("不能办的理由"), lambda row: row.reply.cannot_why),
    Column(_l("答复时间"), lambda row: row.reply.released_at),
    Column(_l("用时（工作日）"), used),
    Column(_l("发布机关"), lambda row: row.bureau.name),
)


class CommentsFile(Anonymous):
    """What was said on a project, as a table."""

    permission = "comment.view_published"

    def notice(self) -> Notice:
        found = notices.public().filter(public_id=self.kwargs["public_id"], import_key=None).first()
        if found is None or found.case is None:
            raise Http404(_("没有这份公示。"))
        return found

    def also(self) -> tuple[object, ...]:
        chain = Chain.objects.filter(name=f"case:{self.notice().case_id}")
        return tuple(chain.values_list("length", flat=True))

    def get(self, request: HttpRequest, public_id: str, kind: str) -> HttpResponse:
        case = self.notice().case
        assert case is not None  # noqa: S101  notice() has asked
        rows = public.rows_of(case)
        if kind in FORMATS:
            return FORMATS[kind](f"comments-{public_id}", COMMENTS, rows)
        if kind == "atom":
            title, page = self.notice().title, reverse("board:notice", args=[public_id])
            return as_atom(request, f"comments-{public_id}", title, COMMENTS, rows, page=page)
        return JsonResponse({"total": len(rows), "items": rows}, json_dumps_params={"ensure_ascii": False})


class CommentAttachment(PagePart):
    """The file of a comment that was released with it, under no name of its author's."""

    permission = "comment.view_published"

    def get(self, request: HttpRequest, public_id: str, pk: int) -> HttpResponseBase:  # noqa: ARG002
        notice = notices.public().filter(public_id=public_id, import_key=None).first()
        found = public.attachment(notice, pk) if notice else None
        if found is None:
            raise Http404(_("没有这份附件。"))
        return served(found, _("意见附件 %(n)s.pdf") % {"n": pk})


class Find(Form):
    """The filter above the open column."""

    q = forms.CharField(label=_l("标题或者内容"), max_length=60, required=False)
    k = forms.ChoiceField(label=_l("类别"), choices=[("", _l("全部")), *Subject.choices], required=False)

    def filter(self, rows: QuerySet[Submission]) -> QuerySet[Submission]:
        self.is_valid()
        q, k = self.cleaned_data.get("q", ""), self.cleaned_data.get("k", "")
        if q:
            rows = rows.filter(
                Q(reply__heading__icontains=q) | Q(public_text__icontains=q) | Q(reply__text__icontains=q)
            )
        return rows.filter(subject=k) if k else rows


class Found(Anonymous):
    """Answered messages as the filter in the address means it."""

    permission = "public.view"

    def found(self) -> QuerySet[Submission]:
        self.form = Find(self.request.GET)
        return self.form.filter(public.answered())

    def also(self) -> tuple[object, ...]:
        box = public.box(self.today)
        return box.received, box.answered


class Opinions(Found, Page):
    """意见箱 and its open column."""

    template_name = "participation/opinions.html"
    title = _l("意见箱")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.found(), A_PAGE).get_page(self.request.GET.get("page"))
        query = self.request.GET.copy()
        query.pop("page", None)
        rows = [{"one": row, "reply": row.reply, "used": used(row)} for row in page.object_list]
        return super().get_context_data(
            form=self.form, page=page, rows=rows, box=public.box(self.today), term=terms.term_on(self.today),
            filtered=query.urlencode(), **kwargs,
        )  # fmt: skip


class OpinionsFile(Found):
    """The open column to take away."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:  # noqa: ARG002
        rows = self.found()
        if kind in FORMATS:
            return FORMATS[kind]("opinions", OPINIONS, rows[:A_FILE])
        return self.json(rows[:A_FEED]) if kind == "json" else self.atom(rows[:A_FEED])

    def json(self, rows: QuerySet[Submission]) -> HttpResponse:
        items = [
            {
                "heading": row.reply.heading, "subject": row.subject, "received_at": row.received_at,
                "text": row.public_text, "answer": row.reply.text, "cannot_why": row.reply.cannot_why,
                "answered_at": row.reply.released_at, "working_days": used(row), "bureau": row.bureau.name,
            }
            for row in rows
        ]  # fmt: skip
        return JsonResponse({"items": items}, json_dumps_params={"ensure_ascii": False})

    def atom(self, rows: QuerySet[Submission]) -> HttpResponse:
        link = self.request.build_absolute_uri(reverse("participation:opinions"))
        feed = Atom1Feed(title=_("意见箱"), link=link, description="", language="zh-Hans")
        for row in rows:
            feed.add_item(
                title=row.reply.heading, link=f"{link}#o{row.pk}", description=row.reply.text,
                unique_id=f"urn:envportal:opinion:{row.pk}", pubdate=row.reply.released_at,
                updateddate=row.reply.released_at, author_name=row.bureau.name,
            )  # fmt: skip
        return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
