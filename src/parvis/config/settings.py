"""The one settings file: everything that varies comes from the environment.

Each variable is documented in `docs/reference/settings.md`; a test holds the two together.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from parvis.config.address import read_address
from parvis.config.deployment import read_instances_key
from parvis.config.headers import of_static_file
from parvis.config.logs import logging_settings
from parvis.config.tiles import read_tiles

env = environ.Env()

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(env.str("PARVIS_HOME", default=str(Path.cwd() / "var"))).resolve()

DEBUG = env.bool("PARVIS_DEBUG", default=False)
PARVIS_DEMO = env.bool("PARVIS_DEMO", default=False)
SECRET_KEY = env.str("PARVIS_SECRET_KEY", default="")
if not SECRET_KEY:
    from parvis.config.secret import read_or_make_secret

    SECRET_KEY = read_or_make_secret(HOME)

_address = read_address(env.str("PARVIS_ADDRESS", default="http://127.0.0.1:8000"))
_secure = _address.is_secure
PARVIS_ADDRESS = _address.origin
ALLOWED_HOSTS = [_address.host, "127.0.0.1", "localhost", "[::1]", *env.list("PARVIS_HOSTS", default=[])]
CSRF_TRUSTED_ORIGINS = [PARVIS_ADDRESS, *env.list("PARVIS_TRUSTED_ORIGINS", default=[])]
# How many proxies of ours stand in front: only then is what they forward believed.
_proxies = env.int("PARVIS_PROXIES", default=0)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _proxies else None

INSTALLED_APPS = [
    "parvis.config",
    "parvis.demonstration",
    "parvis.front",
    "parvis.minutes",
    "parvis.quality",
    "parvis.conduct",
    "parvis.following",
    "parvis.field",
    "parvis.paper",
    "parvis.opendata",
    "parvis.draws",
    "parvis.panel",
    "parvis.restitution",
    "parvis.understanding",
    "parvis.moderation",
    "parvis.room",
    "parvis.gatherings",
    "parvis.texts",
    "parvis.debate",
    "parvis.ballots",
    "parvis.contributions",
    "parvis.organisations",
    "parvis.learning",
    "parvis.portal",
    "parvis.commissions",
    "parvis.consultations",
    "parvis.availability",
    "parvis.pages",
    "parvis.accounts",
    "parvis.ledger",
    "parvis.ui",
    "parvis.jobs",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "procrastinate.contrib.django",
    "django_htmx",
    "lucide",
    "template_partials",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "parvis.config.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "parvis.front.kiosk.KioskMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "parvis.config.bodies.BodyMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "parvis.accounts.middleware.StaffSecondFactorMiddleware",
    "parvis.accounts.middleware.DeskPolicyMiddleware",
    "parvis.front.desk.middleware.DeskObjectsMiddleware",
    "parvis.front.trial.TrialMiddleware",
]

ROOT_URLCONF = "parvis.config.urls"
WSGI_APPLICATION = "parvis.config.wsgi.application"

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
                "parvis.config.context.site",
            ],
        },
    },
]
FORM_RENDERER = "parvis.ui.forms.Renderer"

DATABASES = {
    "default": {
        **env.db("DATABASE_URL", default="postgres://parvis@127.0.0.1:5432/parvis"),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }
}

# Tries of a second factor are counted in one cache for all processes; page fragments do with one for each.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "parvis_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "fragments"},
    # Answers of the API, in the memory of each process: 32 MB at most, since none is longer than 64 kB.
    "api": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "api",
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}

AUTH_USER_MODEL = "accounts.Participant"
AUTHENTICATION_BACKENDS = ["parvis.accounts.backend.SessionBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]

ACCOUNT_ADAPTER = "parvis.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# Codes are ours (accounts/domain/request_code.py): they are kept hashed, and tries are counted under a lock.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
# Sign-in codes that the whole site mails in an hour; the other limits are in accounts/limits.py.
PARVIS_CODES_PER_HOUR = env.int("PARVIS_CODES_PER_HOUR", default=5000)
# Networks where many people share one address (a hall, a school), and domains of mail that are no surprise.
PARVIS_OPEN_NETWORKS = env.list("PARVIS_OPEN_NETWORKS", default=[])
PARVIS_KNOWN_DOMAINS = env.list("PARVIS_KNOWN_DOMAINS", default=[])
# Who else may say who somebody is; see accounts/providers.py. Nothing is shown without an identifier.
PARVIS_FRANCECONNECT_ID = env.str("PARVIS_FRANCECONNECT_ID", default="")
PARVIS_FRANCECONNECT_SECRET = env.str("PARVIS_FRANCECONNECT_SECRET", default="")
PARVIS_FRANCECONNECT_ISSUER = env.str(
    "PARVIS_FRANCECONNECT_ISSUER", default="https://oidc.franceconnect.gouv.fr/api/v2"
)
PARVIS_FRANCECONNECT_ACR = env.str("PARVIS_FRANCECONNECT_ACR", default="eidas1")
PARVIS_OIDC_ISSUER = env.str("PARVIS_OIDC_ISSUER", default="")
PARVIS_OIDC_ID = env.str("PARVIS_OIDC_ID", default="")
PARVIS_OIDC_SECRET = env.str("PARVIS_OIDC_SECRET", default="")
PARVIS_OIDC_NAME = env.str("PARVIS_OIDC_NAME", default="")
PARVIS_OIDC_LEVEL = env.int("PARVIS_OIDC_LEVEL", default=2)
# What hides who people are there, and invitation codes: it outlives the secret key.
PARVIS_IDENTITY_SECRET = env.str("PARVIS_IDENTITY_SECRET", default="") or SECRET_KEY
# Behind a proxy, people are told apart by X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = _proxies
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Parvis"
MFA_FORMS = {
    "add_webauthn": "parvis.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "parvis.accounts.forms.RenamePasskeyForm",
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _secure
USERSESSIONS_TRACK_ACTIVITY = False

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = _secure
CSRF_COOKIE_SECURE = _secure
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if _secure else 0
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "worker-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
# The editor of Wagtail needs inline scripts and styles: it alone gets this policy (see DeskPolicyMiddleware).
DESK_CONTENT_SECURITY_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, "'unsafe-inline'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "frame-ancestors": [SELF],
}

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
TIME_ZONE = env.str("PARVIS_TIME_ZONE", default="Europe/Paris")
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_ADD_HEADERS_FUNCTION = of_static_file
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_URL = "/media/"
MEDIA_ROOT = HOME / "media"
# Complete archives of open data, which a view alone reads, and under which licence they are.
ARCHIVES_ROOT = HOME / "open-data"
PARVIS_DATA_LICENCE = env.str("PARVIS_DATA_LICENCE", default="")
# The heaviest photo or document that people may join to an answer.
PARVIS_FILE_MEGABYTES = max(1, min(env.int("PARVIS_FILE_MEGABYTES", default=10), 20))
# Of files that wait for visitors to sign in, all together.
PARVIS_VISITORS_MEGABYTES = max(0, env.int("PARVIS_VISITORS_MEGABYTES", default=2000))
# To which contributions are written: with + and the name of the consultation in its page before the @.
PARVIS_MAIL_ADDRESS = env.str("PARVIS_MAIL_ADDRESS", default="")

# With which another site, such as the State's portal, asks for consultations here.
PARVIS_INSTANCES_KEY = read_instances_key(env.str("PARVIS_INSTANCES_KEY", default=""))

# The ground of maps: tiles that browsers ask of this server, of which the pages with a map alone know.
PARVIS_TILES_CREDIT = env.str("PARVIS_TILES_CREDIT", default="")
PARVIS_TILES = read_tiles(env.str("PARVIS_TILES", default=""), PARVIS_TILES_CREDIT)

# Every mail goes through the transactional outbox, whose worker uses the transport below.
EMAIL_BACKEND = "parvis.jobs.mail.OutboxBackend"
PARVIS_MAIL_TRANSPORT = env.email_url("PARVIS_MAIL_URL", default="consolemail://")
MAIL_FOOT = "parvis.ledger.domain.mark.mail_foot"
# At what hour, in the zone of the site, the mails of the day leave.
PARVIS_DIGEST_HOUR = env.int("PARVIS_DIGEST_HOUR", default=7) % 24
# How many copies of the letters of organisers leave in a minute, at most.
PARVIS_LETTERS_PER_MINUTE = max(1, env.int("PARVIS_LETTERS_PER_MINUTE", default=600))
DEFAULT_FROM_EMAIL = env.str("PARVIS_MAIL_FROM", default="Parvis <parvis@localhost>")

# Where the web server of this machine is found by its jobs; `parvis serve` says it.
PARVIS_BESIDE = env.str("PARVIS_BESIDE", default="")
# Names of this network to which requests may go, of all those that lead inside it.
PARVIS_OUTBOUND_INSIDE = env.list("PARVIS_OUTBOUND_INSIDE", default=[])
# A language model that may propose words for findings: its address, its key, its name. Off without them.
PARVIS_MODEL_ADDRESS = env.str("PARVIS_MODEL_ADDRESS", default="")
PARVIS_MODEL_KEY = env.str("PARVIS_MODEL_KEY", default="")
PARVIS_MODEL_NAME = env.str("PARVIS_MODEL_NAME", default="")

# The public log: its name in all that it signs, the places that keep its checkpoints, its private keys.
PARVIS_LEDGER_NAME = env.str("PARVIS_LEDGER_NAME", default="") or f"{_address.host}/log"
PARVIS_LEDGER_PUSH = env.list("PARVIS_LEDGER_PUSH", default=[])
LEDGER_KEYS = HOME / "ledger-keys"

# A workflow ends in a publication that asks no rule of good consultation.
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_SITE_NAME = "Parvis"
WAGTAILADMIN_BASE_URL = PARVIS_ADDRESS
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# An address is changed by a code sent to it, never by a form of the desk.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAILADMIN_LOGIN_URL = "/account/login/"
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {
            "features": ["h2", "h3", "bold", "italic", "ul", "ol", "link", "document-link", "blockquote"]
        },
    }
}
# Never by the address of the file: whoever asks for a document must be allowed to read its collection.
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
# Always a file to keep, never a page that opens inside the site.
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
WAGTAILDOCS_DOCUMENT_FORM_BASE = "parvis.pages.upload_forms.DocumentForm"
WAGTAILIMAGES_IMAGE_FORM_BASE = "parvis.pages.upload_forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 20_000_000
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "mp4", "odt", "ods", "pdf", "txt", "vtt", "webm", "xlsx"]
WAGTAILDOCS_CONTENT_TYPES = {"mp4": "video/mp4", "vtt": "text/vtt", "webm": "video/webm"}
# A video is a link: the site asks nothing of those that show one.
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# Not ours to say: subdomains and preload lists are their owner's, and the reverse proxy leads to https.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LOGGING = logging_settings(
    env.str("PARVIS_LOG_LEVEL", default="INFO"), as_json=env.bool("PARVIS_LOG_JSON", default=False)
)
