"""Types of what the portal uses of django-fsm-2, so that a transition keeps the signature of its method."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ParamSpec, TypeVar

from django.db import models

P = ParamSpec("P")
R = TypeVar("R")

class TransitionNotAllowed(Exception): ...

class Transition:
    name: str
    source: str
    target: str | None
    custom: dict[str, Any]

class FSMField(models.CharField[str, str]):
    def __init__(self, *args: Any, protected: bool = False, **kwargs: Any) -> None: ...

def transition(
    field: FSMField | str,
    source: str | Iterable[str] = "*",
    target: str | None = None,
    on_error: str | None = None,
    conditions: Sequence[Callable[[Any], bool]] = (),
    permission: str | Callable[..., bool] | None = None,
    custom: dict[str, Any] | None = None,
) -> Callable[[Callable[P, R]], Callable[P, R]]: ...
def can_proceed(bound_method: Callable[..., object], check_conditions: bool = True) -> bool: ...
