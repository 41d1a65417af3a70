"""What is typed about a correction: the walked check list and its items, an answer, whether it cures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.applications.forms.staff import words
from approvals.applications.states import CorrectionOrigin, Found, Verdict
from envportal.documents.rules.wording import open_slots
from envportal.web.forms import Form, ItemsForm, UploadField, up_to

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.forms.boundfield import BoundField

    from approvals.applications.models import Correction, CorrectionItem
    from approvals.applications.queries.checklist import Line
    from envportal.documents.queries.wording import Block

FEWEST, SPARE, MOST = 3, 2, 60
PARTS: Final = ("point", "what", "rule", "remedy", "origin")


class CorrectionForm(ItemsForm):
    """Every point of the check list, and all that is missing: what, by which rule, how to mend it."""

    labels = {"what": _("第 %(n)s 项：缺什么"), "rule": _("第 %(n)s 项的依据"), "remedy": _("第 %(n)s 项怎么补")}
    missing = {"what": _("写明缺什么"), "remedy": _("写明怎么补")}
    # Which fields stand under a heading depends on the list; see `fieldsets`.
    groups = {_("检查表：每一处都看过"): ()}

    def __init__(
        self, *args: Any, lines: Sequence[Line], last: Correction | None, has_changed: bool, rows: int, **kwargs: Any
    ) -> None:
        self.lines, self.last, self.row_count = lines, last, min(max(rows, FEWEST), MOST)
        self.reasons = _reasons(last, has_changed=has_changed) if last else []
        super().__init__(*args, **kwargs)
        for line in lines:
            rule = line.rule if line.verified else _("%(rule)s，未与官方文本核对") % {"rule": line.rule}
            hint = _("%(asks)s（%(rule)s）") % {"asks": line.asks, "rule": rule}
            self.fields[f"found_{line.point}"] = forms.ChoiceField(
                label=line.label, choices=Found.choices, help_text=hint, widget=forms.RadioSelect,
                error_messages={"required": _("看过这一处，选择一项")},
            )  # fmt: skip

    @property
    def is_first(self) -> bool:
        return self.last is None

    def add_row(self, n: int) -> None:
        points = [("", _("请选择")), *((line.point, line.label) for line in self.lines)]
        self.fields[f"point_{n}"] = forms.ChoiceField(
            label=_("第 %(n)s 项：哪一处") % {"n": n}, choices=points, required=False
        )
        super().add_row(n)
        self.fields[f"rule_{n}"].help_text = _("不填，用检查表上这一处的依据") if n == 1 else ""
        if self.last is not None:
            self.fields[f"origin_{n}"] = forms.ChoiceField(
                label=_("第 %(n)s 项：为什么现在才提") % {"n": n},
                choices=[("", _("请选择")), *self.reasons],
                required=False,
            )

    def fieldsets(self) -> list[tuple[Any, list[BoundField]]]:
        walked = [self[f"found_{line.point}"] for line in self.lines]
        rows = range(1, self.row_count + 1)
        items = [self[f"{part}_{n}"] for n in rows for part in PARTS if f"{part}_{n}" in self.fields]
        return [(_("检查表：每一处都看过"), walked), (_("要补正的内容：一次写全"), items)]

    def clean(self) -> dict[str, Any]:
        super().clean()
        items = self.items()
        checked = {line.point: self.cleaned_data.get(f"found_{line.point}", "") for line in self.lines}
        self._match(items, checked)
        if not items and not self.errors:
            self.add_error("what_1", _("至少写明一项：缺什么、依据哪一条、怎么补"))
        return {"items": items, "checked": checked}

    def _match(self, items: list[dict[str, Any]], checked: Mapping[str, str]) -> None:
        said = {item["point"] for item in items}
        for point, found in checked.items():
            if found == Found.DEFECTIVE and point not in said:
                self.add_error(f"found_{point}", _("在下面写明这一处要补什么"))
            elif found and found != Found.DEFECTIVE and point in said:
                self.add_error(f"found_{point}", _("下面写了这一处要补的内容，请选“缺少或者有缺陷”"))

    def item(self, n: int) -> dict[str, Any]:
        item: dict[str, Any] = super().item(n)
        item["point"] = self.cleaned_data.get(f"point_{n}", "")
        item["rule"] = item["rule"] or next((line.rule for line in self.lines if line.point == item["point"]), "")
        item["origin"], item["earlier"] = self._why(n)
        if not item["point"]:
            self.add_error(f"point_{n}", _("选择是检查表上的哪一处"))
        for part in ("what", "remedy"):
            if left := open_slots(item[part]):
                self.add_error(f"{part}_{n}", _("还没有填上：%(slots)s") % {"slots": "".join(left)})
        return item

    def _why(self, n: int) -> tuple[str, int | None]:
        if self.last is None:
            return str(CorrectionOrigin.FIRST), None
        origin, _mark, earlier = str(self.cleaned_data.get(f"origin_{n}", "")).partition(":")
        if not origin:
            self.add_error(f"origin_{n}", _("选择理由：再次补正只能针对未补正的内容，或补正材料本身带来的问题"))
        return origin, int(earlier) if earlier else None


def _reasons(last: Correction, *, has_changed: bool) -> list[tuple[str, object]]:
    """Why something may be asked for now: an item not cured, what came with an answer, what else was changed."""
    items = list(enumerate(last.items.all(), 1))
    uncured = [
        (f"{CorrectionOrigin.UNCURED}:{item.pk}", _("上次第 %(n)s 项没有补正") % {"n": n})
        for n, item in items
        if item.verdict == Verdict.OPEN
    ]
    brought = [
        (f"{CorrectionOrigin.SUPPLEMENT}:{item.pk}", _("上次第 %(n)s 项的补正材料带来的") % {"n": n})
        for n, item in items
    ]
    other = [(f"{CorrectionOrigin.SUPPLEMENT}:", _("补正时改动的其他内容带来的"))] if has_changed else []
    return [*uncured, *brought, *other]


def begin(last: Correction | None) -> dict[str, str]:
    """A further letter begins with what is not cured and with the list as it was walked."""
    if last is None:
        return {}
    left = [item for item in last.items.all() if item.verdict == Verdict.OPEN]
    again = {item.point for item in left}
    found = {f"found_{one.point}": one.found for one in last.checked.all() if one.found != Found.DEFECTIVE}
    found |= {f"found_{point}": str(Found.DEFECTIVE) for point in again}
    for n, item in enumerate(left, 1):
        why = f"{CorrectionOrigin.UNCURED}:{item.pk}"
        told = {"point": item.point, "what": item.what, "rule": item.rule, "remedy": item.remedy, "origin": why}
        found |= {f"{part}_{n}": value for part, value in told.items()}
    return found


def rows_in(data: Mapping[str, Any]) -> int:
    return sum(name.startswith("what_") for name in data)


def with_entries(data: Mapping[str, Any], entries: Sequence[Block]) -> dict[str, str]:
    """What was typed so far with entries of the library after it, their points marked."""
    typed = {name: str(data.get(name, "")) for name in data if name.startswith(("found_", *PARTS))}
    ends = [name.removeprefix("what_") for name in typed if name.startswith("what_")]
    numbers = sorted(int(end) for end in ends if end.isdecimal())
    begun = [n for n in numbers if any(typed.get(f"{part}_{n}") for part in ("what", "rule", "remedy"))]
    kept = {name: value for name, value in typed.items() if name.startswith("found_")}
    for place, n in enumerate(begun, 1):
        kept |= {f"{part}_{place}": typed.get(f"{part}_{n}", "") for part in PARTS}
    for place, entry in enumerate(entries, len(begun) + 1):
        told = {"point": entry.topic, "what": entry.text, "rule": entry.rule, "remedy": entry.remedy}
        kept |= {f"{part}_{place}": value for part, value in told.items()}
        kept[f"found_{entry.topic}"] = str(Found.DEFECTIVE)
    return kept


class AnswerItemForm(Form):
    """What was done about one item, and its paper."""

    answer = words(
        _("怎么补的"), rows=3, max_length=1000, help_text=_("写明补了什么、在哪里；不能补的，写明为什么"),
        error_messages={"required": _("写明怎么补的；不能补的，写明为什么")},
    )  # fmt: skip
    file = UploadField(
        label=_("这一项的补正材料（可不传）"), required=False,
        help_text=up_to(_("只收 PDF，不加密，不超过 %(limit)s；要换全文或者公开本的，在任务清单里换")),
    )  # fmt: skip


class JudgeCorrectionForm(Form):
    """Whether each answer cures its item."""

    def __init__(self, *args: Any, items: Sequence[CorrectionItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for n, item in enumerate(items, 1):
            said = _("%(what)s　答：%(answer)s") % {"what": item.what, "answer": item.answer}
            self.fields[f"verdict_{n}"] = forms.ChoiceField(
                label=_("第 %(n)s 项") % {"n": n}, choices=Verdict.choices, widget=forms.RadioSelect, help_text=said,
                error_messages={"required": _("第 %(n)s 项：选择一项") % {"n": n}},
            )  # fmt: skip
            self.fields[f"why_{n}"] = words(_("第 %(n)s 项还缺什么") % {"n": n}, rows=2, max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        verdicts = []
        for n in range(1, len(self.items) + 1):
            verdict, why = typed.get(f"verdict_{n}", ""), typed.get(f"why_{n}", "")
            if verdict == Verdict.OPEN and not why:
                self.add_error(f"why_{n}", _("第 %(n)s 项没有解决的，写明还缺什么") % {"n": n})
            verdicts.append({"verdict": verdict, "why": why})
        return {"verdicts": verdicts}


class LateDefectsForm(Form):
    defects = words(
        _("迟提的缺陷，一行一项"), rows=5, max_length=3000,
        help_text=_("本该在第一次补正告知书里写明的；交给审查处理，并告知监督员"),
        error_messages={"required": _("写明哪些缺陷本该在第一次告知")},
    )  # fmt: skip

    def clean_defects(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["defects"].splitlines() if line.strip()]
        if any(len(line) > 300 for line in lines):
            raise forms.ValidationError(_("每一项不超过 300 字"))
        return lines
