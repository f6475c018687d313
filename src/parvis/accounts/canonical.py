"""One writing for each mailbox: one mailbox is one participant. Mail still goes to the address as typed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provider:
    """How a provider of mailboxes reads an address: its other domains, and the signs that it skips."""

    domain: str
    aliases: tuple[str, ...] = ()
    skipped: str = ""


# What each says in its help pages. A name is under all the aliases at once; a tag after `+` leads to the
# same mailbox.
PROVIDERS = (
    Provider("gmail.com", aliases=("googlemail.com",), skipped="."),
    Provider("proton.me", aliases=("protonmail.com", "protonmail.ch", "pm.me"), skipped=".-_"),
    Provider("icloud.com", aliases=("me.com", "mac.com")),
    Provider("fastmail.com"),
    *(Provider(f"{name}.{end}") for name in ("outlook", "hotmail", "live") for end in ("com", "fr", "be")),
    Provider("msn.com"),
)
BY_DOMAIN = {domain: provider for provider in PROVIDERS for domain in (provider.domain, *provider.aliases)}

# Domains under which people who do not know each other have mailboxes: many of them say nothing.
COMMON = frozenset(BY_DOMAIN) | frozenset(
    {
        *(
            "orange.fr",
            "wanadoo.fr",
            "free.fr",
            "sfr.fr",
            "neuf.fr",
            "laposte.net",
            "bbox.fr",
            "numericable.fr",
        ),
        *(
            "yahoo.fr",
            "yahoo.com",
            "ymail.com",
            "aol.com",
            "gmx.fr",
            "gmx.com",
            "gmx.net",
            "web.de",
            "mail.com",
        ),
        *(
            "tutanota.com",
            "tuta.com",
            "mailo.com",
            "netcourrier.com",
            "skynet.be",
            "bluewin.ch",
            "videotron.ca",
        ),
    }
)


def canonical(email: str) -> str:
    """The mailbox behind an address: no tag after `+`, no sign that its provider skips, one domain of it."""
    local, _, domain = email.strip().lower().rpartition("@")
    domain = domain_name(domain)
    provider = BY_DOMAIN.get(domain)
    kept = local.partition("+")[0]
    if provider is not None:
        kept = "".join(sign for sign in kept if sign not in provider.skipped)
        domain = provider.domain
    return f"{kept or local}@{domain}"


def domain_of(email: str) -> str:
    return domain_name(email.rpartition("@")[2])


def domain_name(domain: str) -> str:
    """Lower case, in the letters of the network (IDNA), without the dot of the root."""
    domain = domain.strip().lower().rstrip(".")
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return domain


def is_below(domain: str, parent: str) -> bool:
    """Whether `domain` is `parent` or below it, label by label: `notgmail.com` is not `gmail.com`."""
    labels, wanted = domain.split("."), parent.split(".")
    return labels[-len(wanted) :] == wanted


def is_certain(email: str) -> bool:
    """Whether its provider says that all the writings of this address lead to one mailbox."""
    return domain_of(email) in BY_DOMAIN
