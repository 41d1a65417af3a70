"""Answers as they are typed, kept and shown, and the entry a check keeps of one item."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from approvals.catalogue.enums import Ask, Nature, Tier
from approvals.catalogue.rules import guide
from envportal.web.forms.text import narrow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from approvals.catalogue.queries.table import Item
    from approvals.catalogue.rules.guide import Question, Verdict
    from approvals.catalogue.rules.when import Value

YES, NO, UNSURE = "yes", "no", "unsure"
# Typed where a number is asked and not known.
UNKNOWN = frozenset({UNSURE, "不清楚", "不知道", "not sure", "unknown"})
MOST = Decimal(10) ** 12
PLAIN = re.compile(r"[0-9]{1,20}(\.[0-9]{1,20})?")
WORDS = {YES: True, NO: False}


class NoAnswer(ValueError):
    """What was typed answers nothing."""


def parse(question: Question, typed: str) -> Value:
    """The answer a text means. Raises NoAnswer."""
    text = narrow(typed).strip()
    if text.lower() in UNKNOWN:
        return None
    if question.kind == Ask.NUMBER:
        return _number(text)
    if question.kind == Ask.NATURE:
        if text in Nature.values:
            return text
    elif text in WORDS:
        return WORDS[text]
    raise NoAnswer(text)


def _number(text: str) -> Decimal:
    plain = text.replace(",", "")
    if not PLAIN.fullmatch(plain) or Decimal(plain) >= MOST:
        raise NoAnswer(text)
    return Decimal(plain)


def parse_all(item: Item, typed: Mapping[str, str]) -> dict[str, Value]:
    """The answers among what was sent; what answers nothing is left out and asked again."""
    found: dict[str, Value] = {}
    for question in guide.questions_of(item):
        if question.id in typed:
            try:
                found[question.id] = parse(question, typed[question.id])
            except NoAnswer:
                continue
    return found


def written(value: Value) -> str:
    """As it stands in an address: yes, no, unsure, a number, a nature."""
    if value is None:
        return UNSURE
    if isinstance(value, bool):
        return YES if value else NO
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def sentence(question: Question) -> str:
    """The question as a page puts it."""
    asked = question.asked
    if asked.kind == Ask.NUMBER:
        return _("%(name)s，%(unit)s") % {"name": asked.text, "unit": asked.unit}
    if asked.kind == Ask.AREA:
        return _("项目涉及环境敏感区吗？")
    if asked.kind == Ask.BUILDING:
        return _("在工业建筑中生产吗？")
    if asked.kind == Ask.NATURE:
        return _("这次是新建、扩建还是改建？")
    return _("是不是这样：%(text)s") % {"text": asked.text}


def said(question: Question, value: Value) -> str:
    """The answer in words."""
    if value is None:
        return _("不清楚")
    if question.kind == Ask.NATURE:
        return str(Nature(str(value)).label)
    if question.kind == Ask.NUMBER:
        return f"{written(value)} {question.asked.unit}"
    return _("是") if value else _("否")


def entry(item: Item, answers: Mapping[str, Value], verdict: Verdict) -> dict[str, Any]:
    """What a check keeps of one item, in Chinese: enough to compute it again, and to read it without computing."""
    by_id = {one.id: one for one in guide.questions_of(item)}
    with translation.override(settings.LANGUAGE_CODE):
        told = [[sentence(by_id[key]), said(by_id[key], value)] for key, value in answers.items()]
        unsure = [sentence(one) for one in verdict.unsure]
    criterion = verdict.criterion if verdict.tier not in (None, Tier.NONE) else None
    return {
        "item": item.number, "name": item.name, "outside": verdict.is_outside,
        "answers": {key: written(value) for key, value in answers.items()},
        "told": told,
        "possible": [str(tier) for tier in verdict.possible],
        "criterion": {"tier": criterion.tier, "text": criterion.text} if criterion else None,
        "unsure": unsure, "doubts": list(item.doubts),
    }  # fmt: skip
