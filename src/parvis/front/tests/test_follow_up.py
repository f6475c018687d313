"""The follow-up of a consultation, from what was promised at its start to what became of it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from parvis.conduct.models import FinalDecision
from parvis.conduct.tests.factories import AttestationFactory
from parvis.consultations.domain.tell_rules import tell_rules
from parvis.consultations.enums import Source
from parvis.consultations.models import Rules
from parvis.consultations.tests.factories import PhaseFactory, TeamMemberFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.moderation.models import AppealPromise
from parvis.pages.tests.factories import ResourceFactory
from parvis.restitution.domain.snapshot import take_snapshot
from parvis.restitution.enums import AnswerStatus
from parvis.restitution.tests.factories import AnswerFactory, SynthesisFactory

pytestmark = pytest.mark.django_db


def address(consultation):
    return f"/consultations/{consultation.slug}/follow-up/"


def view(client, consultation):
    return client.get(address(consultation)).context["view"]


def test_an_empty_one_says_what_will_be_there(client, consultation):
    page = client.get(address(consultation)).content.decode()
    assert "Rien n’a été promis." in page
    assert "Personne n’a encore participé." in page
    assert "Rien n’est encore publié" in page
    assert "Mot du commanditaire" not in page
    assert page.count("<h1") == 1


def test_promises_are_those_of_the_first_public_rules(client, consultation, phase):
    consultation.use_of_contributions = "<p>Chaque idée est lue.</p>"
    consultation.answer_due, consultation.answer_in_charge = date(2026, 5, 4), "La maire"
    consultation.save()
    tell_rules(consultation=consultation)
    consultation.use_of_contributions = "<p>Presque chaque idée est lue.</p>"
    consultation.answer_due = date(2026, 6, 5)
    consultation.save()
    tell_rules(consultation=consultation)

    promised = view(client, consultation).promised

    assert promised.use == "<p>Chaque idée est lue.</p>"
    assert promised.lines == [
        "Une réponse au plus tard le 4 mai 2026\u00a0; chargé ou chargée de la réponse\u00a0: La maire.",
    ]
    assert promised.since == consultation.rules.first().made_at
    assert promised.changed.use == "<p>Presque chaque idée est lue.</p>"
    assert promised.changed.dropped == promised.lines
    assert promised.changed.added == [promised.lines[0].replace("4 mai", "5 juin")]


def test_what_changed_after_the_first_rules_is_told_apart(client, consultation, phase, kind):
    votes = phase.actions.filter(verb="vote")
    votes.update(ballot_threshold=500)
    next_one = PhaseFactory(
        consultation=consultation, title="Le vote", future=True, source=Source.BEST, source_phase=phase,
        source_count=10, position=9,
    )  # fmt: skip
    moment = timezone.now() - timedelta(hours=1)
    before = AttestationFactory(consultation=consultation, rule="C14", made_at=moment)
    tell_rules(consultation=consultation)
    Rules.objects.filter(consultation=consultation).update(made_at=moment)
    votes.update(ballot_threshold=900)
    type(next_one).objects.filter(pk=next_one.pk).update(source_count=5)
    tell_rules(consultation=consultation)
    later = moment + timedelta(minutes=1)
    AppealPromise.objects.create(consultation=consultation, days=5, made_at=later)
    after = AttestationFactory(consultation=consultation, rule="C13", made_at=later)

    found = client.get(address(consultation))
    promised, page = found.context["view"].promised, found.content.decode()

    assert promised.lines == [
        "Les 10 premières de «\u00a0Vos idées\u00a0» passent à «\u00a0Le vote\u00a0».",
        "Ideas\u00a0: ce que 500 personnes soutiennent est pris en charge.",
    ]
    assert promised.changed.dropped == promised.lines
    assert [one.attestation for one in promised.declared] == [before]
    assert [one.attestation for one in promised.changed.declared] == [after]
    assert "Ce qui a changé depuis" in page
    assert "Les 5 premières de" in page
    assert "ce que 900 personnes soutiennent" in page
    assert promised.changed.added[2:] == ["Un recours contre la modération est jugé en 5 jours ouvrés."]


def test_what_the_software_holds_of_promises_is_there_too(client, consultation, phase, kind):
    phase.actions.filter(verb="vote").update(ballot_threshold=500)
    PhaseFactory(
        consultation=consultation, title="Le vote", future=True, source=Source.BEST, source_phase=phase,
        source_count=10, position=9,
    )  # fmt: skip
    AppealPromise.objects.create(consultation=consultation, days=5, made_at=timezone.now())
    attestation = AttestationFactory(consultation=consultation, rule="C14")

    promised = view(client, consultation).promised

    assert promised.lines == [
        "Les 10 premières de «\u00a0Vos idées\u00a0» passent à «\u00a0Le vote\u00a0».",
        "Ideas\u00a0: ce que 500 personnes soutiennent est pris en charge.",
        "Un recours contre la modération est jugé en 5 jours ouvrés.",
    ]
    assert [(one.rule.code, one.attestation) for one in promised.declared] == [("C14", attestation)]


def test_what_came_out_and_what_became_of_it(client, consultation, kind, phase):
    first, second, hidden = ContributionFactory.create_batch(3, kind=kind, phase=phase)
    AnswerFactory(contribution=first, status=AnswerStatus.STUDIED)
    AnswerFactory(contribution=first, status=AnswerStatus.KEPT)
    AnswerFactory(contribution=second, status=AnswerStatus.NOT_KEPT)
    AnswerFactory(contribution=hidden, status=AnswerStatus.KEPT)
    type(hidden).objects.filter(pk=hidden.pk).update(state="hidden")
    SynthesisFactory(consultation=consultation, summary="Des bancs, d’abord.")
    FinalDecision.objects.create(
        consultation=consultation,
        taken_on=date(2026, 7, 1),
        title="Dix bancs",
        text="Parce que.",
        signature="La maire",
    )
    take_snapshot(consultation=consultation)

    response = client.get(address(consultation))

    found, page = response.context["view"], response.content.decode()
    assert found.fates == [("Retenue", 1), ("Non retenue", 1)]
    assert "Des bancs, d’abord." in page
    assert "Dix bancs" in page
    assert "2 personnes ont participé" in page


def test_the_word_of_the_sponsor_and_the_annexes(client, consultation):
    consultation.sponsor_word, consultation.sponsor = "<p>Merci à toutes et à tous.</p>", "La maire"
    consultation.scale, consultation.way = "local", "both"
    consultation.save()
    ResourceFactory(parent=consultation, title="Le diagnostic")

    page = client.get(address(consultation)).content.decode()

    for said in ("Merci à toutes et à tous.", "La maire", "Le diagnostic", "En ligne et sur place", "Locale"):
        assert said in page


def test_a_draft_is_for_its_team(client, consultation):
    type(consultation).objects.filter(pk=consultation.pk).update(live=False)
    assert client.get(address(consultation)).status_code == 404
    client.force_login(TeamMemberFactory(consultation=consultation).participant)
    assert client.get(address(consultation)).status_code == 200


def test_the_page_of_the_consultation_leads_to_it(client, consultation):
    assert address(consultation) in client.get(f"/consultations/{consultation.slug}/").content.decode()


def test_it_costs_the_same_with_one_text_or_three(client, consultation, kind, phase, cost):
    AnswerFactory(contribution=ContributionFactory(kind=kind, phase=phase))
    PhaseFactory(consultation=consultation, past=True)
    one = cost(client, address(consultation))
    for text in ContributionFactory.create_batch(2, kind=kind, phase=phase):
        AnswerFactory(contribution=text)
    PhaseFactory(consultation=consultation, ends_at=timezone.now() + timedelta(days=3))
    assert cost(client, address(consultation)) == one
