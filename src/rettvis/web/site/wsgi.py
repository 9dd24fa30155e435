"""The door for a WSGI server: ``granian --interface wsgi rettvis.web.site.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rettvis.web.site.settings")

application = get_wsgi_application()
