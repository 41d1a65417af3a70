"""附件预检, asked for by whoever types the draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.applications import actions
from approvals.applications.views.common import Side, Step
from envportal.web.forms import Form

if TYPE_CHECKING:
    from collections.abc import Callable


class PreCheck(Side, Step):
    permission = "application.edit_draft"
    verb = "edit"
    action: Callable[..., object] = staticmethod(actions.pre_check)
    form_class = Form
    title: object = _("附件预检")
    intro: object = _(
        "由系统读一遍已上传的 PDF 的文字，看章节、名称和代码、日期、签字盖章页。"
        "结果只是提示，不是审查意见，不影响提交和受理。文件多的要等一会儿。"
    )
    button: object = pgettext_lazy("verb", "开始预检")
    done: object = _("看完了，结果在下面。")

    def get_success_url(self) -> str:
        return self.address("check", self.object.pk)

    def get_cancel_url(self) -> str:
        return self.address("tasks", self.object.pk)
