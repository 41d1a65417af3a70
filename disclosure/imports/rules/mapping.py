"""What the columns must say before a table can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from disclosure.imports.enums import Field
from disclosure.runs.guards.refusals import BadColumns
from disclosure.runs.rules import require_once

if TYPE_CHECKING:
    from collections.abc import Mapping

    from disclosure.imports.rules.rows import Whole


def as_fields(mapping: Mapping[int, str]) -> dict[int, Field]:
    return {column: Field(of) for column, of in mapping.items()}


def check(mapping: Mapping[int, str], whole: Whole) -> None:
    """Raise BadColumns with the field of the form that is to be mended: c3 is the fourth column."""
    require_once(mapping, lambda of: Field(of).label)
    fields = set(mapping.values())
    if not {Field.TITLE, Field.NUMBER} & fields:
        raise BadColumns(_("没有一列是项目名称或文号，请至少指定一列；也可能是表头的行数不对。"))
    _check_whole(fields, whole)


def _check_whole(fields: set[str], whole: Whole) -> None:
    """What no column says has to be said for the whole table."""
    if Field.KIND not in fields and not whole.kind:
        raise BadColumns(_("没有一列是公示类别，请选这张表是哪一类公示。"), "kind")
    if not {Field.PUBLISHER, Field.REGION} & fields and not whole.publisher:
        raise BadColumns(_("没有一列是发布机关，请写明这张表是哪个机关发布的。"), "publisher")
    if not whole.source:
        raise BadColumns(_("请写明这张表从哪里来，例如 本局原网站“环评公示”栏目 2019—2024 年。"), "source")
