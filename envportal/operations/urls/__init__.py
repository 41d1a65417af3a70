"""What machines call, across all rooms."""

from django.urls import path

from envportal.operations import views
from envportal.operations.api import api
from envportal.operations.views import found

urlpatterns = [
    path("healthz", views.healthz),
    path("readyz", views.readyz),
    path("robots.txt", found.robots, name="robots"),
    path(".well-known/security.txt", found.security, name="security"),
    path("sitemap.xml", found.sitemap, name="sitemap"),
    path("sitemap/pages.xml", found.sitemap_pages, name="sitemap_pages"),
    path("sitemap/<slug:name>/<int:part>.xml", found.sitemap_part, name="sitemap_part"),
    path("api/v1/", api.urls),
]
