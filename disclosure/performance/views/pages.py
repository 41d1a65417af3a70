"""承诺兑现: the answer first, then what it is made of, each number with its list."""

from __future__ import annotations

from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosure.board import board
from disclosure.board.views.anonymous import Anonymous
from disclosure.board.views.feeds import MOST_IN_A_WORKBOOK
from disclosure.performance import actions, forms, rules
from disclosure.performance.enums import Variant, Which
from disclosure.performance.models import PledgeRecord
from disclosure.performance.queries import figures
from disclosure.performance.queries.returns import returns
from disclosure.performance.queries.told import after, place, told
from disclosure.performance.queries.working import HANDS
from envportal.accounts.models import Bureau
from envportal.web.views import Column, ListPage, Page, StepView, bars
from envportal.web.views.export import as_atom, as_xlsx, stream_csv

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from disclosure.performance.models import Reckoning

MOST_MISSED, A_PAGE = 10, 500


class Counted(Anonymous):
    """A page made of the record: its ETag turns with the record, too."""

    listing = False

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        bureaus = list(Bureau.objects.order_by("name", "pk"))
        self.form = forms.RecordFilter(request.GET, bureaus=bureaus, listing=self.listing)
        self.wanted = self.form.wanted(self.today)
        self.reckoned: Reckoning | None = figures.reckoned()

    def also(self) -> tuple[object, ...]:
        return (self.reckoned and self.reckoned.number,)


class Performance(Counted, Page):
    template_name = "performance/performance.html"
    title = gettext_lazy("承诺兑现")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = figures.found(self.wanted)
        ended, kept = figures.totals(rows)
        still_open, oldest = figures.how_open(self.wanted.bureau)
        kinds = figures.by_kind(rows)
        return super().get_context_data(
            form=self.form, filtered=self.request.GET.urlencode(), reckoned=self.reckoned,
            ended=ended, in_time=kept, missed=ended - kept, share=bars.share(kept, ended - kept),
            still_open=still_open, oldest=oldest and (self.today - oldest).days, kinds=kinds,
            returns=returns(rows),
            months=bars.kept_and_missed(figures.by_month(rows, self.wanted.since, self.today)),
            hands=in_hands(kinds), missed_rows=named(rows.filter(kept=False)[:MOST_MISSED]),
            open_rows=self.oldest_open(), **kwargs,
        )  # fmt: skip

    def oldest_open(self) -> list[dict[str, Any]]:
        """The cases that wait longest; named only where the public knows of them."""
        cases = list(figures.open_cases(self.wanted.bureau)[: figures.SHOWN_OLDEST])
        known = board.latest_of(case.pk for case in cases)
        return [
            {"days": (self.today - case.opened_on).days, "since": case.opened_on, "notice": known.get(case.pk)}
            for case in cases
            if case.opened_on
        ]


def in_hands(kinds: list[figures.Kind]) -> list[dict[str, Any]]:
    """Mean days in each hand, by kind of document: the bars and the numbers of their table."""
    return [
        {"kind": kind, "bars": [
            bar | {"name": hand, "n": kind.hands[hand]}
            for bar, hand in zip(bars.bars([kind.hands[hand] for hand in HANDS]), HANDS, strict=True)
        ]}
        for kind in kinds
        if kind.hands
    ]  # fmt: skip


def named(rows: Sequence[PledgeRecord] | QuerySet[PledgeRecord]) -> list[dict[str, Any]]:
    """Rows with the notice that names their project in public, and what the bureau says of a miss."""
    known = board.latest_of(row.pk for row in rows)
    said = figures.explained(row.pk for row in rows)
    return [{"record": row, "notice": known.get(row.pk), "why": said.get(row.pk, "")} for row in rows]


