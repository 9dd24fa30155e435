"""Django's settings. What differs between installations is read from the environment."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_noop

from rettvis.rulekit.wording import LANGUAGES as LANGUAGE_CODES
from rettvis.web.site.settings.environment import database, read_environment

ENVIRONMENT = read_environment()
WEB = Path(__file__).parent.parent.parent

SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = False
DEMO = ENVIRONMENT.demo
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "rettvis.web.access",
    "rettvis.web.pages",
    "rettvis.web.routines",
    "rettvis.web.second_factor",
    "rettvis.web.application",
    "rettvis.web.assessment",
    "rettvis.web.calculation",
    "rettvis.web.conditions",
    "rettvis.web.reasons",
    "rettvis.web.decision",
    "rettvis.web.correspondence",
    "rettvis.web.documents",
    "rettvis.web.review",
    "rettvis.web.handling",
    "rettvis.web.delivery",
    "rettvis.web.hourbank",
    "rettvis.web.timesheets",
    "rettvis.web.invoices",
    "rettvis.web.follow_up",
    "rettvis.web.simulation",
    "rettvis.web.supplement",
    "rettvis.web.start_up",
    "rettvis.web.statistics",
    "rettvis.web.worklist",
    "rettvis.web.operations",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "rettvis.web.pages.policy.SettledPolicy",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "rettvis.web.pages.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "rettvis.web.access.reader.ReaderMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "rettvis.web.pages.middleware.never_stored",
    "rettvis.web.documents.receiving.within_limits",
    "rettvis.web.access.sessions.SessionEndMiddleware",
    "rettvis.web.second_factor.middleware.SecondFactorMiddleware",
    "rettvis.web.access.middleware.GateMiddleware",
]

ROOT_URLCONF = "rettvis.web.site.urls"
WSGI_APPLICATION = "rettvis.web.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "rettvis.web.pages.languages.Templates",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "rettvis.web.pages.engine.environment",
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "rettvis.web.pages.context.page",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.Jinja2"

DATABASES = {"default": database(ENVIRONMENT.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Who is logged in.
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["rettvis.web.access.quick.Backend"]
SESSION_ENGINE = "rettvis.web.access.quick"
LOGIN_URL = "login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "rettvis.web.access.passwords.LongEnough"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# A log-in ends when nothing is done for a while, and at the latest when a working day is over.
SESSION_COOKIE_AGE = ENVIRONMENT.session_hours * 60 * 60
SESSION_IDLE_SECONDS = ENVIRONMENT.idle_minutes * 60
SECOND_FACTOR_REQUIRED = ENVIRONMENT.second_factor_required
ENCRYPTION_KEY = ENVIRONMENT.encryption_key
PROXIES = ENVIRONMENT.proxies
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = not DEMO
CSRF_COOKIE_SECURE = not DEMO
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "rettvis.web.pages.errors.forged"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = not DEMO
# What watches the service asks from the machine itself, and learns nothing but whether all is well.
SECURE_REDIRECT_EXEMPT = [r"^helse/$"]
SECURE_HSTS_SECONDS = 0 if DEMO else 365 * 24 * 60 * 60
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        # The design system's icons are masks written as data addresses in its style sheet.
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# A day clock or a long conversation note fits in 2 MB; a 50 MB form does not.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Files: cut off at 20 MB, held without a name until they are judged, and kept outside what is served.
FILE_UPLOAD_HANDLERS = ["rettvis.web.documents.receiving.CappedHandler"]
DATA_UPLOAD_MAX_NUMBER_FILES = 10
DOCUMENTS = ENVIRONMENT.home / "documents"
INVOICE_FOLDER = ENVIRONMENT.invoice_folder
START_UP = ENVIRONMENT.home / "start_up"
"""A municipality's own steps of start-up: ``<number>.toml``."""

# What must happen although nobody has a page open is queued in the database, with the rows it is about.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

LANGUAGE_CODE = "nb"
LANGUAGES = [
    (code, {"nb": gettext_noop("Bokmål"), "nn": gettext_noop("Nynorsk"), "en": gettext_noop("English")}[code])
    for code in LANGUAGE_CODES
]
LANGUAGE_COOKIE_NAME = "rettvis_language"
LOCALE_PATHS = [WEB.parent / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Oslo"

STATIC_URL = "/static/"
STATICFILES_DIRS = [WEB / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 24 * 60 * 60

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "rettvis.web.pages.log_lines.JsonLines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", **({} if DEMO else {"formatter": "json"})}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A stranger's address is hers, and what she asked for is nothing of ours.
    "loggers": {"django.security.DisallowedHost": {"handlers": [], "propagate": False}},
}
