"""All settings, in one file. What differs between machines comes from the environment (see README)."""

from datetime import timedelta
from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.contrib.messages import constants as messages
from django.core.exceptions import ImproperlyConfigured
from environs import Env


BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()

# --- Where it runs -------------------------------------------------------------------------------
DEBUG = False
SECRET_KEY = env.str("SIG_SECRET_KEY")
ORIGIN = env.str("SIG_ORIGIN", "http://127.0.0.1:8000")
SECURE_ORIGIN = ORIGIN.startswith("https://")
ALLOWED_HOSTS = env.list("SIG_ALLOWED_HOSTS", ["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = [ORIGIN]
# Synthetic persons may be loaded only where this is said aloud.
DEMO = env.bool("SIG_DEMO", False)

# --- Database: web and workers connect as a role that owns nothing -------------------------------
# "central" is for the views of socialförvaltningen: a role that can't read a table with a person.
DATABASES = {
    "default": env.dj_db_url("DATABASE_URL"),
    "central": env.dj_db_url("DATABASE_CENTRAL_URL") | {"TEST": {"MIRROR": "default"}},
}
for database in DATABASES.values():
    database |= {
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 5,
            "options": "-c statement_timeout=10000 -c lock_timeout=5000 "
            "-c idle_in_transaction_session_timeout=30000",
            **database.get("OPTIONS", {}),  # such as sslmode, from the address
        },
    }
# The roles that migrations grant rights to; the addresses above sign in as them.
DATABASE_APP_ROLE = "sig_app"
DATABASE_CENTRAL_ROLE = "sig_central"
DATABASE_OWNER_URL = env.str("DATABASE_OWNER_URL", "")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Broker and cache: rate limits live in the cache, sessions in the database -------------------
REDIS_URL = env.str("REDIS_URL")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
}


def _broker(url: str) -> str:
    """kombu spells a unix socket its own way; a network address is the same in both."""
    if not url.startswith("unix://"):
        return url
    path, _, query = url.removeprefix("unix://").partition("?")
    return f"redis+socket://{path}?virtual_host={query.removeprefix('db=') or 0}"


CELERY_BROKER_URL = _broker(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1  # tasks take seconds: none waits behind another worker's
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Longer than any task, short enough that a killed worker's task is soon done by another.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 2,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = "Europe/Stockholm"
CELERY_BEAT_SCHEDULE = {
    "flag-overdue-meetings": {
        "task": "meetings.tasks.flag_overdue_everywhere",
        "schedule": crontab(hour=6, minute=0),
    },
    "list-the-week": {
        "task": "meetings.tasks.list_week_everywhere",
        "schedule": crontab(hour=6, minute=30),
    },
    "count-assessments": {
        "task": "followup.tasks.count_everywhere",
        "schedule": crontab(hour=4, minute=0),
    },
    "release-tables": {
        "task": "followup.tasks.release_tables",
        "schedule": crontab(hour=5, minute=0),
    },
    "tell-of-what-is-new": {
        "task": "sig.tasks.tell_everybody",
        "schedule": crontab(hour="6-17", minute=40),
    },
    "tend-jobs": {
        "task": "organisation.tasks.tend_jobs",
        "schedule": crontab(minute="*/5"),
    },
    "carry-out-successions": {
        "task": "organisation.tasks.carry_out_successions",
        "schedule": crontab(minute=5),
    },
    "erase-imports": {
        "task": "cases.tasks.erase_imports",
        "schedule": crontab(minute=20),
    },
}
# How long the files of a finished job can be fetched; then their bytes are erased.
JOB_FILES_KEPT = timedelta(days=env.int("SIG_JOB_FILES_DAYS", 7))
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# --- Mail: that there is something to do, and not a word more. Without an address none is sent -----
MAIL = env.dj_email_url("SIG_EMAIL_URL", "dummy:")
EMAIL_BACKEND = MAIL["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = MAIL["EMAIL_HOST"] or "", MAIL["EMAIL_PORT"] or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL["EMAIL_HOST_USER"], MAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = MAIL["EMAIL_USE_TLS"]
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("SIG_EMAIL_FROM", "ingen-svarar@localhost")
if EMAIL_HOST not in ("", "localhost", "127.0.0.1") and not EMAIL_USE_TLS:
    raise ImproperlyConfigured("SIG_EMAIL_URL must be submission://…: no mail leaves unencrypted.")

# --- Statistics: no figure smaller than this leaves a stadsdel or is shown to the city (R44) -------
SMALL_CELL_THRESHOLD = env.int("SIG_SMALL_CELLS", 5)
# --- The manager's overview: S20 asks for "frequent" reconciliation and a "fair" load, without figures.
# Eight weeks are two intervals of meetings: something has happened in every case (R60: the load) -------
RECONCILIATION_WEEKS = env.int("SIG_RECONCILIATION_WEEKS", 8)
CASES_PER_LOTS = env.int("SIG_CASES_PER_LOTS", 10)
# --- Cooperation: when a deviation is the styrgrupp's, and when the year's checklist is to be signed -
DEVIATION_DAYS = env.int("SIG_DEVIATION_DAYS", 60)
CHECKLIST_MONTH, CHECKLIST_DAY = env.list("SIG_CHECKLIST_DUE", [12, 1], subcast=int)

# --- Apps, in the order of the house: what stands lower imports nothing above it ------------------
INSTALLED_APPS = [
    "sig",
    "followup",
    "meetings",
    "plans",
    "consent",
    "cases",
    "organisation",
    "audit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "guardian",
    "pgtrigger",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "sig.lib.http.NoStoreMiddleware",
    "sig.lib.http.SignedOutMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "organisation.middleware.DistrictContextMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "sig.urls"
WSGI_APPLICATION = "sig.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sig.context.shell",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
# Bootstrap's own names for the notices that the shell shows.
MESSAGE_TAGS = {messages.DEBUG: "secondary", messages.ERROR: "danger"}

# --- Who signs in ----------------------------------------------------------------------------------
AUTH_USER_MODEL = "organisation.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None  # guardian: nobody has rights without signing in
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "organisation.adapter.StaffAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
# Five wrong tries from one address against one name, then a wait; the cache keeps the count.
# Behind the proxy the visitor's address is the last that the proxy has added.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SECURE_ORIGIN else 0
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_day"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

# --- Sessions, cookies, headers --------------------------------------------------------------------
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 30 * 60  # idle for half an hour, then sign in again
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_ORIGIN
SESSION_COOKIE_NAME = "__Host-session" if SECURE_ORIGIN else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE_ORIGIN else "csrf"
CSRF_COOKIE_HTTPONLY = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_ORIGIN else None
SECURE_SSL_REDIRECT = SECURE_ORIGIN
SECURE_HSTS_SECONDS = 63072000 if SECURE_ORIGIN else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_ORIGIN
SECURE_REFERRER_POLICY = "same-origin"  # not no-referrer: the CSRF check needs the origin
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap draws its tick marks as data: pictures
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_HANDLERS = ["sig.lib.uploads.CappedUploadHandler"]

# --- Static files ----------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "static_collected"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Language and time: one of each ----------------------------------------------------------------
LANGUAGE_CODE = "sv"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"

# --- Logs: what happened, never to whom ------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
