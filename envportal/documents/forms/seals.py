"""What may be typed about letters, their numbers and their seals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from envportal.documents.enums import SealKind
from envportal.documents.models import OfficialSeal
from envportal.web.forms import ChineseDateField, Form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from envportal.accounts.models import User
    from envportal.documents.models import NumberSeries

# An electronic seal is a certificate on this server, entered by who runs it; what is typed here goes on paper.
PAPER = [(kind.value, kind.label) for kind in SealKind if kind != SealKind.ELECTRONIC]


class NumbersFilter(Form):
    """One series of one year."""

    series = forms.ChoiceField(label=_("文号系列"), required=False)

    def __init__(self, data: Any, *, series: Iterable[NumberSeries]) -> None:
        super().__init__(data)
        choice = self.fields["series"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101  declared above
        choice.choices = [(str(row.pk), f"{row.bureau.mark}{row.series}〔{row.year}〕") for row in series]


class StampForm(Form):
    """用印登记."""

    seal = forms.ModelChoiceField(label=_("印章"), queryset=OfficialSeal.objects.none(), empty_label=None)
    copies = forms.IntegerField(label=_("用印份数"), min_value=1, max_value=99, initial=2)

    def __init__(self, *args: Any, seals: QuerySet[OfficialSeal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["seal"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101  declared above
        choice.queryset = seals


class SealForm(Form):
    """A seal and who keeps it."""

    name = forms.CharField(label=_("印章名称"), max_length=80)
    kind = forms.ChoiceField(label=_("印章种类"), choices=PAPER)
    holder = forms.ModelChoiceField(label=_("保管人"), queryset=OfficialSeal.objects.none(), empty_label=None)
    valid_from = ChineseDateField(label=_("启用日期"))

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["holder"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101  declared above
        choice.queryset = people
