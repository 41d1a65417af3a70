"""Addresses of environmental quality."""

from django.urls import path

from disclosure.quality.views.calculators import AirCalculator, WaterCalculator

app_name = "quality"
urlpatterns = [
    path("quality/aqi/", AirCalculator.as_view(), name="aqi"),
    path("quality/water-class/", WaterCalculator.as_view(), name="water_class"),
]
