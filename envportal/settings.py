"""Settings: embedded by default (SQLite, files, one machine), services when the environment names them."""

import sys
from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)
# Embedded: no database server was named, so everything lives in VAR_DIR on this machine.
EMBEDDED = not env("DATABASE_URL", default="")


def _embedded_secret() -> str:
    """The secret of an embedded portal: made once, readable by its owner only."""
    if not EMBEDDED:
        raise ImproperlyConfigured("Set SECRET_KEY: a portal on a database server has no default secret.")
    path = VAR_DIR / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key())
    return path.read_text()


SECRET_KEY = env("SECRET_KEY", default="") or _embedded_secret()
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# Demo logins show one-time codes; only ever on a loopback address.
DEMO = env.bool("DEMO", default=False)

# Our own rooms, from the ground up.
ROOMS = [
    "envportal.audit", "envportal.web", "envportal.accounts", "envportal.cases", "envportal.deadlines",
    "envportal.documents", "envportal.duties", "envportal.ratings", "envportal.messaging", "disclosure.board",
    "disclosure.imports", "disclosure.participation", "disclosure.performance", "disclosure.quality",
    "disclosure.requests", "disclosure.runs",
    "envportal.supervision", "approvals.quotas", "approvals.zones", "approvals.access", "approvals.meetings",
    "approvals.green", "approvals.departments", "approvals.experts", "approvals.prereview", "approvals.questions",
    "approvals.appointments", "approvals.aftercare", "approvals.applications", "enforcement.monitoring",
    "enforcement.orders", "enforcement.inspections", "enforcement.planning", "enforcement.campaigns",
    "enforcement.petitions", "enforcement.fees", "enforcement.incidents",
    "envportal.operations",
]  # fmt: skip
INSTALLED_APPS = [
    *ROOMS,
    "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages",
    "django.contrib.staticfiles", "django.forms", "allauth", "allauth.account", "allauth.mfa", "axes", "csp",
    "django_htmx", "ninja",
]  # fmt: skip

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "envportal.web.middleware.KeepPrivate",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "envportal.accounts.middleware.SessionLimits",
    "envportal.web.middleware.KeysThatCanBe",
    "envportal.accounts.middleware.DefaultDeny",
    "envportal.documents.middleware.UploadsStandIn",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "envportal.urls"
WSGI_APPLICATION = "envportal.wsgi.application"
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
                "envportal.web.views.frame.frame",
            ],
            "builtins": ["envportal.deadlines.templatetags.clocks"],
        },
    },
]

# DATABASE -----------------------------------------------------------------
# SQLite opens write transactions with BEGIN IMMEDIATE: deferred ones meet "database is locked" under load.
SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": str(VAR_DIR / "portal.sqlite3"),
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    },
    # Opening the file anew for every page costs more than most pages.
    "CONN_MAX_AGE": 60,
}
DATABASES = {"default": SQLITE if EMBEDDED else env.db("DATABASE_URL")}
if not EMBEDDED:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", default="")
# Wrong passwords and codes are counted in the database: Redis may be emptied. What it holds is a hint.
COUNTERS = {"LOCATION": "accounts_counter", "OPTIONS": {"MAX_ENTRIES": 100_000}}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", **COUNTERS},
    "hints": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(VAR_DIR / "cache")},
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# CELERY -------------------------------------------------------------------
CELERY_TIMEZONE = "UTC"
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
else:
    _in, _done = str(VAR_DIR / "broker" / "in"), str(VAR_DIR / "broker" / "processed")
    for _folder in (_in, _done):
        Path(_folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_URL = "filesystem://localhost"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": _in, "data_folder_out": _in, "processed_folder": _done, "store_processed": False,
        "control_folder": str(VAR_DIR / "broker" / "control"),
    }  # fmt: skip

# LANGUAGE AND TIME ----------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("中文")), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "envportal" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# ACCOUNTS -------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "envportal.accounts.rules.passwords.ProfileValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email", "phone")},
    },
]
QUERY_CODE_HASHER = "scrypt"  # cheaper than a password's: anybody may ask on the public page
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
PASSWORD_RESET_TIMEOUT = 60 * 60

# Five wrong passwords from one address for one login name: fifteen minutes' rest. Kept in the database.
AXES_FAILURE_LIMIT, AXES_COOLOFF_TIME = 5, timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS, AXES_VERBOSE = True, False
AXES_USERNAME_FORM_FIELD = "login"
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_HTTP_RESPONSE_CODE = 429
# How many proxies of our own stand before the portal; a client's address is read past them, never from a header alone.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
AXES_CLIENT_IP_CALLABLE = "allauth.core.internal.httpkit.get_client_ip"

