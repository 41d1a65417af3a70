"""The address of the calculator."""

from django.urls import path

from envportal.deadlines.views import Calculator

app_name = "deadlines"
urlpatterns = [path("calculator/", Calculator.as_view(), name="calculator")]
