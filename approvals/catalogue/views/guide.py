"""Which document a project needs: find its item, answer what decides, keep the answers. No account, no script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from approvals.catalogue import actions
from approvals.catalogue.enums import Tier
from approvals.catalogue.forms.guide import GuideForm, KeepForm
from approvals.catalogue.queries import books, kept
from approvals.catalogue.queries.finding import find
from approvals.catalogue.queries.industries import search_industries
from approvals.catalogue.queries.table import Edition, Item, edition_on
from approvals.catalogue.rules import answers as words
from approvals.catalogue.rules import guide
from disclosure.board.views.posted import Posted
from envportal.accounts.queries import receiving_bureaus
from envportal.web.views import Page
from envportal.web.views.address import address_of
from envportal.web.views.frame import home_bureau

if TYPE_CHECKING:
    from approvals.catalogue.models import Snapshot
    from envportal.accounts.models import Bureau

LONGEST = 60


def current() -> Edition:
    """The edition in force today; without one there is no page."""
    found = edition_on(timezone.localdate())
    if found is None:
        raise Http404
    return found


def advising(request: HttpRequest) -> Bureau | None:
    """The bureau whose rules and people the page names: the one asked for, else the portal's own."""
    asked = receiving_bureaus().filter(code=request.GET.get("bureau", "")[:LONGEST]).first()
    found: Bureau | None = asked or home_bureau()
    return found


def advice(bureau: Bureau | None) -> dict[str, Any]:
    return {"bureau": bureau, "adviser": kept.adviser(bureau) if bureau else None}


class Find(Page):
    """Find the item: by words, by industry code, or in the list of chapters; or open a check that was kept."""

    permission = "public.view"
    template_name = "catalogue/find.html"
    title = _("要做哪一种环评文件")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        code = request.GET.get("code", "")[:LONGEST]
        found = kept.snapshot(code)
        if found is not None:
            return HttpResponseRedirect(reverse("catalogue:check", args=[found.code]))
        return super().get(request, *args, code=code.strip(), **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition, q = current(), self.request.GET.get("q", "")[:LONGEST].strip()
        return super().get_context_data(
            edition=edition, q=q, found=find(edition, q), follows=kept.snapshot(self.request.GET.get("with", "")),
            industries=search_industries(q, 8) if q else [], code=kwargs.pop("code", ""),
            **advice(advising(self.request)), **kwargs,
        )  # fmt: skip


class Guide(Page):
    """One item: its questions, stage by stage, and the answer."""

    permission = "public.view"
    template_name = "catalogue/guide.html"

    @cached_property
    def item(self) -> Item:
        found = current().items.get(self.kwargs["number"])
        if found is None:
            raise Http404
        return found

    def get_title(self) -> object:
        return _("第 %(no)s 项") % {"no": self.item.number}

    @cached_property
    def asked(self) -> list[guide.Question]:
        """The questions of the form that was sent, if they were not all answered."""
        names = self.request.GET.get("asked", "").split(",")
        return [one for one in guide.questions_of(self.item) if one.id in names]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = words.parse_all(self.item, self.request.GET.dict())
        again = [one for one in self.asked if one.id not in said]
        if again:
            for one in self.asked:
                said.pop(one.id, None)
        verdict = guide.judge(self.item, said)
        shown = self.asked if again else verdict.waiting
        data = self.request.GET if again else None
        form = GuideForm(data, item=self.item, questions=shown) if shown else None
        return super().get_context_data(
            item=self.item, edition=current(), form=form, said=self._said(said),
            asked=",".join(one.id for one in shown), follows=self.request.GET.get("with", "")[:LONGEST],
            tiers=[(Tier(tier).label, text) for tier, text in self.item.tiers.items()],
            **(self.result(said, verdict) if form is None else {}), **advice(advising(self.request)), **kwargs,
        )  # fmt: skip

    def _said(self, said: dict[str, Any]) -> list[dict[str, str]]:
        """Every answer in words, as it goes on, and the address without it."""
        rest = {"with": self.request.GET.get("with", "")[:LONGEST]} if self.request.GET.get("with") else {}
        typed = {key: words.written(value) for key, value in said.items()}
        return [
            {
                "id": one.id, "value": typed[one.id], "question": words.sentence(one),
                "answer": words.said(one, said[one.id]),
                "without": urlencode({key: value for key, value in typed.items() if key != one.id} | rest),
            }
            for one in guide.questions_of(self.item)
            if one.id in said
        ]  # fmt: skip

    def result(self, said: dict[str, Any], verdict: guide.Verdict) -> dict[str, Any]:
        bureau, today = advising(self.request), timezone.localdate()
        tier = verdict.tier
        needs = tier not in (None, Tier.NONE)
        kept_as = {"item": self.item.number, "follows": self.request.GET.get("with", "")[:LONGEST]}
        typed = urlencode({key: words.written(value) for key, value in said.items()})
        return {
            "verdict": verdict, "tier": tier, "unsure": [words.sentence(one) for one in verdict.unsure],
            "possible": [one.label for one in verdict.possible], "keep": urlencode({**kept_as, "said": typed}),
            "decides": books.who_decides(bureau, str(tier), self.item.number, today) if bureau and needs else None,
            "needs": needs, "query": typed,
            "others": receiving_bureaus().exclude(pk=bureau.pk) if bureau else [],
        }  # fmt: skip


class Keep(Posted):
    """Keep the answers: a code comes back, which opens them again."""

    permission = "catalogue.keep"
    template_name, receipt_template = "catalogue/keep.html", "catalogue/kept.html"
    form_class = KeepForm
    title = _("保存检查结果")
    heading = _("已经保存")
    button = _("保存")

    def get_initial(self) -> dict[str, Any]:
        return {name: self.request.GET.get(name, "")[:2000] for name in ("item", "said", "follows")}

    def take_in(self, form: KeepForm, key: str) -> Snapshot:
        told, at = form.cleaned_data, timezone.now()
        return actions.keep(
            told["item"], dict(parse_qsl(told["said"])), on=timezone.localdate(at), at=at, key=key,
            address=address_of(self.request), follows=told["follows"],
        )  # fmt: skip

    def by_key(self, key: str) -> Snapshot | None:
        return kept.snapshot_by_key(key)

    def told(self, made: Snapshot, key: str) -> dict[str, Any]:  # noqa: ARG002
        return {"snapshot": made}


class Check(Page):
    """A check that was kept, for whoever has its code; made to be printed."""

    permission = "public.view"
    template_name = "catalogue/check.html"
    title = _("分类检查结果")

    @cached_property
    def snapshot(self) -> Snapshot:
        found = kept.snapshot(self.kwargs["code"])
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            snapshot=self.snapshot, edition=current(), entries=shown(self.snapshot),
            **advice(advising(self.request)), **kwargs,
        )  # fmt: skip


def shown(snapshot: Snapshot) -> list[dict[str, Any]]:
    """The entries with their documents in words."""
    return [{**one, "labels": [Tier(tier).label for tier in one["possible"]]} for one in snapshot.entries]
