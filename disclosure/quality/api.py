"""The calculators of environmental quality at their addresses: what the commands answer, by GET."""

from ninja import Router

router = Router(tags=["compute"])
