from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "envportal.duties"
    label = "duties"
