"""补正 at the desk and with the applicant: the one letter, an answer for each item, a verdict for each answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from approvals.applications import actions, queries
from approvals.applications.forms import corrections as forms
from approvals.applications.models import CorrectionItem
from approvals.applications.states import FileKind
from approvals.applications.views.common import Side, Step
from approvals.applications.views.steps import CaseStep

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse

    from envportal.documents.queries.wording import Block

# How many empty rows a press for more gives.
MORE = 3


class AskCorrection(CaseStep):
    permission = "intake.require_supplement_once"
    verb = "ask_correction"
    action = staticmethod(actions.ask_correction)
    template_name = "applications/ask_correction.html"
    intro = _("先把检查表走完，再把要补的内容一次写全。申请人补正后重新起算；以后不能再提第一次就能提出的内容。")
    button = _("发出补正告知书")
    done = _("补正告知书已发出，时限停止；申请人补正后重新起算。")
    form_class = forms.CorrectionForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "library" in request.POST or "later" in request.POST:
            return self.add_items(request.POST.getlist("library"))
        return super().post(request, *args, **kwargs)

    def add_items(self, picked: list[str]) -> HttpResponse:
        """The form as it was typed, what was picked from the library after it, and empty rows; nothing is sent yet."""
        added = [entry for entry in self.entries() if entry.key in picked]
        typed = forms.with_entries(self.request.POST, added)
        if added:
            n = len(added)
            said = ngettext("已加到后面：%(n)d 项；告知书还没有发出。", "已加到后面：%(n)d 项；告知书还没有发出。", n)
            messages.info(self.request, said % {"n": n})
        self.rows = forms.rows_in(typed) + MORE
        return self.render_to_response(self.get_context_data(form=self.filled(typed)))

    @cached_property
    def rows(self) -> int:
        return forms.rows_in(self.request.POST) or forms.rows_in(self.get_initial()) + forms.SPARE

    def filled(self, data: Any) -> BaseForm:
        """With a row for each that was typed, also where the typed form comes back after signing in again."""
        self.rows = max(self.rows, forms.rows_in(data))
        return super().filled(data)

    def entries(self) -> list[Block]:
        return queries.entries(self.object, timezone.localdate())

    def get_initial(self) -> dict[str, Any]:
        return {**forms.begin(queries.last_correction(self.object))}

    def get_form_kwargs(self) -> dict[str, Any]:
        last = queries.last_correction(self.object)
        has_changed = last is not None and bool(queries.changed_since(self.object))
        told = {"lines": queries.lines_of(self.object), "last": last, "has_changed": has_changed, "rows": self.rows}
        return {**super().get_form_kwargs(), **told}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        last = queries.last_correction(self.object)
        changed = queries.changed_since(self.object) if last else []
        return super().get_context_data(**{
            "library": self.entries(), "last": last, "changed": changed, "second_button": _("再加几项"), **kwargs,
        })  # fmt: skip


class JudgeCorrection(CaseStep):
    permission = "intake.require_supplement_once"
    verb = "judge_correction"
    action = staticmethod(actions.judge_correction)
    form_class = forms.JudgeCorrectionForm
    template_name = "applications/judge_correction.html"
    intro = _("逐项认定。全部补正的，接着受理；还有没补正的，只能就这些和补正材料本身带来的问题再告知一次。")
    button = pgettext_lazy("verb", "认定")
    done = _("已认定；接着受理，或者再次告知。")

    def get_form_kwargs(self) -> dict[str, Any]:
        last = queries.last_correction(self.object)
        return {**super().get_form_kwargs(), "items": list(last.items.all()) if last else []}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"correction": queries.last_correction(self.object), **kwargs})


class AcceptWithDefects(CaseStep):
    permission = "intake.accept"
    verb = "accept_with_defects"
    action = staticmethod(actions.accept_with_defects)
    form_class = forms.LateDefectsForm
    intro = _(
        "第一次告知时没有写明的缺陷，不能再要求补正（行政许可法第32条）：受理，由审查处理。写明的内容交给经办人，告知监督员，并留在记录里。"
    )
    button = _("受理，缺陷在审查中处理")
    done = _("已受理；迟提的缺陷已交经办人处理，并告知监督员。")


class AnswerItem(Side, Step):
    """逐项补正: one item, its answer and its paper."""

    permission = "application.supplement"
    verb = "answer_item"
    action: Callable[..., object] = staticmethod(actions.answer_item)
    form_class = forms.AnswerItemForm
    template_name = "applications/answer_item.html"
    files_of = FileKind.SUPPLEMENT
    title: object = _("答复一项补正")
    button: object = pgettext_lazy("verb", "保存")
    done: object = _("已保存。全部答复后，一起提交。")

    @cached_property
    def item(self) -> CorrectionItem:
        mine = CorrectionItem.objects.filter(correction__application=self.object)
        return get_object_or_404(mine.prefetch_related("files"), pk=self.kwargs["item"])

    def act(self, **typed: Any) -> object:
        by: Any = self.request.user
        return actions.answer_item(self.object.pk, item=self.item.pk, by=by, at=timezone.now(), key=self.key, **typed)

    def get_initial(self) -> dict[str, Any]:
        return {"answer": self.item.answer}

    def get_success_url(self) -> str:
        return self.address("tasks", self.object.pk)

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        files = [one for one in self.item.files.all() if one.replaced_by_id is None]
        back = self.get_success_url()
        return super().get_context_data(
            **{"side": self.side, "item": self.item, "files": files, "back_url": back, **kwargs}
        )
