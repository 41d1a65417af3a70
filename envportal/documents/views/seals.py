"""Seals, and the record of what they were put on; the book of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from envportal.accounts.models import User
from envportal.cases import rules as cases
from envportal.documents import letters, queries
from envportal.documents.forms.seals import NumbersFilter, SealForm, StampForm
from envportal.documents.letters import book
from envportal.documents.models import Letter, OfficialSeal
from envportal.web.forms import Form
from envportal.web.views import Column, ListPage, Page, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from envportal.accounts.models import Bureau


def own_bureau(request: HttpRequest) -> Bureau:
    """The bureau in whose name the person's own bureau issues letters."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101  the permission says so
    assert user.bureau is not None  # noqa: S101  staff have one
    return queries.issuing_bureau(user.bureau)


def seals_of(request: HttpRequest) -> QuerySet[OfficialSeal]:
    rows = OfficialSeal.objects.filter(bureau=own_bureau(request)).select_related("holder")
    return rows.order_by("valid_to", "name", "pk")


class Seals(Page):
    """印章和保管人."""

    permission = "seal.list"
    template_name = "documents/seals.html"
    title = _("印章")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        rows = list(seals_of(self.request))
        ended = [row for row in rows if row.valid_to is not None and row.valid_to < today]
        return super().get_context_data(
            seals=[row for row in rows if row not in ended], ended=ended,
            may_register=self.request.may("seal.register"),  # type: ignore[attr-defined]
            **kwargs,
        )  # fmt: skip


class NewSeal(StepView):
    permission = "seal.register"
    form_class = SealForm
    title = _("登记印章")
    intro = _("登记加盖在纸质文书上的印章和保管人。用印由保管人登记；出具文书的人不能给自己的文书用印。")
    button = _("登记印章")
    done = _("印章已登记。")
    success_url = reverse_lazy("documents:seals")

    @cached_property
    def object(self) -> Any:
        return own_bureau(self.request)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "people": self.people()}

    def people(self) -> QuerySet[User]:
        """Staff of the bureau, and of its branches, which issue in its name."""
        found = User.objects.filter(is_active=True, bureau=self.object)
        branches = User.objects.filter(is_active=True, bureau__parent=self.object, bureau__is_branch=True)
        return (found | branches).distinct().order_by("name", "pk")

    def act(self, **typed: Any) -> OfficialSeal:
        user = self.request.user
        assert isinstance(user, User)  # noqa: S101  the permission says so
        return letters.register(self.object, by=user, at=timezone.now(), key=self.key, **typed)

    def get_cancel_url(self) -> str:
        return str(self.success_url)


class EndSeal(StepView):
    permission = "seal.register"
    queryset = staticmethod(seals_of)
    form_class = Form
    action = staticmethod(letters.retire)
    title = _("停用印章")
    button = _("今天停用")
    danger = True
    done = _("印章已停用，今天以后不能再用；以前用过的印不受影响。")
    success_url = reverse_lazy("documents:seals")

    def get_intro(self) -> object:
        return str(self.object)

    def get_cancel_url(self) -> str:
        return str(self.success_url)


class Stamp(StepView):
    """用印登记."""

    permission = "letter.seal"
    queryset = staticmethod(lambda _request: queries.in_full())
    action = staticmethod(letters.stamp)
    form_class = StampForm
    title = _("用印登记")
    button = _("登记用印")
    done = _("用印已登记。PDF 将重新生成，注明纸质原件已用印。")

    @staticmethod
    def rule(user: Any, letter: Letter) -> None:
        cases.require(user, "letter.seal", letter.case)

    def get_form_kwargs(self) -> dict[str, Any]:
        letter, user = self.object, self.request.user
        assert isinstance(user, User)  # noqa: S101  the permission says so
        return {**super().get_form_kwargs(), "seals": queries.seals_kept_by(user, letter, timezone.localdate())}

    def get_intro(self) -> object:
        return f"{self.object.get_kind_display()} {self.object.number}"

    def get_success_url(self) -> str:
        return reverse("documents:desk_letter", args=[self.kwargs["pk"]])

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class Numbers(ListPage):
    """文号簿."""

    permission = "letter.numbers"
    template_name = "documents/numbers.html"
    title = _("文号簿")
    counted = _("共 %(n)s 个号")
    empty_sentence = _("这个系列还没有给出文号。")
    file_name = "numbers"
    per_page = 100
    columns = (
        Column(_("文号"), "number"),
        Column(_("文书"), "kind"),
        Column(_("状态"), "standing"),
        Column(_("日期"), "dated"),
        Column(_("用印"), "sealed_at"),
        Column(_("作废"), "voided_at"),
        Column(_("替换为"), "replaced_by"),
        Column(_("案件"), "title"),
    )

    @cached_property
    def series(self) -> list[Any]:
        user = self.request.user
        assert isinstance(user, User)  # noqa: S101  the permission says so
        return list(book.series_of(user))

    @cached_property
    def chosen(self) -> Any:
        asked = self.request.GET.get("series", "")
        return next((row for row in self.series if str(row.pk) == asked), self.series[0] if self.series else None)

    @cached_property
    def lines(self) -> list[book.Line]:
        return book.lines(self.chosen) if self.chosen else []

    def get_form(self) -> NumbersFilter:
        return NumbersFilter({"series": str(self.chosen.pk) if self.chosen else ""}, series=self.series)

    def narrowed(self, _form: object) -> Any:
        return self.lines

    def sorted(self, rows: Any) -> Any:
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        gaps = [line for line in self.lines if line.is_gap]
        return super().get_context_data(gaps=gaps, chosen=self.chosen, **kwargs)
