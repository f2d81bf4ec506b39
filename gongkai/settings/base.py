"""Settings of a running gongkai. Everything that changes from place to place comes from the environment.

GONGKAI_DATA      folder of all state (database, uploads, site, keys); default ./data
GONGKAI_DATABASE  a postgresql://user:password@host:port/name address; default SQLite in the data folder
GONGKAI_BASE_URL  where the public folder is reached, e.g. https://www.example.gov.cn/zfxxgk/
GONGKAI_HOSTS     comma list of host names the back office answers to
GONGKAI_HTTPS     1 when the back office is reached over HTTPS only
GONGKAI_PROXIES   comma list of addresses of the reverse proxies in front, whose X-Forwarded-For is believed
GONGKAI_MAIL      the mail server for subscriptions, smtp://user:password@host:port?tls=1&from=address; default none
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from gongkai.settings.address import database_from
from gongkai.settings.mail import mail_from
from gongkai.settings.state import secret_key

DATA = Path(os.environ.get("GONGKAI_DATA", "data")).resolve()
PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = secret_key(DATA)
DEBUG = False
_hosts = os.environ.get("GONGKAI_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

TRUSTED_PROXIES = [one for one in os.environ.get("GONGKAI_PROXIES", "").split(",") if one]

INSTALLED_APPS = [
    "gongkai.trail",
    "gongkai.organs",
    "gongkai.disclosure",
    "gongkai.applications",
    "gongkai.reporting",
    "gongkai.portal",
    "gongkai.office",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "treebeard",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "gongkai.portal.doors.headers.PublicHeaders",
    "gongkai.portal.doors.bodies.BoundedBodies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "gongkai.urls"
WSGI_APPLICATION = "gongkai.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": database_from(os.environ.get("GONGKAI_DATABASE", ""), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "organs.Person"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
_https = os.environ.get("GONGKAI_HTTPS") == "1"
SESSION_COOKIE_SECURE = _https
CSRF_COOKIE_SECURE = _https
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "SAMEORIGIN"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
DATE_FORMAT = "Y-m-d"
DATETIME_FORMAT = "Y-m-d H:i"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "uploads"
MEDIA_URL = "/uploads/"  # never served: attachments reach the public only through the static publisher
SITE_ROOT = DATA / "site"
INDEX_ROOT = DATA / "index"  # derived from the records; `gongkai index` makes it anew
BASE_URL = os.environ.get("GONGKAI_BASE_URL", "http://127.0.0.1:8000/zfxxgk/").rstrip("/") + "/"
PUBLIC_PATH = urlsplit(BASE_URL).path  # of the public folder, beginning and ending with a slash
DOORS = "fuwu/"  # under it: what cannot be a file (search, counting, subscribing)
ALLOWED_HOSTS = [host for host in {*_hosts, urlsplit(BASE_URL).hostname or ""} if host]
CSRF_FAILURE_VIEW = "gongkai.portal.doors.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = ["{0.scheme}://{0.netloc}".format(urlsplit(BASE_URL))]
ATTACHMENT_LIMIT = 30 * 1024 * 1024  # bytes, one attachment
FILE_UPLOAD_HANDLERS = ["gongkai.office.uploads.BoundedUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # text of a form, not its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

_mail = mail_from(os.environ.get("GONGKAI_MAIL", ""))
MAIL_FROM = _mail.sender  # empty: no letters, and no e-mail form is offered
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL, EMAIL_TIMEOUT = _mail.starttls, _mail.ssl, 20  # seconds
DEFAULT_FROM_EMAIL = MAIL_FROM

WAGTAIL_SITE_NAME = "政府信息公开平台"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_I18N_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_ENABLE_UPDATE_CHECK = False  # government networks do not reach the internet
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILADMIN_USER_LOGIN_FORM = "gongkai.office.entering.EnteringForm"
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_USER_TIME_ZONES = ["Asia/Shanghai"]
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_AUTOSAVE_INTERVAL = 0  # a draft is an act with a name under it, not a side effect of typing
WAGTAIL_MODERATION_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TAGGIT_CASE_INSENSITIVE = True

SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"keys": {"()": "gongkai.settings.logkeys.KeysLeftOut"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["keys"]}},
    "loggers": {
        # What strangers ask for in vain is no fault of ours, and its address may hold somebody's link.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
