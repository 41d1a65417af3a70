"""What was looked for in the words of a file before it goes out, once for the same bytes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PaperCheck(models.Model):
    """Numbers of people found in one file, masked, with their pages; and the pages without words to look in."""

    sha256 = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(_("检查时间"))
    pages = models.PositiveIntegerField(_("页数"), default=0)
    # Of each finding its page, what it is (a word of rules.papers.WORDS), and the masked number.
    found = models.JSONField(_("查到的"), default=list, blank=True)
    wordless = models.JSONField(_("没有文字的页"), default=list, blank=True)
    # Why the words of the file were not read, or not all of them; "" if they were.
    trouble = models.CharField(max_length=30, blank=True)

    def __str__(self) -> str:
        return self.sha256[:12]
