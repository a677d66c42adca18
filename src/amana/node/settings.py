"""Django settings of a node. What an operator may change stands in `AMANA_HOME/node.toml` and in the environment."""

import os
from pathlib import Path

from amana.kernel.locale.languages import LANGUAGES  # noqa: F401 - read by Django
from amana.kernel.ui.csp import CONTENT_SECURITY_POLICY  # noqa: F401 - read by django-csp
from amana.node.databases import database
from amana.node.home import home
from amana.node.profiles import apps, parse

NODE = home()
PROFILES = parse(NODE.profile)
AMANA_HOME: Path = NODE.path
PACKAGE = Path(__file__).resolve().parent.parent

DEBUG = False
SECRET_KEY = os.environ.get("AMANA_SECRET_KEY", "")
SECRET_FILE = AMANA_HOME / "secret_key"
if not SECRET_KEY:
    # A process that only inspects the code (type checker, migration writer) gets a key of its own, which opens nothing.
    SECRET_KEY = SECRET_FILE.read_text(encoding="ascii").strip() if SECRET_FILE.is_file() else os.urandom(32).hex()

ALLOWED_HOSTS = list(NODE.hosts)
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in NODE.hosts] if NODE.https else []

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "amana.kernel.ui",
    "amana.kernel.locale",
    "amana.kernel.organisations",
    "amana.kernel.accounts",
    "amana.kernel.files",
    "amana.kernel.sealed",
    "amana.kernel.audit",
    "amana.kernel.access",
    "amana.kernel.vocabulary",
    "amana.kernel.jobs",
    "amana.kernel.imports",
    "amana.kernel.api",
    *apps(PROFILES),
    "amana.desks.guardian",
    "amana.node",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "amana.node.middleware.RequestLog",
    "amana.contexts.exchange.door.middleware.WithoutSession",  # other nodes are no users: no session, no header of theirs counts
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "amana.kernel.ui.middleware.PageHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "amana.kernel.locale.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "amana.kernel.accounts.middleware.SessionLimits",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "amana.kernel.accounts.middleware.SecondFactor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "amana.kernel.ui.middleware.Refusals",  # before the access: an error is shown to the access first, which leads to choosing a purpose
    "amana.kernel.access.middleware.AccessMiddleware",
]

ROOT_URLCONF = "amana.node.urls"
WSGI_APPLICATION = "amana.node.wsgi.application"
FORM_RENDERER = "amana.kernel.ui.forms.PageFormRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "amana.kernel.ui.context.page",
            ],
        },
    }
]

DATABASES = {"default": database(NODE.database_url, AMANA_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "node_cache"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "amana.kernel.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Lockout per name and per address (ASVS 5.0 V6.3.1): five wrong tries lock a name for five minutes.
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,5/5m/key", "login": "60/m/ip"}
MFA_ADAPTER = "amana.kernel.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Amana"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not NODE.https
USERSESSIONS_TRACK_ACTIVITY = True

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_SECURE = NODE.https
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_HTTPONLY = True
SESSION_IDLE_SECONDS = 15 * 60  # ASVS 5.0 V7.3.1: idle limit
SESSION_ABSOLUTE_SECONDS = 8 * 3600  # ASVS 5.0 V7.3.2: absolute limit, one working day
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS
CSRF_COOKIE_SECURE = NODE.https
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
# What an error report may show of local variables: nothing.
DEFAULT_EXCEPTION_REPORTER_FILTER = "amana.kernel.sealed.error_pages.WithoutValues"
CSRF_FAILURE_VIEW = "amana.kernel.ui.errors.csrf_failure"
SECURE_HSTS_SECONDS = 31_536_000 if NODE.https else 0
SECURE_SSL_REDIRECT = False  # TLS ends at the proxy on the same host
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if NODE.https else None
SECURE_REFERRER_POLICY = "same-origin"  # without a referrer browsers send no origin, and forms are refused
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "en"
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("AMANA_TIME_ZONE") or NODE.time_zone

STATIC_URL = "/static/"
STATIC_ROOT = AMANA_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_ROOT.is_dir()
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not STATIC_ROOT.is_dir()
FILE_UPLOAD_HANDLERS = [  # nothing of an upload touches the disk in the clear
    "amana.kernel.uploads.SealedUploads",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

LOGGING_CONFIG: None = None  # `node/logs.py` sets up structured logs when a command starts
SILENCED_SYSTEM_CHECKS: list[str] = []
NODE_TITLE = NODE.name  # shown at the top of every page
