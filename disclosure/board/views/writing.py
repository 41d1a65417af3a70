"""起草公示: choose a kind, write its fields, look at it as the public will, hand it in for a second editor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosure.board import actions, rules
from disclosure.board.enums import Kind
from disclosure.board.forms import WriteForm
from disclosure.board.guards import FieldWanting
from disclosure.board.models import Notice
from disclosure.board.queries import catalogue, fields
from disclosure.board.views.desk import of_my_bureau
from disclosure.board.views.notice import posted
from envportal.documents.rules import BadFile
from envportal.web.views import Page, StepView

if TYPE_CHECKING:
    from django import forms
    from django.db.models import QuerySet

    from disclosure.board.queries.fields import FormOf
    from envportal.refusals import Refused


class Choose(Page):
    """What is to be published."""

    permission = "board.draft"
    template_name = "board/choose.html"
    title = gettext_lazy("起草公示")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        groups: dict[str, list[FormOf]] = {}
        for form in fields.forms().values():
            groups.setdefault(str(Kind(form.kind).label), []).append(form)
        return super().get_context_data(groups=list(groups.items()), **kwargs)


class Typing(StepView):
    """What writing and writing again have in common: the fields, the look at it, the sentence at its field."""

    form_class = WriteForm
    template_name = "board/write.html"
    button = gettext_lazy("提交，待另一位编辑发布")
    done = gettext_lazy("已提交，待另一位编辑发布；发布前外面看不到。")

    @property
    def form_of(self) -> FormOf:
        raise Http404

    @property
    def earlier(self) -> Notice | None:
        return None

    def get_title(self) -> object:
        return self.form_of.name

    def get_intro(self) -> object:
        return self.form_of.says

    def get_form_kwargs(self) -> dict[str, Any]:
        more = {"form": self.form_of, "notice": self.earlier, "today": timezone.localdate()}
        return {**super().get_form_kwargs(), **more}

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        assert isinstance(form, WriteForm)  # noqa: S101  named above
        self.typed = form
        return self.look(form) if "_look" in self.request.POST else super().form_valid(form)

    def look(self, form: WriteForm) -> HttpResponse:
        """As the public would read it; nothing is kept."""
        today, user = timezone.localdate(), self.request.user
        try:
            rules.require_written(self.form_of, form.typed(), arose_on=form.arose_on(), today=today)
        except FieldWanting as refused:
            return self.refuse(form, refused)
        notice = Notice(
            form=self.form_of.code, kind=self.form_of.kind, bureau=user.bureau, arose_on=form.arose_on(),  # type: ignore[union-attr]
            submitted_at=timezone.now(),
        )  # fmt: skip
        rules.write(notice, form.typed(), catalogue.item_of_kind(notice.kind, today))
        found = rules.findings(notice)
        return self.render_to_response(self.get_context_data(form=form, seen=True, findings=found, **posted(notice)))

    def refuse(self, form: forms.BaseForm, refused: Refused) -> HttpResponse:
        if isinstance(refused, BadFile):
            form.add_error("file", str(refused))
            return self.form_invalid(form)
        place = form.place_of(refused.label) if isinstance(refused, FieldWanting) else None  # type: ignore[attr-defined]
        if place is None or place not in form.fields:
            return super().refuse(form, refused)
        form.add_error(place, str(refused))
        return self.form_invalid(form)

    def get_success_url(self) -> str:
        result = getattr(self, "result", None)
        return reverse("board:preview", args=[result.pk]) if result else reverse("board:queue")


class Write(Typing):
    """起草."""

    permission = "board.draft"

    @property
    def form_of(self) -> FormOf:
        found = fields.forms().get(self.kwargs["form"])
        if found is None:
            raise Http404(_("没有这种公示。"))
        return found

    @cached_property
    def object(self) -> Any:
        return self.form_of

    def check(self) -> None:
        rules.require_draft(self.request.user)

    def act(self, **_typed: Any) -> Notice:
        user = self.request.user
        assert user.is_authenticated  # noqa: S101  the permission says so
        return actions.draft(
            self.form_of.code, typed=self.typed.typed(), arose_on=self.typed.arose_on(), by=user, at=timezone.now(),
            file=self.typed.cleaned_data.get("file"), key=self.key,
        )  # fmt: skip

    def get_cancel_url(self) -> str:
        return reverse("board:choose")


def written(request: HttpRequest) -> QuerySet[Notice]:
    return of_my_bureau(request).exclude(form="")


class Rewrite(Typing):
    """更正 what was written by a list of fields."""

    permission = "public.publish"
    queryset = staticmethod(written)
    rule = staticmethod(rules.require_correct)
    button = gettext_lazy("提交更正")
    done = gettext_lazy("更正已提交，待另一位编辑发布；发布前旧的一版不变。")
    caption = gettext_lazy("更正公示")
    success_url = reverse_lazy("board:queue")

    @property
    def form_of(self) -> FormOf:
        return fields.forms()[self.object.form]

    @property
    def earlier(self) -> Notice | None:
        assert isinstance(self.object, Notice)  # noqa: S101  the queryset says so
        return self.object

    def act(self, **_typed: Any) -> Notice:
        user = self.request.user
        assert user.is_authenticated  # noqa: S101  the permission says so
        return actions.rewrite(
            self.object.pk, typed=self.typed.typed(), arose_on=self.typed.arose_on(),
            reason=self.typed.cleaned_data["reason"], by=user, at=timezone.now(),
            file=self.typed.cleaned_data.get("file"),
            without_file=self.typed.cleaned_data.get("without_file", False), key=self.key,
        )  # fmt: skip

    def get_cancel_url(self) -> str:
        return reverse("board:preview", args=[self.object.pk])
