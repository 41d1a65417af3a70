"""What people see of this room."""

from django.urls import path

from envportal.operations import views

urlpatterns = [
    path("demo/", views.DemoLogins.as_view(), name="demo"),
    path("privacy/", views.Privacy.as_view(), name="privacy"),
    path("accessibility/", views.Accessibility.as_view(), name="accessibility"),
]
