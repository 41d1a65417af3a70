"""How the portal fares, and which of its addresses are everybody's."""

from envportal.operations.queries.health import AWAY, health, is_ready
from envportal.operations.queries.routes import Route, is_public, opened_by, public_routes, route_of

__all__ = ["AWAY", "Route", "health", "is_public", "is_ready", "opened_by", "public_routes", "route_of"]
