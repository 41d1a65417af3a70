from django.apps import AppConfig


class RatingsConfig(AppConfig):
    name = "envportal.ratings"
    label = "ratings"
