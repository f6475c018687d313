"""Who takes part, said from the desk: levels, trusted domains, codes sent by letter."""

import csv
import io
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.codes import read_code
from parvis.consultations.domain.use_code import use_code
from parvis.consultations.leaves import rules_of
from parvis.consultations.levels import level_in
from parvis.consultations.models import InvitationBatch, Rules, TrustedDomain
from parvis.consultations.tests.factories import KindFactory, PhaseActionFactory, PhaseFactory

pytestmark = pytest.mark.django_db
L1, L2, L3 = IdentityLevel.EMAIL, IdentityLevel.INVITED, IdentityLevel.STATE


def at(name: str, organiser, **numbers: int) -> str:
    return reverse(f"desk:{name}", kwargs={"pk": organiser.consultation.pk, **numbers})


def action_of(organiser, **phase):
    kind = KindFactory(consultation=organiser.consultation)
    return PhaseActionFactory(phase=PhaseFactory(consultation=organiser.consultation, **phase), kind=kind)


def test_an_act_to_come_asks_for_more(desk, organiser) -> None:
    action, client = action_of(organiser, future=True), desk(organiser.participant)
    page = client.get(at("identity", organiser)).content.decode()
    assert "nobody can have yet" not in page
    response = client.post(at("identity_levels", organiser), {f"level_{action.pk}": "2"})
    assert response.url == at("identity", organiser)
    action.refresh_from_db()
    assert action.minimum_level == L2
    assert "nobody can have yet" in client.get(response.url).content.decode()
    assert Rules.objects.latest("pk").text["phases"][0]["actions"][0]["level"] == 2


def test_an_act_that_is_open_keeps_what_it_asked_for(desk, organiser) -> None:
    action = action_of(organiser)
    desk(organiser.participant).post(at("identity_levels", organiser), {f"level_{action.pk}": "3"})
    action.refresh_from_db()
    assert action.minimum_level == L1


def test_a_level_that_is_none_is_refused(desk, organiser) -> None:
    action = action_of(organiser, future=True)
    response = desk(organiser.participant).post(at("identity_levels", organiser), {f"level_{action.pk}": "0"})
    assert response.status_code == 400
    action.refresh_from_db()
    assert action.minimum_level == L1


def test_domains_are_trusted_and_are_in_the_rules(desk, organiser) -> None:
    client = desk(organiser.participant)
    assert "domains" not in rules_of(organiser.consultation)
    client.post(at("identity_domains", organiser), {"domains": "univ-x.fr\n\n*.univ-y.fr\n"})
    assert rules_of(organiser.consultation)["domains"] == ["*.univ-y.fr", "univ-x.fr"]
    assert level_in(ParticipantFactory(email="a@univ-x.fr"), organiser.consultation) == L2


def test_a_domain_too_wide_comes_back_as_it_was_typed(desk, organiser) -> None:
    response = desk(organiser.participant).post(
        at("identity_domains", organiser), {"domains": "univ-x.fr\ngmail.com"}
    )
    page = response.content.decode()
    assert response.status_code == 400
    assert "Anybody may have an address at gmail.com" in page
    assert "univ-x.fr\ngmail.com</textarea>" in page
    assert not TrustedDomain.objects.exists()


def make(client, organiser, size: int = 3) -> InvitationBatch:
    client.post(at("add_batch", organiser), {"name": "North", "size": size})
    return InvitationBatch.objects.get()


