from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "envportal.deadlines"
    label = "deadlines"
