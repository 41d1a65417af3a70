"""What to bring, what was cut, what was told; and whether something is to be phased out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from approvals.catalogue.enums import DOCUMENTS, Tier
from approvals.catalogue.forms.guide import BringForm, PhaseOutForm
from approvals.catalogue.queries import books, kept
from approvals.catalogue.queries.industries import industry_label
from approvals.catalogue.rules import told as rules
from approvals.catalogue.views.guide import advice, advising
from disclosure.board import board
from envportal.accounts.queries import receiving_bureaus
from envportal.web.views import Column, ListPage, Page

if TYPE_CHECKING:
    from approvals.catalogue.models import Material, Told
    from envportal.accounts.models import Bureau

LONGEST = 10


def basis(material: Material) -> str:
    return f"《{material.act}》{material.article}"


def later(material: Material) -> object:
    if material.fetched_from:
        return _("不用交：本局从%(where)s调取") % {"where": material.fetched_from}
    return _("申请时交")


COLUMNS = (
    Column(_("材料"), "title"),
    Column(_("份数"), "copies"),
    Column(_("怎么交"), later),
    Column(_("依据"), basis),
    Column(_("核对情况"), "get_evidence_display"),
    Column(_("样本和要求"), "sample"),
)


class Materials(ListPage):
    """要带什么: the list of a bureau for a document and a trade, and what was cut from it."""

    permission = "public.view"
    template_name = "catalogue/materials.html"
    layout = "public.html"
    title = _("申请要带什么材料")
    file_name = "materials"
    per_page = 100
    counted = _("共 %(n)s 项")
    columns = COLUMNS

    def get_form(self) -> BringForm:
        return BringForm(self.request.GET, bureaus=receiving_bureaus(), kinds=DOCUMENTS)

    @cached_property
    def bureau(self) -> Bureau:
        found = advising(self.request)
        if found is None:
            raise Http404
        return found

    @cached_property
    def kind(self) -> str:
        asked = self.request.GET.get("kind", "")
        return asked if asked in dict(DOCUMENTS) else str(Tier.TABLE)

    @property
    def industry(self) -> str:
        return self.request.GET.get("industry", "")[:LONGEST].strip()

    def get_queryset(self) -> Any:
        return books.to_bring(self.bureau, self.kind, self.industry, timezone.localdate())

    def narrowed(self, form: Any) -> Any:  # noqa: ARG002  the list itself is asked for
        return self.get_queryset()

    def sorted(self, rows: Any) -> Any:
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today, its = timezone.localdate(), kwargs["rows"]
        others = [] if self.industry else books.of_some_trades(self.bureau, self.kind, today)
        cut = books.cut(self.bureau, today)
        return super().get_context_data(
            kind=Tier(self.kind), trade=industry_label(self.industry) if self.industry else "", others=others,
            version=rules.list_version([rules.line(one) for one in its]), today=today, cut=cut,
            asked_for=[one for one in its if not one.fetched_from],
            later=books.may_follow(self.bureau, today), **advice(self.bureau), **kwargs,
        )  # fmt: skip


class Cut(ListPage):
    """精简的材料: what is not asked for any more, since when and why."""

    permission = "public.view"
    template_name = "catalogue/cut.html"
    layout = "public.html"
    title = _("精简掉的材料")
    file_name = "cut-materials"
    counted = _("共精简 %(n)s 项")
    empty_sentence = _("本局还没有精简过材料。")
    columns = (
        Column(_("材料"), "title"),
        Column(_("文件类别"), lambda row: row.document_names or _("各类")),
        Column(_("精简日期"), "valid_from"),
        Column(_("为什么"), "why"),
    )

    def get_queryset(self) -> Any:
        bureau = advising(self.request)
        return books.cut(bureau, timezone.localdate()) if bureau else []

    def sorted(self, rows: Any) -> Any:
        return rows


class ToldPage(Page):
    """A one-time notice by its code: what was told that day, and that it is whole."""

    permission = "public.view"
    template_name = "catalogue/told.html"
    layout = "public.html"
    title = _("一次性告知书")

    @cached_property
    def found(self) -> Told:
        found = kept.told(self.kwargs["code"])
        if found is None:
            raise Http404
        return found

    def whom(self) -> str:
        return board.masked_name(self.found.to)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = self.found
        return super().get_context_data(
            told=told, whole=rules.is_whole(told), whom=self.whom(), layout=self.layout,
            trade=industry_label(told.industry) if told.industry else "", **advice(told.bureau), **kwargs,
        )  # fmt: skip


class PhaseOut(Page):
    """淘汰目录: entries of the industrial catalogue by words, with what was searched."""

    permission = "public.view"
    template_name = "catalogue/phase_out.html"
    title = _("查淘汰和限制目录")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = PhaseOutForm(self.request.GET, bureaus=receiving_bureaus())
        valid, bureau, today = form.is_valid(), advising(self.request), timezone.localdate()
        q = form.cleaned_data.get("q", "") if valid else ""
        return super().get_context_data(
            form=form, q=q, found=kept.policy_rows(bureau, q, today) if bureau else [],
            sources=kept.policy_sources(bureau, today) if bureau else [], today=today, **advice(bureau), **kwargs,
        )  # fmt: skip