def test_codes_are_taken_once_with_letters_ready_to_print(desk, organiser) -> None:
    client = desk(organiser.participant)
    batch = make(client, organiser)
    taken = client.post(at("give_codes", organiser, batch_pk=batch.pk))
    assert taken["Content-Type"] == "application/zip"
    assert "no-store" in taken["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(taken.content)) as folder:
        assert set(folder.namelist()) == {"codes.csv", "letters.html", "letters.css"}
        rows = list(csv.DictReader(io.StringIO(folder.read("codes.csv").decode())))
        letters = folder.read("letters.html").decode()
    assert len({read_code(row["code"]) for row in rows}) == 3
    assert [row["link"].partition("#")[2] for row in rows] == [row["code"] for row in rows]
    assert letters.count("<article>") == letters.count("<svg") == 3
    assert [row["code"] for row in rows if row["code"] not in letters] == []
    again = client.post(at("give_codes", organiser, batch_pk=batch.pk))
    assert again.url == at("batch", organiser, batch_pk=batch.pk)
    assert "Download the codes" not in client.get(again.url).content.decode()


def test_a_large_batch_is_a_table_alone(desk, organiser, monkeypatch) -> None:
    monkeypatch.setattr("parvis.consultations.letters.MOST_LETTERS", 2)
    client = desk(organiser.participant)
    taken = client.post(at("give_codes", organiser, batch_pk=make(client, organiser).pk))
    with zipfile.ZipFile(io.BytesIO(taken.content)) as folder:
        assert folder.namelist() == ["codes.csv"]


def test_how_many_were_used_is_told_and_never_by_whom(desk, organiser) -> None:
    client, person = desk(organiser.participant), ParticipantFactory(public_name="Zénobie")
    batch = make(client, organiser)
    taken = client.post(at("give_codes", organiser, batch_pk=batch.pk))
    with zipfile.ZipFile(io.BytesIO(taken.content)) as folder:
        code = folder.read("codes.csv").decode().splitlines()[1][:14]
    use_code(actor=person, consultation=organiser.consultation, text=code)
    page = client.get(at("batch", organiser, batch_pk=batch.pk)).content.decode()
    assert "<dd>1</dd><dt>used</dt>" in page
    assert "Zénobie" not in page
    assert code not in page


def test_a_batch_is_revoked_and_the_rules_say_so(desk, organiser) -> None:
    client = desk(organiser.participant)
    batch = make(client, organiser)
    client.post(at("revoke_batch", organiser, batch_pk=batch.pk), {"void": "on"})
    batch.refresh_from_db()
    assert (batch.is_void, batch.revoked_at <= timezone.now()) == (True, True)
    told = [rules.text["invitations"][0] for rules in Rules.objects.filter(version__gt=1)]
    assert [(one["codes"], one["is_revoked"], one["is_void"]) for one in told] == [
        (3, False, False),
        (3, True, True),
    ]


@pytest.mark.parametrize("size", ["", "0", "x", "100001"])
def test_a_batch_without_a_number_comes_back(desk, organiser, size) -> None:
    response = desk(organiser.participant).post(at("add_batch", organiser), {"name": "North", "size": size})
    assert response.status_code == 400
    assert 'value="North"' in response.content.decode()


def test_another_team_finds_nothing(desk, organiser) -> None:
    from parvis.consultations.tests.factories import TeamMemberFactory

    batch = make(desk(organiser.participant), organiser)
    stranger = desk(TeamMemberFactory(participant__language="en").participant)
    answers = [
        stranger.get(at("identity", organiser)),
        stranger.get(at("batch", organiser, batch_pk=batch.pk)),
        stranger.post(at("give_codes", organiser, batch_pk=batch.pk)),
        stranger.post(at("revoke_batch", organiser, batch_pk=batch.pk)),
    ]
    assert {answer.status_code for answer in answers} == {404}


def test_the_public_page_says_what_a_level_means(client, organiser) -> None:
    action = action_of(organiser, future=True)
    action.minimum_level = L2
    action.save()
    TrustedDomain.objects.create(consultation=organiser.consultation, pattern="univ-x.fr")
    page = client.get(f"/consultations/{organiser.consultation.slug}/").content.decode()
    assert "Une adresse électronique en univ-x.fr." in page
    assert f"{action.phase.title} (dépôt, ideas)" in page
    assert "J’ai reçu un code" not in page
    InvitationBatch.objects.create(consultation=organiser.consultation, name="North", size=1200)
    page = client.get(f"/consultations/{organiser.consultation.slug}/").content.decode()
    assert "(1 200 codes faits)" in page.replace("\u202f", " ").replace("\xa0", " ")
    assert "J’ai reçu un code" in page
