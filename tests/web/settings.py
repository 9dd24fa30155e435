"""The application's own settings, with what a test needs otherwise: quick passwords, no TLS."""

import os
import tempfile

os.environ.setdefault("RETTVIS_HOME", tempfile.gettempdir())
os.environ.setdefault("RETTVIS_SECRET_KEY", "only for tests " * 5)
os.environ.setdefault("RETTVIS_HOSTS", "testserver,localhost,127.0.0.1")
os.environ.pop("RETTVIS_DEMO", None)

from rettvis.web.site.settings import *  # noqa: F403 - the settings under test, once the environment is set

INSTALLED_APPS = [*INSTALLED_APPS, "tests.web.made_up"]  # noqa: F405
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as in use: a database in memory has one connection, and nobody saves at the same moment.
    DATABASES["default"]["TEST"] = {"NAME": f"{tempfile.gettempdir()}/rettvis-test-{os.getpid()}.sqlite3"}  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SECURE_SSL_REDIRECT = False
SECOND_FACTOR_REQUIRED = False  # the tests of the second factor turn it on
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
