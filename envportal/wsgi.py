"""The portal for a WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

import envportal.celery  # noqa: F401  the portal's own Celery app must be current

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "envportal.settings")
application = get_wsgi_application()