ACCOUNT_ADAPTER = "envportal.accounts.views.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PRESERVE_USERNAME_CASING = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = ACCOUNT_EMAIL_NOTIFICATIONS = ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_USER_DISPLAY = str
# A soft limit on one name from everywhere; the hard one is the lock above.
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip,50/15m/key"}
ACCOUNT_FORMS = {
    "login": "envportal.accounts.forms.LoginForm",
    "change_password": "envportal.accounts.forms.ChangePasswordForm",
    "reset_password": "envportal.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "envportal.accounts.forms.NewPasswordForm",
    "reauthenticate": "envportal.accounts.forms.PasswordAgainForm",
}
MFA_ADAPTER = "envportal.accounts.views.adapter.SecondFactorAdapter"
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = env("MFA_TOTP_ISSUER", default="生态环境政务门户")
MFA_FORMS = {
    "authenticate": "envportal.accounts.forms.CodeForm",
    "reauthenticate": "envportal.accounts.forms.CodeAgainForm",
    "activate_totp": "envportal.accounts.forms.EnrolForm",
}

# PAGES ------------------------------------------------------------------------
FORM_RENDERER = "envportal.web.forms.Renderer"
# The bureau whose name stands on public pages; staff and applicants see their own bureau's.
BUREAU_MODEL = "accounts.Bureau"
HOME_BUREAU = env("HOME_BUREAU", default="")
# Terms of use and a licence of the bureau's own choice, and how many days the nightly files are kept.
OPEN_DATA_TERMS, OPEN_DATA_LICENCE_URL = env("OPEN_DATA_TERMS", default=""), env("OPEN_DATA_LICENCE_URL", default="")
OPEN_DATA_DAYS = env.int("OPEN_DATA_DAYS", default=30)
# Who is told of a weakness of the portal (RFC 9116), e.g. mailto:security@bureau.example; empty: nobody is named.
SECURITY_CONTACT = env("SECURITY_CONTACT", default="")
# 网站标识码, ICP 备案号, 公安备案号 at the foot of public pages; what is left empty is not printed.
SITE_CODE, SITE_ICP, SITE_POLICE = (env(name, default="") for name in ("SITE_CODE", "SITE_ICP", "SITE_POLICE"))
LOGIN_URL, LOGOUT_URL = "/accounts/login/", "/accounts/logout/"
CSRF_FAILURE_VIEW = "envportal.web.views.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# HEADERS ----------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# An embedded portal is spoken to in plain HTTP on one machine; one with services stands behind TLS.
TESTING = "pytest" in sys.modules
HTTPS = env.bool("HTTPS", default=not (EMBEDDED or TESTING))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]

# STATIC AND FILES -------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
# Compressing takes a minute or two and gains nothing on one machine.
MANIFEST_STORAGE = (
    "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    if EMBEDDED
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
# Hashed names once `collectstatic` has written its list; before that, and in tests, files as they lie in static/.
HASHED = (STATIC_ROOT / "staticfiles.json").exists() and not TESTING
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": MANIFEST_STORAGE
        if HASHED or "collectstatic" in sys.argv
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not HASHED
MEDIA_ROOT = VAR_DIR / "files"
# The largest file in pieces, and in one form (nginx: client_max_body_size); refused if less than this stays free.
UPLOAD_MAX_MB, UPLOAD_FORM_MAX_MB = env.int("UPLOAD_MAX_MB", default=1024), env.int("UPLOAD_FORM_MAX_MB", default=100)
UPLOAD_RESERVE_MB = env.int("UPLOAD_RESERVE_MB", default=200)
UPLOAD_PIECE_KB = 4096
# The virus scanner, e.g. tcp:127.0.0.1:3310 or unix:/run/clamav/clamd.ctl; empty: files are marked as not scanned.
CLAMD = env("CLAMD", default="")
# Behind nginx: the internal location that serves MEDIA_ROOT, e.g. "/stored/"; empty: Python sends files itself.
X_ACCEL = env("X_ACCEL", default="")
# The bureau's own licensed fonts as files, e.g. body=/fonts/FangSong.ttf,title=/fonts/XiaoBiaoSong.ttf.
LETTER_FONTS = env.dict("LETTER_FONTS", default={})

# MAIL -------------------------------------------------------------------------
if env("EMAIL_URL", default=""):
    vars().update(env.email("EMAIL_URL"))
else:
    EMAIL_BACKEND, EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="portal@localhost")
EMAIL_TIMEOUT = 10
# Where people reach the portal; e-mails lead there.
PORTAL_URL = env("PORTAL_URL", default="http://127.0.0.1:8000").rstrip("/")
