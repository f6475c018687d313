"""What several people do in the same way, and where."""

import time

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from parvis.jobs.models import Mail
from tests.journeys.walker import Walker

MAIN, BRIDGE = "/consultations/mieux-se-deplacer/", "/consultations/nom-de-la-passerelle/"


def type_address(walker: Walker, email: str) -> None:
    walker.fill("Your e-mail address", email)
    walker.press("Receive my code")


def type_code(walker: Walker, code: str) -> None:
    """Digit by digit, without the space that the mail shows."""
    field = walker.main.get_by_label(walker.say("Code of 8 digits"), exact=True)
    field.clear()
    field.press_sequentially(code.replace(" ", ""))
    walker.press("Sign in")


def sign_in_at_the_desk(walker: Walker, email: str, *, never_came: bool = False) -> None:
    """For the first time at the desk: a code by mail, then an application as second factor."""
    walker.go("/desk/")
    type_address(walker, email)
    mail = Mail.objects.filter(recipient=email).latest("pk")
    type_code(walker, mail.subject[:9] if mail.subject[:1].isdigit() else mail.text[:9])
    if never_came:
        walker.follow("Skip this step")
    walker.follow("Use an application")
    secret = walker.main.locator("#totp-key").inner_text()
    walker.type(walker.main.get_by_role("textbox"), shown_by_an_application(secret))
    walker.press("Activate")
    walker.follow("I have kept them: continue")
    walker.page.wait_for_url("**/desk/")


def shown_by_an_application(secret: str) -> str:
    """The code of now; one that is about to change is let go, as anybody would."""
    period = app_settings.TOTP_PERIOD
    left = period - time.time() % period
    if left < 10:
        time.sleep(left)
    return format_hotp_value(hotp_value(secret, int(time.time()) // period))


def read_the_foot(walker: Walker) -> None:
    """Open each page about the site itself, by its link."""
    about = walker.page.get_by_role("navigation", name=walker.say("About this site"))
    titles = about.get_by_role("link").all_inner_texts()
    assert len(titles) == 5
    for title in titles:
        walker.follow(title, inside=walker.page.get_by_role("contentinfo"))
        assert walker.title() == title
        walker.photograph(f"{walker.page.url.rstrip('/').rpartition('/')[2]}-390")
