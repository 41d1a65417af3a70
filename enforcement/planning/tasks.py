"""Celery only says "look": which plans wait, their rows say."""

import logging

from celery import shared_task
from django.utils import timezone

from enforcement.planning import actions
from enforcement.planning.rules import solver

logger = logging.getLogger(__name__)


@shared_task(name="planning.carry_on")
def carry_on() -> None:
    """Compute every plan that waits; one a killed worker left is taken up again, one that fails holds up none."""
    for pk in actions.waiting(at=timezone.now()):
        try:
            actions.compute(pk, solve=solver.solve, clock=timezone.now)
        except Exception:
            logger.exception("Plan %s failed.", pk)
