"""A step: one POST, one rule, one action."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from envportal.audit import log
from envportal.refusals import NotYours, Refused
from envportal.web.views.forms import FormPage
from envportal.workdays import TermError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from django import forms
    from django.db.models import QuerySet


def key_of(request: HttpRequest) -> str:
    """The idempotency key of the form that was posted; a malformed one is replaced."""
    try:
        return str(UUID(request.POST.get("_key", "")))
    except ValueError:
        return str(uuid4())


class DoneMeanwhile(Exception):
    """The same form, posted at the same time, was acted on first."""


class StepView(FormPage):
    """Name a queryset, a rule, an action and the sentence that says it is done; the rest is the same for all steps.

    `rule(user, object)` answers False (403) or raises Refused; `action(pk, by=, at=, key=, **typed)` does the work.
    """

    queryset: QuerySet[Any] | Callable[[HttpRequest], QuerySet[Any]]
    rule: Callable[[Any, Any], object] | None = None
    action: Callable[..., Any]
    done: object = ""
    layout = "desk.html"
    pk_name = "pk"

    @cached_property
    def object(self) -> Any:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs[self.pk_name])

    def get_queryset(self) -> QuerySet[Any]:
        found = self.queryset
        return found(self.request) if callable(found) else found.all()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.check()
        except NotYours:
            raise
        except Refused as refused:
            return self.render_to_response(self.get_context_data(form=self.get_form(), refused=refused, shut=True))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_repeated():
            return self.first_result()
        return super().post(request, *args, **kwargs)

    def check(self) -> None:
        """403 where the rule says never for this person; what it refuses for now becomes a sentence on the page."""
        rule = type(self).rule
        if rule is not None and rule(self.request.user, self.object) is False:
            raise PermissionDenied

    def check_again(self) -> None:
        """What is refused because the other of two clicks has done it meanwhile is done, not refused."""
        try:
            self.check()
        except Refused as refused:
            if self.is_repeated():
                raise DoneMeanwhile from refused
            raise

    @cached_property
    def key(self) -> str:
        return key_of(self.request)

    def is_repeated(self) -> bool:
        event = log.already(self.key)
        return event is not None and event.actor_id == self.request.user.pk

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        try:
            self.check_again()
            self.result = self.act(**form.cleaned_data)
        except NotYours:
            raise
        except Refused as refused:
            return self.refuse(form, refused)
        except (TermError, OverflowError):
            return self.refuse(form, Refused(_("日期在可以计算的范围以外：只能算 2004 年到 2100 年，请核对。")))
        except (DoneMeanwhile, IntegrityError):
            # Two clicks at once: the other one wrote the key first.
            if self.is_repeated():
                return self.first_result()
            raise
        messages.success(self.request, str(self.get_done()))
        return HttpResponseRedirect(self.get_success_url())

    def act(self, **typed: Any) -> Any:
        action = type(self).action
        return action(self.object.pk, by=self.request.user, at=timezone.now(), key=self.key, **typed)

    def refuse(self, form: forms.BaseForm, refused: Refused) -> HttpResponse:
        """The page as it stands now, what was typed in it, and why it was not done."""
        self.__dict__.pop("object", None)
        return self.render_to_response(self.get_context_data(form=form, refused=refused), status=409)

    def first_result(self) -> HttpResponse:
        messages.info(self.request, _("这一步已经办过了，没有重复办理。"))
        return HttpResponseRedirect(self.get_success_url())

    def get_done(self) -> Any:
        return self.done

    def get_success_url(self) -> str:
        return str(self.success_url or self.request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"object": self.object, "step_key": str(uuid4()), **kwargs})


class VerbStep(StepView):
    """A step that is a verb of its room: asked for by that name, said in the room's words, then back to its object.

    `require(verb, user, object, on)` raises what is refused; `words` say each verb; `page` names the object's address.
    """

    verb = ""
    require: Callable[[str, Any, Any, date], object]
    words: Mapping[str, Any]
    page = ""
    done: object = _l("已登记。")

    def check(self) -> None:
        type(self).require(self.verb, self.request.user, self.object, timezone.localdate())

    def get_title(self) -> Any:
        return self.words[self.verb]

    def get_success_url(self) -> str:
        return reverse(self.page, args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_caption(self) -> Any:
        return self.object.case.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"caption": self.get_caption(), "button": self.get_title()}
        return super().get_context_data(**{**told, **kwargs})
