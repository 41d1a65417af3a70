"""How a rule is written on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.translation import gettext_lazy as _

from envportal.deadlines.enums import Ground
from envportal.deadlines.rules import words

if TYPE_CHECKING:
    from envportal.deadlines.models import TermRule

register = template.Library()
# Which file a limit is for; the words of permits are the regulation's own.
VARIANTS = {
    "report": _("报告书"),
    "table": _("报告表"),
    "registration": _("登记表"),
    "simplified": _("简化管理"),
    "key": _("重点管理"),
}


@register.simple_tag
def variant(value: str) -> object:
    """报告表; nothing where a limit is for any file."""
    return VARIANTS.get(value, value)


@register.simple_tag
def rule_text(rule: TermRule) -> str:
    """30 日（自然日），自收件起算."""
    return words.rule_text(rule)


@register.simple_tag
def amount_of(number: int, unit: str) -> str:
    """18 个工作日; 当日 for none."""
    return words.days(number, unit) if number else str(_("当日"))


@register.filter
def grounds(rule: TermRule) -> list[tuple[str, str]]:
    """What stops a limit, with the article that says so."""
    return [(str(Ground(ground).label), article) for ground, article in rule.excludes.items()]
