"""What anybody can send without an account: no cookie, no script, one page that shows number and code."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt

from disclosure.board import guards
from envportal.documents.rules import BadFile
from envportal.refusals import Refused
from envportal.web.forms import PostedForm
from envportal.web.views import FormPage
from envportal.web.views.pages import not_kept

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse


# Nothing is done in anybody's name, and the form carries a signed question of its own: there is nothing to forge.
@method_decorator(csrf_exempt, name="dispatch")
class Posted(FormPage):
    """A form of the public; its answer is the receipt itself, and sending it again shows the same receipt."""

    layout = "public.html"
    form_class: type[PostedForm] = PostedForm
    receipt_template = ""
    heading: object = ""  # of the receipt

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return not_kept(super().get(request, *args, **kwargs))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return not_kept(super().post(request, *args, **kwargs))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "at": timezone.now()}

    def form_valid(self, form: BaseForm) -> HttpResponse:
        assert isinstance(form, PostedForm)  # noqa: S101  form_class says so
        key = form.question.key
        try:
            made = self.take_in(form, key)
        except IntegrityError:  # two clicks at once: the other one wrote the key first
            made = self.by_key(key)
            if made is None:
                raise
        except BadFile as refused:
            form.add_error("file", str(refused))
            return self.form_invalid(form)
        except Refused as refused:
            status = 429 if isinstance(refused, guards.TooManyPosts) else 409
            return self.render_to_response(self.get_context_data(form=form, refused=refused), status=status)
        return self.receipt(made, key)

    @abstractmethod
    def take_in(self, form: Any, key: str) -> Any:
        """Do it, once for this key."""

    @abstractmethod
    def by_key(self, key: str) -> Any:
        """What the form with this key made, or None."""

    def receipt(self, made: Any, key: str) -> HttpResponse:
        self.template_name = self.receipt_template
        return self.render_to_response(super().get_context_data(title=self.heading, step_form=False,
                                                                **self.told(made, key)))  # fmt: skip

    @abstractmethod
    def told(self, made: Any, key: str) -> dict[str, Any]:
        """What the receipt shows of it."""
