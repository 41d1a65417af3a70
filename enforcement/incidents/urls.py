"""Addresses of this room."""

app_name = "incidents"

urlpatterns: list[object] = []
