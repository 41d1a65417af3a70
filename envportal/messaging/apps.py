from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "envportal.messaging"
    label = "messaging"
