"""The pieces every page is made of."""

from envportal.web.views.forms import FormPage
from envportal.web.views.lists import Column, InMemory, ListPage, Sortable
from envportal.web.views.pages import Page, PagePart, permission
from envportal.web.views.steps import StepView, VerbStep, key_of
from envportal.web.views.typed import keep_typed, take_typed

__all__ = [
    "Column", "FormPage", "InMemory", "ListPage", "Page", "PagePart", "Sortable", "StepView", "VerbStep", "keep_typed",
    "key_of", "permission", "take_typed",
]  # fmt: skip
