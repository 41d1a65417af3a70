from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "envportal.supervision"
    label = "supervision"