IN_FILES = (
    Column(gettext_lazy("项目名称"), itemgetter("project")),
    Column(gettext_lazy("办理机关"), itemgetter("bureau")),
    Column(gettext_lazy("文件类别"), lambda row: Variant(row["variant"]).label),
    Column(gettext_lazy("收件日期"), itemgetter("received_on")),
    Column(gettext_lazy("承诺办结日期"), itemgetter("promised_on")),
    Column(gettext_lazy("办结日期"), itemgetter("ended_on")),
    Column(gettext_lazy("兑现"), lambda row: _("按期") if row["kept"] else _("误期")),
    Column(gettext_lazy("误期天数"), itemgetter("late_days")),
    Column(gettext_lazy("净用时（工作日）"), itemgetter("net")),
    Column(gettext_lazy("总历时（天）"), itemgetter("elapsed_days")),
    Column(gettext_lazy("窗口（天）"), itemgetter("window_days")),
    Column(gettext_lazy("审批科室（天）"), itemgetter("bureau_days")),
    Column(gettext_lazy("第三方（天）"), itemgetter("third_days")),
    Column(gettext_lazy("公示（天）"), itemgetter("public_days")),
    Column(gettext_lazy("申请人（天）"), itemgetter("applicant_days")),
    Column(gettext_lazy("误期原因"), itemgetter("why")),
)


class RecordList(Counted, ListPage):
    """Every ended case, one row each."""

    listing = True
    template_name = "performance/cases.html"
    layout = "public.html"
    title = gettext_lazy("办结案件逐件")
    counted = gettext_lazy("共 %(n)s 件办结")
    empty_sentence = gettext_lazy("这段时间没有办结的案件。")
    empty_more = gettext_lazy("换一段时间，或者去掉一个条件再看。")

    def get_queryset(self) -> QuerySet[PledgeRecord]:
        return figures.found(self.wanted)

    def get_form(self) -> forms.RecordFilter:
        return self.form

    def narrowed(self, form: object) -> QuerySet[PledgeRecord]:  # noqa: ARG002  the filter is read once, in setup
        return self.get_queryset()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        may_explain = self.request.may(Explain.permission)  # type: ignore[attr-defined]
        return context | {"shown": named(context["rows"]), "may_explain": may_explain}


class RecordFile(Counted):
    """The same list as a file, with what the page leaves out: CSV whole, XLSX to a limit it states, JSON in pages."""

    listing = True

    def get(self, request: HttpRequest, kind: str) -> HttpResponseBase:  # noqa: ARG002
        return {"csv": self.csv, "xlsx": self.xlsx, "json": self.json, "atom": self.atom}[kind]()

    def csv(self) -> HttpResponseBase:
        return stream_csv("performance", IN_FILES, told(figures.found(self.wanted)))

    def xlsx(self) -> HttpResponse:
        rows = told(figures.found(self.wanted))
        held = list(islice(rows, MOST_IN_A_WORKBOOK))
        note = _("只含前 %(n)s 项，其余请下载 CSV。") % {"n": f"{MOST_IN_A_WORKBOOK:,}"}
        return as_xlsx("performance", IN_FILES, held, note=note if next(rows, None) else "")

    def json(self) -> HttpResponse:
        rows = after(figures.found(self.wanted), self.request.GET.get("after", ""))
        last = rows[A_PAGE - 1 : A_PAGE].first() if rows[A_PAGE : A_PAGE + 1] else None
        query = self.request.GET.copy()
        if last:
            query["after"] = place(last)
        items = list(told(rows.filter(pk__in=list(rows.values_list("pk", flat=True)[:A_PAGE]))))
        more = self.request.build_absolute_uri(f"{self.request.path}?{query.urlencode()}") if last else None
        return JsonResponse({"items": items, "next": more}, json_dumps_params={"ensure_ascii": False})

    def atom(self) -> HttpResponse:
        """The cases that ended last."""
        page, ended = reverse("performance:cases"), itemgetter("ended_on")
        rows = told(figures.found(self.wanted)[:A_PAGE])
        return as_atom(self.request, "performance", RecordList.title, IN_FILES, rows, page=page, day=ended)


class Explain(StepView):
    permission = "performance.explain"
    queryset = PledgeRecord.objects.select_related("bureau", "case")
    rule = staticmethod(rules.require_explain)
    action = staticmethod(actions.explain)
    form_class = forms.ExplainForm
    title, button, done = gettext_lazy("公开说明误期原因"), gettext_lazy("公开说明"), gettext_lazy("说明已经公开。")

    def get_success_url(self) -> str:
        return f"{reverse('performance:cases')}?k={Which.MISSED}&t=all"
