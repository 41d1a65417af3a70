"""The desk: the two books of rules with their proposals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from approvals.catalogue import actions
from approvals.catalogue.enums import Book
from approvals.catalogue.forms.desk import DeclineForm, LevelForm, MaterialForm
from approvals.catalogue.queries import books
from approvals.catalogue.rules import books as rules
from approvals.catalogue.views.public import basis, later
from envportal.refusals import Refused
from envportal.web.views import Column, ListPage, Page, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.forms import BaseForm

    from approvals.catalogue.models import Line
    from envportal.accounts.models import Bureau

SHAPES: dict[str, type[LevelForm | MaterialForm]] = {Book.LEVELS: LevelForm, Book.MATERIALS: MaterialForm}
COLUMNS = {
    Book.LEVELS: (
        Column(_("名称"), "title"), Column(_("由谁审批"), "get_level_display"), Column(_("审批机关"), "authority"),
        Column(_("文件类别"), lambda row: row.document_names or _("各类")), Column(_("名录项目号"), "items"),
        Column(_("委托范围"), "scope"), Column(_("委托期满日"), lambda row: row.valid_to or ""),
        Column(_("依据"), basis), Column(_("施行日"), "valid_from"), Column(_("版本"), "number"),
    ),
    Book.MATERIALS: (
        Column(_("名称"), "title"), Column(_("文件类别"), lambda row: row.document_names or _("各类")),
        Column(_("行业代码"), "industries"), Column(_("份数"), "copies"), Column(_("怎么交"), later),
        Column(_("依据"), basis), Column(_("核对情况"), "get_evidence_display"), Column(_("施行日"), "valid_from"),
        Column(_("版本"), "number"),
    ),
}  # fmt: skip


def bureau_of(request: HttpRequest) -> Bureau:
    bureau = request.user.bureau  # type: ignore[union-attr]
    if bureau is None:
        raise Http404
    return bureau


class OfBook:
    """A page of the book its address names."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @property
    def book(self) -> str:
        return str(self.kwargs["book"])

    @property
    def bureau(self) -> Bureau:
        return bureau_of(self.request)


class BookPage(OfBook, ListPage):
    """Every line in force today, what waits for a second person, and what was retired."""

    permission = "window_rule.view"
    template_name = "catalogue/book.html"
    per_page = 100

    def get_title(self) -> object:
        return Book(self.book).label

    @property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        return COLUMNS[Book(self.book)]

    @property
    def file_name(self) -> str:  # type: ignore[override]
        return self.book

    def get_queryset(self) -> Any:
        return books.in_force(self.book, self.bureau, timezone.localdate())

    def sorted(self, rows: Any) -> Any:
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            book=self.book, waiting=list(books.waiting(self.book, self.bureau)),
            retired=books.cut(self.bureau, timezone.localdate()) if self.book == Book.MATERIALS else [],
            may_propose=self.request.may("window_rule.propose"), **kwargs,  # type: ignore[attr-defined]
        )  # fmt: skip


class LinePage(OfBook, Page):
    """One line: as it stands, all its versions, what may be done."""

    permission = "window_rule.view"
    template_name = "catalogue/line.html"

    @cached_property
    def versions(self) -> list[Any]:
        found = list(books.versions(self.book, self.bureau, self.kwargs["key"]))
        if not found:
            raise Http404
        return found

    def get_title(self) -> object:
        today = timezone.localdate()
        return (books.standing(self.book, self.bureau, self.kwargs["key"], today) or self.versions[0]).title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may, why_not = self.request.may, self._why_not()  # type: ignore[attr-defined]
        return super().get_context_data(
            versions=self.versions, why_not=why_not,
            may_propose=may("window_rule.propose") and not why_not, may_decide=may("window_rule.decide"), **kwargs,
        )  # fmt: skip

    def _why_not(self) -> Refused | None:
        try:
            rules.check_propose(self.request.user, self.book, self.bureau, self.kwargs["key"])  # type: ignore[arg-type]
        except Refused as refused:
            return refused
        return None


class Propose(OfBook, StepView):
    """A new version of a line, or (without a key) a line there was none of."""

    permission = "window_rule.propose"
    intro = _("现行的不改动；新版本须由另一人同意，自施行日起适用并公开。")
    button = _("提出")
    done = _("已提出，等另一人决定。")

    def get_title(self) -> object:
        return _("提出新版本") if "key" in self.kwargs else _("增加一条")

    @cached_property
    def object(self) -> Line | None:
        if "key" not in self.kwargs:
            return None
        found: Line | None = books.standing(self.book, self.bureau, self.kwargs["key"], timezone.localdate())
        found = found or books.versions(self.book, self.bureau, self.kwargs["key"]).first()
        if found is None:
            raise Http404
        return found

    def check(self) -> None:
        rules.check_propose(self.request.user, self.book, self.bureau, self.object.key if self.object else "")  # type: ignore[arg-type]

    def get_form_class(self) -> type[BaseForm]:
        return SHAPES[self.book]

    def get_initial(self) -> dict[str, Any]:
        today = timezone.localdate()
        if self.object is None:
            return {"today": today}
        values = {name: getattr(self.object, name) for name in rules.COMPARED[Book(self.book)]}
        return {**values, "documents": self.object.documents.split(), "today": today}

    def act(self, **typed: Any) -> Any:
        key = self.object.key if self.object else ""
        by, at = self.request.user, timezone.now()
        return actions.propose(book=self.book, key=key, by=by, at=at, form=self.key, **typed)  # type: ignore[arg-type]

    def get_success_url(self) -> str:
        return reverse("catalogue:book", args=[self.book])

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class Decide(OfBook, StepView):
    """A second person decides."""

    permission = "window_rule.decide"
    rule = staticmethod(rules.check_decide)
    template_name = "catalogue/decide.html"

    def get_queryset(self) -> QuerySet[Any]:
        return books.of_bureau(self.book, self.bureau).filter(bureau=self.bureau)

    def act(self, **typed: Any) -> Any:
        action = type(self).action
        return action(self.object.pk, book=self.book, by=self.request.user, at=timezone.now(), key=self.key, **typed)

    def get_success_url(self) -> str:
        return reverse("catalogue:line", args=[self.book, self.object.key])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"version": self.object, "book": self.book, **kwargs})


class Agree(Decide):
    action = staticmethod(actions.agree)
    title = _("同意新版本")
    button = _("同意，自施行日起适用")
    done = _("新版本已写入并公开。")


class Decline(Decide):
    action = staticmethod(actions.decline)
    form_class = DeclineForm
    title = _("不同意新版本")
    button = _("不同意")
    done = _("已退回，现行的继续适用。")
