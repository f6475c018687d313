"""What several people do in the same way, and where."""

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


def read_the_foot(walker: Walker) -> None:
    """Open each page about the site itself, by its link."""
    links = walker.page.get_by_role("contentinfo").get_by_role("navigation").get_by_role("link")
    titles = links.all_inner_texts()
    assert len(titles) == 4
    for title in titles:
        walker.follow(title, inside=walker.page.get_by_role("contentinfo"))
        assert walker.title() == title
        walker.photograph(f"{walker.page.url.rstrip('/').rpartition('/')[2]}-390")
