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
