"""What may be typed on the pages of the bureau's words: a filter, a version, an answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from envportal.documents.enums import CheckPoint, LetterKind, Library, Topic
from envportal.documents.models import Letter
from envportal.documents.rules import wording as rules
from envportal.refusals import Refused
from envportal.web.forms import ChineseDateField, Form

if TYPE_CHECKING:
    from envportal.documents.queries.wording import Block

ANY = ("", _("不限"))
FOR_ALL, OWN, WAITING = "all", "own", "waiting"
# Of the points of the check list those whose material may follow (容缺受理): never form, owner or EIA document.
MAY_FOLLOW = (CheckPoint.ATTACHED, CheckPoint.SITE, CheckPoint.CONTACT)
INDUSTRIES = re.compile(r"[A-T]\d{0,4}( [A-T]\d{0,4})*")


def words(label: Any, *, rows: int = 3, limit: int = 300, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=limit, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class WordingFilter(Form):
    """What the list of texts can be narrowed by."""

    q = forms.CharField(label=_("名称、文字"), required=False, max_length=100)
    kind = forms.ChoiceField(
        label=_("用在哪里"),
        required=False,
        choices=[ANY, (FOR_ALL, _("各种文书")), *LetterKind.choices, *Library.choices],
    )
    show = forms.ChoiceField(
        label=_("范围"),
        required=False,
        choices=[ANY, (OWN, _("本局已改的")), (WAITING, _("等另一人决定的"))],
    )

    def filter(self, blocks: list[Block]) -> list[Block]:
        asked = self.cleaned_data
        kind = {FOR_ALL: ""}.get(asked["kind"], asked["kind"])
        tests = [
            not asked["kind"] or (lambda block: block.kind == kind),
            asked["show"] != OWN or (lambda block: block.number > 0),
            asked["show"] != WAITING or (lambda block: block.waiting is not None),
            not asked["q"] or (lambda block: any(asked["q"] in text for text in (block.label, block.text))),
        ]
        return [block for block in blocks if all(test is True or test(block) for test in tests)]


class VersionForm(Form):
    """A new version of a text; a wrong word in braces is said at the text."""

    text = words(_("文字"), rows=6, limit=1000)
    valid_from = ChineseDateField(label=_("自哪一天起施行"), help_text=_("最早明天；已经印发的文书不改"))
    why = words(_("理由"))
    sample: forms.ModelChoiceField[Letter] = forms.ModelChoiceField(
        Letter.objects.none(), label=_("预览用哪一件"), required=False, empty_label=_("不预览")
    )

    def __init__(self, *args: Any, block: Block, samples: Any, **kwargs: Any) -> None:
        self.block = block
        super().__init__(*args, **kwargs)
        field = self.fields["sample"]
        field.queryset = samples  # type: ignore[attr-defined]
        field.label_from_instance = sample_label  # type: ignore[attr-defined]
        if not samples:
            del self.fields["sample"]
        known = rules.placeholders(block)
        if known:
            listed = "、".join(f"{{{word}}}" for word in known)
            self.fields["text"].help_text = _("大括号里的由系统填写，可以用：%(words)s") % {"words": listed}
        else:
            self.fields["text"].help_text = _("留给经办人填写的地方写成【排气筒高度】这样")

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        try:
            rules.require_fit(self.block, text)
        except Refused as refused:
            raise ValidationError(str(refused)) from refused
        return text


def sample_label(letter: Letter) -> str:
    return f"{letter.number} {letter.case.title}"


class ConditionForm(VersionForm):
    """A new version of a standard condition, or a new one."""

    title = forms.CharField(label=_("名称"), max_length=60)
    topic = forms.ChoiceField(label=_("主题"), choices=Topic.choices)
    industries = forms.CharField(
        label=_("行业（可不填）"),
        max_length=100,
        required=False,
        help_text=_("国民经济行业代码，如 C22 C23；不填适用各行业"),
    )
    is_retired = forms.BooleanField(label=_("停用：不再供经办人选用"), required=False)
    field_order = ("topic", "title", "industries", "text", "is_retired", "valid_from", "why", "sample")

    def clean_industries(self) -> str:
        """Codes in capitals, parted by one space."""
        typed = " ".join(str(self.cleaned_data["industries"]).upper().replace("，", " ").replace(",", " ").split())
        if typed and not INDUSTRIES.fullmatch(typed):
            raise ValidationError(_("写成 C22 C23 这样，用空格分开"))
        return typed


class ItemForm(VersionForm):
    """An item of correction letters: what is missing, by which rule, how it is mended."""

    title = forms.CharField(label=_("名称"), max_length=60)
    topic = forms.ChoiceField(label=_("检查要点"), choices=CheckPoint.choices)
    text = words(_("缺什么"), limit=300)
    rule = forms.CharField(label=_("依据"), max_length=200, help_text=_("写到法律、办法或者标准的第几条"))
    remedy = words(_("怎么补"), rows=2, limit=300)
    is_retired = forms.BooleanField(label=_("停用：不再供窗口选用"), required=False)
    field_order = ("topic", "title", "text", "rule", "remedy", "is_retired", "valid_from", "why", "sample")


class LaterForm(VersionForm):
    """A secondary material an application may be accepted without; main ones never stand in this list."""

    title = forms.CharField(label=_("材料名称"), max_length=60)
    topic = forms.ChoiceField(
        label=_("检查要点"), choices=[one for one in CheckPoint.choices if one[0] in MAY_FOLLOW],
        help_text=_("申请表、主体资格证明和环评文件是主要材料，不能后补"),
    )  # fmt: skip
    text = words(_("补什么、怎么补"), limit=300)
    rule = forms.CharField(label=_("依据文件"), max_length=200, help_text=_("本局公布这份清单的文件"))
    is_retired = forms.BooleanField(label=_("停用：不再可以后补"), required=False)
    field_order = ("topic", "title", "text", "rule", "is_retired", "valid_from", "why", "sample")


class SameDayForm(ConditionForm):
    """A trade whose small projects are answered on the day they come."""

    topic = None  # type: ignore[assignment]
    industries = forms.CharField(
        label=_("行业"), max_length=100, help_text=_("国民经济行业代码，如 H62 O80，用空格分开")
    )
    text = words(_("适用条件和办法"), limit=1000)
    rule = forms.CharField(label=_("依据文件"), max_length=200, help_text=_("本局公布这份清单的文件"))
    is_retired = forms.BooleanField(label=_("停用"), required=False)
    field_order = ("title", "industries", "text", "rule", "is_retired", "valid_from", "why", "sample")


# What a new version of an entry asks for, by its library.
ENTRY_FORMS: dict[str, type[VersionForm]] = {
    Library.CONDITION: ConditionForm,
    Library.ITEM: ItemForm,
    Library.LATER: LaterForm,
    Library.SAME_DAY: SameDayForm,
}


class RemedyForm(Form):
    """Whom letters name for a remedy, from a day on."""

    organ = forms.CharField(label=_("行政复议机关"), max_length=100)
    local_organ = forms.CharField(
        label=_("所在地人民政府（派出机构填写，可不填）"), max_length=100, required=False,
        help_text=_("派出机构作出的行政行为，所在地人民政府也可以管辖（行政复议法第24条）"),
    )  # fmt: skip
    court = forms.CharField(label=_("管辖法院"), max_length=100)
    valid_from = ChineseDateField(label=_("自哪一天起施行"), help_text=_("最早明天；已经印发的文书不改"))
    why = words(_("理由"))


class AnswerForm(Form):
    answer = words(_("不同意的理由"))
