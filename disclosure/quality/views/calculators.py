"""The public calculators of quality: anybody can check the index and the class the portal writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosure.board.views.anonymous import Anonymous
from disclosure.quality.forms.calculators import AIR_NAMES, AirForm, WaterForm
from disclosure.quality.rules import air, classes, water
from disclosure.quality.rules.calculators import FIELDS_OF_AIR
from disclosure.quality.rules.numbers import plain
from envportal.refusals import Refused
from envportal.web.views import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from envportal.web.forms import Form

AVERAGING = {
    "24h": gettext_lazy("24 小时平均"),
    "8h": gettext_lazy("日最大 8 小时平均"),
    "1h": gettext_lazy("1 小时平均"),
}
LEVELS = (
    gettext_lazy("一级"),
    gettext_lazy("二级"),
    gettext_lazy("三级"),
    gettext_lazy("四级"),
    gettext_lazy("五级"),
    gettext_lazy("六级"),
)


class Calculator(Anonymous, Page):
    """A GET form whose address holds the question; what it is answered with stands below."""

    form_class: type[Form]
    compute: str
    # From the valid form to what the template shows.
    answer: Callable[[Any], dict[str, Any]]

    @cached_property
    def asked(self) -> dict[str, str]:
        return self.request.GET.dict()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = self.form_class(self.asked) if self.asked else self.form_class(initial=self.initial())
        context = super().get_context_data(form=form, **kwargs)
        if form.is_bound and form.is_valid():
            try:
                context |= self.answer(form)
            except Refused as refused:
                form.add_error(None, str(refused))
        return context

    def initial(self) -> dict[str, Any]:
        return {}

    def address(self, known: set[str]) -> str:
        """The same question at the interface, with its working."""
        asked = self.request.GET.copy()
        for name in [*asked]:
            if name not in known or not asked[name]:
                del asked[name]
        asked["explain"] = "1"
        return f"/api/v1/compute/{self.compute}?{asked.urlencode()}"


class AirCalculator(Calculator):
    template_name = "quality/aqi.html"
    title = gettext_lazy("空气质量指数计算")
    form_class = AirForm
    compute = "aqi"

    def initial(self) -> dict[str, Any]:
        return {"on": self.today, "kind": "daily"}

    def answer(self, form: AirForm) -> dict[str, Any]:
        on, kind = form.cleaned_data["on"], form.cleaned_data["kind"]
        found = air.aqi(form.values(), on, kind)
        names = {code: AIR_NAMES[field] for field, code in FIELDS_OF_AIR.items()}
        words = air.level_words()
        return {
            "found": found,
            "word": words.get(found.level or 0, ""),
            "level_name": LEVELS[found.level - 1] if found.level else "",
            "primary": [names[code] for code in found.primary],
            "rows": [_row(one, names, words) for one in found.parts],
            "on": on,
            "address": self._address(on.isoformat()),
        }

    def _address(self, on: str) -> str:
        # The page takes a day as people write it; the interface only in one way.
        found = self.address({"kind", *FIELDS_OF_AIR})
        return found.replace("?", f"?on={on}&", 1)


class WaterCalculator(Calculator):
    template_name = "quality/water_class.html"
    title = gettext_lazy("地表水类别计算")
    form_class = WaterForm
    compute = "water_class"

    def answer(self, form: WaterForm) -> dict[str, Any]:
        lake, target = form.cleaned_data["lake"], form.cleaned_data["target"]
        found = water.water_class(form.values(), lake=lake, target=target)
        return {
            "found": found,
            "state": water.state_words()[found.number],
            "target": classes.roman(target) if target else "",
            "printed": _printed(found.number),
            "whole": _printed(found.whole),
            "rows": [_item(one) for one in found.items],
            "address": self.address({*form.fields}),
        }


def _printed(number: int) -> str:
    """A class by its numeral; worse than Ⅴ in the words of the reader."""
    return _("劣Ⅴ") if number == classes.WORSE else classes.roman(number)


def _row(one: air.Part, names: dict[str, Any], words: dict[int, str]) -> dict[str, Any]:
    level = air.level_of(one.iaqi).number if one.iaqi is not None else None
    return {
        "name": names[one.pollutant],
        "averaging": AVERAGING[one.averaging],
        "given": plain(one.given),
        "rounded": plain(one.rounded),
        "unit": one.unit.replace("m3", "m³"),
        "between": "—".join(plain(point[0]) for point in (one.low, one.high) if point),
        "indices": "—".join(str(point[1]) for point in (one.low, one.high) if point),
        "iaqi": one.iaqi,
        "level": level,
        "word": words.get(level or 0, ""),
        "note": one.note,
        "working": air.working(one),
    }


def _item(one: water.Item) -> dict[str, Any]:
    return {
        "name": water.titled(one.code),
        "typed": f"{plain(one.value)}{'L' if one.below else ''}",
        "unit": one.unit if one.code != "pH" else "",
        "limits": " / ".join(plain(limit) for limit in one.limits) or ("6—9" if one.code == "pH" else "—"),
        "number": one.number,
        "roman": _printed(one.number) if one.number else "—",
        "over": plain(one.times_over) if one.times_over is not None else "",
        "note": one.note or (_("公报不参加评价") if one.code in water.LEFT_OUT else ""),
    }
