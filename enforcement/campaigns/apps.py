from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "enforcement.campaigns"
    label = "campaigns"
