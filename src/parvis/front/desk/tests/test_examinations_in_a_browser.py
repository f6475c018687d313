"""Examinations in a browser: read by everybody, narrow and wide; done on a phone."""

import pytest

from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.restitution.tests.factories import ExaminationFactory
from parvis.testing.browser import PHONE, axe_violations, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def looked_at(page, name: str) -> None:
    photograph(page, f"{name}-{page.viewport_size['width']}")
    assert (axe_violations(page), overflowing(page)) == ([], [])


def test_examinations_are_read_wide_and_narrow_and_done_on_a_phone(page_of, new_page, organiser, live_server):
    place, me = organiser.consultation, organiser.participant
    texts = ContributionFactory.create_batch(3, kind__consultation=place)
    other = TeamMemberFactory(consultation=place, role=Role.ANALYST).participant
    decided = ExaminationFactory(contribution=texts[0], decided=True, analyst=other)
    begun = ExaminationFactory(contribution=texts[1], late=True, analyst=me)
    waiting = ExaminationFactory(contribution=texts[2], analysed=True, analyst=other)

    for options in ({"size": PHONE}, {}):
        page = new_page(**options)
        page.goto(f"{live_server.url}/consultations/{place.slug}/examinations/")
        page.locator(".examined__more > summary").click()
        looked_at(page, "examinations")
        for number, held in enumerate((decided, begun)):
            page.goto(f"{live_server.url}/contributions/{held.contribution_id}/")
            looked_at(page, f"examined-{number}")

    desk = page_of(size=PHONE)
    base = f"{live_server.url}/desk/consultations/{place.pk}/examinations/"
    for number, name in enumerate(("", f"new/?text={texts[0].pk}", f"{begun.pk}/", f"{waiting.pk}/")):
        desk.goto(base + name)
        looked_at(desk, f"desk-examinations-{number}")
