"""The door for a WSGI server: ``granian --interface wsgi rettvis.web.site.wsgi:application``."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rettvis.web.site.settings")

application = get_wsgi_application()

# What was loaded stays as long as the program runs: looking through it for what can be thrown away took a
# tenth of the time of a page. What a page leaves behind in circles is little, and waits a bit.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
