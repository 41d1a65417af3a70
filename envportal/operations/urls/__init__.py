"""What machines call, across all rooms."""

from django.urls import path

from envportal.operations import views
from envportal.operations.api import api

urlpatterns = [
    path("healthz", views.healthz),
    path("readyz", views.readyz),
    path("api/v1/", api.urls),
]
