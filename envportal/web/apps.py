from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "envportal.web"
    label = "web"
