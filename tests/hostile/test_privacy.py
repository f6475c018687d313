"""H31, H36, H37, H39: what the site knows of somebody, who sees it, and how it goes away."""

import io
import json
import re
import zipfile
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from psycopg import sql

from parvis.accounts import tasks as accounts
from parvis.accounts.domain.name import rename
from parvis.accounts.enums import IdentityLevel, Purpose
from parvis.accounts.models import Consent, InactivityNotice, Participant, SignInCode
from parvis.accounts.tests.factories import ParticipantFactory, StaffFactory
from parvis.ballots.domain.cast import cast
from parvis.ballots.models import Vote
from parvis.conduct.tasks import forget_evaluations, forget_refused_instances, forget_remarks_of_trials
from parvis.consultations.pseudonyms import pseudonym
from parvis.consultations.tasks import forget_invitations_to_teams
from parvis.consultations.tests.factories import ConsultationFactory, PhaseActionFactory
from parvis.contributions import leaves
from parvis.contributions.domain.revise import revise
from parvis.contributions.domain.submit import submit
from parvis.contributions.domain.withdraw import withdraw
from parvis.contributions.models import Contribution
from parvis.contributions.tasks import forget_coauthor_invitations, forget_drafts, forget_files
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.models import Argument
from parvis.debate.tests.factories import ArgumentFactory, SupportFactory, open_debate
from parvis.draws.tasks import forget_names
from parvis.field.tasks import forget_old_entries
from parvis.following.domain.follow import follow, unfollow
from parvis.following.models import Subscription
from parvis.following.queries import subject_of
from parvis.following.tasks import forget_letters
from parvis.front import tasks as front
from parvis.front.composition.leaving import leave
from parvis.front.composition.my_data import READ, parts
from parvis.front.composition.my_data_left_out import LEFT_OUT
from parvis.gatherings.tasks import forget_registrations
from parvis.jobs.models import Forgetting, Mail
from parvis.jobs.tasks import clean_the_outbox
from parvis.jobs.tests.factories import MailFactory
from parvis.ledger.domain.sequence import sequence
from parvis.ledger.models import Leaf
from parvis.merkle.commitments import commit
from parvis.minutes.tasks import forget_names_of_corrections
from parvis.moderation.enums import Reason
from parvis.moderation.tasks import (
    forget_addresses_of_reporters,
    forget_looks_of_moderators,
    forget_texts_of_guests,
)
from parvis.opendata.tasks import erase_expired_tokens, erase_unused_sheets
from parvis.opendata.tests.town import Town, export, found_town, said_in, verified
from parvis.organisations.tasks import forget_organisation_invitations
from parvis.pages.domain.lay_footer import lay_footer
from parvis.pages.erasing import rules
from parvis.pages.processing import PROCESSING, as_markdown
from parvis.pages.tests.factories import home_page
from parvis.panel.tasks import forget_descriptions
from parvis.paper.tasks import forget_old_scans, forget_old_typings, forget_unconfirmed_mails
from parvis.room.tasks import forget_devices_of_rooms

pytestmark = pytest.mark.django_db
PHONE = "Appelez-moi au 06 12 34 56 78"
HOME = "12 rue <b>x</b>, 75002 Paris"


@pytest.fixture
def person() -> Participant:
    return ParticipantFactory(language="fr")


@pytest.fixture
def mine(client: Client, person: Participant) -> Client:
    client.force_login(person)
    return client


# H31: what is personal is shown before it is sent.


def test_h31_an_argument_with_a_telephone_number_is_shown_before_it_is_sent(mine: Client) -> None:
    item = open_debate()
    address, typed = reverse("debate:argue", args=[item.pk]), {"side": "for", "text": PHONE}
    page = mine.post(address, typed).content.decode()
    assert Argument.objects.count() == 0
    assert "<mark>06 12 34 56 78</mark>" in page
    assert PHONE in page
    mine.post(address, {**typed, "anyway": "1"})
    assert Argument.objects.get().text == PHONE


def test_h31_so_is_a_reply(mine: Client) -> None:
    parent = ArgumentFactory(contribution=open_debate(), text="Oui.")
    address = reverse("debate:reply", args=[parent.pk])
    assert "<mark>06 12 34 56 78</mark>" in mine.post(address, {"text": PHONE}).content.decode()
    mine.post(address, {"text": PHONE, "anyway": "1"})
    assert parent.replies.get().text == PHONE


def test_h31_the_preview_of_a_contribution_marks_the_passage(mine: Client) -> None:
    action = PhaseActionFactory()
    address = reverse("contributions:submit", args=[action.pk])
    form = mine.get(address).content.decode()
    key = re.search(r'name="key" value="([^"]+)"', form)[1]
    typed = {"title": "Écrire à <b>a@b.fr</b>", "text": f"<i>Bonjour</i>\n\n{HOME}\n\n{PHONE}", "key": key}
    page = mine.post(address, {**typed, "step": "preview"}).content.decode()
    assert "<p>Appelez-moi au <mark>06 12 34 56 78</mark></p>" in page
    assert "&lt;b&gt;<mark>a@b.fr</mark>&lt;/b&gt;" in page
    assert "<mark>12 rue &lt;b&gt;x&lt;/b&gt;, 75002 Paris</mark>" in page
    assert [tag for tag in ("<i>Bonjour", "<b>x</b>", "<b>a@") if tag in page] == []
    mine.post(address, {**typed, "step": "publish"})
    assert Contribution.objects.get().text.endswith(PHONE)


def test_h31_so_does_a_revision(mine: Client, person: Participant) -> None:
    item = open_deposit(person)
    address = reverse("contributions:revise", args=[item.pk])
    typed = {"title": "Un banc", "text": PHONE}
    assert "<mark>06 12 34 56 78</mark>" in mine.post(address, typed).content.decode()
    item.refresh_from_db()
    assert item.text != PHONE
    mine.post(address, {**typed, "anyway": "1"})
    item.refresh_from_db()
    assert item.text == PHONE


def test_h31_a_text_without_anything_personal_goes_at_once(mine: Client) -> None:
    item = open_debate()
    text = "Le budget est de 1 000 000 000 €, article L. 123-4."
    mine.post(reverse("debate:argue", args=[item.pk]), {"side": "for", "text": text})
    assert Argument.objects.get().text == text


def test_h31_somebody_whose_name_was_taken_can_say_so() -> None:
    assert {Reason.MISATTRIBUTED, Reason.PERSONAL_DATA} <= set(Reason)


# The export of one's data, and H39.


def open_deposit(author: Participant, **fields: Any) -> Contribution:
    action = PhaseActionFactory()
    return ContributionFactory(kind=action.kind, phase=action.phase, author=author, **fields)


def downloaded(client: Client) -> zipfile.ZipFile:
    answer = client.get(reverse("front:my_data_file"))
    assert answer.status_code == 200
    assert "no-store" in answer.headers.get("Cache-Control", "")
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_my_data_holds_everything_of_mine_and_nothing_of_others(mine: Client, person: Participant) -> None:
    item = open_deposit(person, title="Mon titre", text="Mon premier texte.")
    revise(actor=person, contribution=item, title="Mon titre", text="=Mon second texte.")
    ArgumentFactory(contribution=item, author=person, text="Mon argument.")
    SupportFactory(argument=ArgumentFactory(contribution=item, text="Le leur."), participant=person)
    follow(actor=person, subject=subject_of(person, "consultation", item.consultation_id))
    MailFactory(recipient=person.email, subject="À moi")
    MailFactory(subject="À eux")
    SignInCode.objects.create(email=person.email, code_hash="x" * 64, language="fr")
    UserSession.objects.create(user=person, session_key="k" * 32, ip="192.0.2.7", user_agent="Firefox")
    with downloaded(mine) as pack:
        data = json.loads(pack.read("my-data.json"))["data"]
        page, table = pack.read("index.html").decode(), pack.read("contributions.csv").decode()
    assert data["account"][0]["email"] == person.email
    assert [row["text"] for row in data["contributions"]] == ["=Mon second texte."]
    assert [row["text"] for row in data["versions"]] == ["Mon premier texte."]
    assert [row["text"] for row in data["arguments"]] == ["Mon argument."]
    assert [row["is_given"] for row in data["consents"]] == [True]
    assert [row["subject"] for row in data["mails"]] == ["À moi"]
    assert (len(data["supports"]), len(data["follows"]), len(data["codes"])) == (1, 1, 1)
    assert "192.0.2.7" in [row["ip"] for row in data["sessions"]]
    assert "Mon argument." in page
    assert "'=Mon second texte." in table
    whole = json.dumps(data)
    assert "Le leur." not in whole
    assert "xxxxxxxx" not in whole


def test_every_trace_of_a_participant_is_exported_or_left_out_for_a_reason() -> None:
    """A new relation to participants must be read by a part of the export, or say why not."""
    related = {
        (field.related_model._meta.label, field.field.name)
        for field in Participant._meta.get_fields(include_hidden=True)
        if field.auto_created and not field.concrete
    }
    assert set(READ).isdisjoint(LEFT_OUT)
    assert related == set(READ) | set(LEFT_OUT)
    assert all(LEFT_OUT.values())
    names = [part.name for part in parts()]
    assert len(names) == len(set(names))


def test_every_part_can_be_read(person: Participant) -> None:
    for part in parts():
        assert list(part.rows(person)) == [] or part.name == "account"


def test_h39_there_is_no_link_to_somebody_s_data(mine: Client, person: Participant) -> None:
    """The address is the same for everybody, and gives each their own, while they are signed in."""
    address = reverse("front:my_data_file")
    assert Client().get(address).url.startswith(reverse("account_login"))
    other = Client()
    other.force_login(ParticipantFactory(public_name="Quelqu'un d'autre"))
    with downloaded(mine) as own, downloaded(other) as theirs:
        assert json.loads(own.read("my-data.json"))["data"]["account"][0]["id"] == person.pk
        assert json.loads(theirs.read("my-data.json"))["data"]["account"][0]["id"] != person.pk
    mine.post(reverse("account_logout"))
    assert mine.get(address).status_code == 302


def test_h39_a_session_that_is_over_opens_nothing(mine: Client) -> None:
    session = mine.session
    session.set_expiry(-1)
    session.save()
    assert mine.get(reverse("front:my_data_file")).status_code == 302


def test_h39_a_member_of_a_team_shows_the_second_factor_first(client: Client) -> None:
    client.force_login(StaffFactory())
    assert client.get(reverse("front:my_data_file")).status_code == 302


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_file_is_only_read(mine: Client, method: str) -> None:
    assert getattr(mine, method)(reverse("front:my_data_file")).status_code == 405


# Consent.


def test_each_agreement_is_kept_with_its_date_and_none_is_changed(person: Participant) -> None:
    consultation = ConsultationFactory()
    subject = subject_of(person, "consultation", consultation.pk)
    start = partial(follow, actor=person, subject=subject)
    end = partial(unfollow, actor=person, sort=subject.sort, pk=subject.pk)
    for act in (start, start, end, end, start):
        act()
    said = Consent.objects.filter(participant=person).order_by("pk")
    assert [(row.purpose, row.about, row.is_given) for row in said] == [
        (Purpose.NEWS, f"c{consultation.pk}", given) for given in (True, False, True)
    ]


def test_what_i_agreed_to_is_shown_and_withdrawn_in_my_space(mine: Client, person: Participant) -> None:
    consultation = ConsultationFactory(title="Les rues")
    follow(actor=person, subject=subject_of(person, "consultation", consultation.pk))
    page = mine.get(reverse("front:my_data")).content.decode()
    assert "Les rues" in page
    action = reverse("following:unfollow", args=["consultation", consultation.pk])
    assert f'action="{action}"' in page
    mine.post(action, {"next": reverse("front:my_data")})
    assert not Subscription.objects.exists()
    assert action not in mine.get(reverse("front:my_data")).content.decode()


# Retention.


def away(days: float, **fields: Any) -> Participant:
    then = timezone.now() - timedelta(days=days)
    person = ParticipantFactory(last_login=then, confirmed_at=then, **fields)
    Participant.objects.filter(pk=person.pk).update(created_at=then)
    return person


def a_night() -> None:
    accounts.look_after_unused_accounts(timestamp=0)
    front.erase_inactive_accounts(timestamp=0)


def test_somebody_away_for_two_years_is_told_a_month_before_then_erased() -> None:
    recent, long_ago, staff = away(690), away(701), away(2000, is_staff=True)
    a_night()
    a_night()
    assert [mail.recipient for mail in Mail.objects.all()] == [long_ago.email]
    assert reverse("account_login") in Mail.objects.get().text
    long_ago.refresh_from_db()
    assert long_ago.erased_at is None
    InactivityNotice.objects.update(sent_at=timezone.now() - timedelta(days=31))
    Participant.objects.filter(pk=long_ago.pk).update(last_login=timezone.now() - timedelta(days=732))
    a_night()
    for one in (recent, long_ago, staff):
        one.refresh_from_db()
    assert [one.erased_at is None for one in (recent, long_ago, staff)] == [True, False, True]
    assert long_ago.email is None


def test_somebody_who_came_back_is_kept_and_would_be_told_again() -> None:
    back = away(1)
    InactivityNotice.objects.create(participant=back, sent_at=timezone.now() - timedelta(days=40))
    a_night()
    back.refresh_from_db()
    assert (back.erased_at, Mail.objects.count()) == (None, 0)
    Participant.objects.filter(pk=back.pk).update(last_login=timezone.now() - timedelta(days=710))
    InactivityNotice.objects.update(sent_at=timezone.now() - timedelta(days=750))
    a_night()
    back.refresh_from_db()
    assert (back.erased_at, Mail.objects.count()) == (None, 1)


def test_a_notice_of_another_time_erases_nobody() -> None:
    """Told three years ago, back since, away for two years again, and not told again yet."""
    person = away(740)
    InactivityNotice.objects.create(participant=person, sent_at=timezone.now() - timedelta(days=1100))
    front.erase_inactive_accounts(timestamp=0)
    person.refresh_from_db()
    assert person.erased_at is None


def test_an_address_that_nobody_confirmed_is_forgotten_after_a_week() -> None:
    old = timezone.now() - timedelta(days=8)
    unused, invited, fresh = (
        ParticipantFactory(confirmed_at=None, last_login=None),
        StaffFactory(confirmed_at=None, last_login=None),
        ParticipantFactory(confirmed_at=None, last_login=None),
    )
    Participant.objects.filter(pk__in=[unused.pk, invited.pk]).update(created_at=old)
    imported = ParticipantFactory(email=None, confirmed_at=None)
    Participant.objects.filter(pk=imported.pk).update(created_at=old)
    a_night()
    assert set(Participant.objects.values_list("pk", flat=True)) == {invited.pk, fresh.pk, imported.pk}
    assert Forgetting.objects.get(rule="unconfirmed").rows == 1


def test_each_rule_says_when_it_ran_and_what_it_erased() -> None:
    old = timezone.now() - timedelta(days=400)
    SignInCode.objects.create(email="a@example.org", code_hash="x", language="fr")
    SignInCode.objects.update(created_at=old)
    accounts.forget_sign_in_codes(timestamp=0)
    assert Forgetting.objects.get(rule="codes").rows == 1
    accounts.forget_sign_in_codes(timestamp=0)
    told = Forgetting.objects.get(rule="codes")
    assert told.rows == 0
    assert timezone.now() - told.ran_at < timedelta(minutes=1)


def test_every_job_by_the_clock_that_erases_is_in_the_table() -> None:
    call_every_night()
    assert {rule.name for rule in rules()} == set(Forgetting.objects.values_list("rule", flat=True))


def call_every_night() -> None:
    accounts.forget_sign_in_codes(timestamp=0)
    accounts.forget_what_expired(timestamp=0)
    clean_the_outbox(timestamp=0)
    forget_drafts(timestamp=0)
    forget_files(timestamp=0)
    forget_texts_of_guests(timestamp=0)
    forget_addresses_of_reporters(timestamp=0)
    forget_looks_of_moderators(timestamp=0)
    forget_coauthor_invitations(timestamp=0)
    forget_organisation_invitations(timestamp=0)
    erase_unused_sheets(timestamp=0)
    erase_expired_tokens(timestamp=0)
    forget_refused_instances(timestamp=0)
    forget_evaluations(timestamp=0)
    forget_letters(timestamp=0)
    forget_invitations_to_teams(timestamp=0)
    forget_descriptions(timestamp=0)
    forget_names(timestamp=0)
    forget_remarks_of_trials(timestamp=0)
    forget_names_of_corrections(timestamp=0)
    forget_registrations(timestamp=0)
    forget_devices_of_rooms(timestamp=0)
    forget_unconfirmed_mails(timestamp=0)
    forget_old_typings(timestamp=0)
    forget_old_scans(timestamp=0)
    forget_old_entries(timestamp=0)
    a_night()


def test_the_record_of_processing_of_the_documentation_is_that_of_the_code() -> None:
    """When it is not: `.venv/bin/python tools/write_privacy.py`."""
    page = (Path(__file__).parents[2] / "docs" / "reference" / "privacy.md").read_text()
    assert page.split("<!-- from the code -->\n")[1].split("\n<!-- end -->")[0] == as_markdown()


def test_the_personal_data_page_says_when_data_was_last_erased(client: Client) -> None:
    lay_footer(home=home_page())
    accounts.forget_sign_in_codes(timestamp=0)
    page = client.get("/donnees-personnelles/").content.decode()
    for one in PROCESSING:
        assert escape(str(one.purpose)) in page
    assert page.count("Pas encore appliquée.") == len(rules()) - 1
    assert "0 ligne" in page
    assert "Pas encore appliquée." not in client.get("/mentions-legales/").content.decode()


# H36: erasure.

SECRET = "Zanzibar"


def whole_database() -> str:
    """Every row of every table, in words, and the lines of the log as they are."""
    with connection.cursor() as cursor:
        words = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(sql.SQL("SELECT t::text FROM {} AS t").format(sql.Identifier(table)))
            words += [row for (row,) in cursor.fetchall()]
    return "\n".join([*words, *(bytes(leaf.data).decode() for leaf in Leaf.objects.all())])


def write_as(author: Participant, town: Town, title: str) -> Contribution:
    return submit(
        actor=author,
        action=town.deposit,
        title=title,
        text=f"{title}.",
        theme=None,
        responds_to=None,
        idempotency_key=uuid4(),
    )


def test_h36_nothing_of_somebody_who_left_is_in_the_database(client: Client, tmp_path: Path) -> None:
    """Withdrawn words, name, address, and what opened the log: gone from every table, page and export."""
    town = found_town()
    kept = town.write("Un banc")
    author = Participant.objects.get(pk=kept.author_id)
    rename(actor=author, public_name=f"{SECRET} Dupont")
    gone = write_as(author, town, "Un secret")
    revise(actor=author, contribution=gone, title=f"{SECRET} un", text=f"{SECRET} deux")
    revise(actor=author, contribution=gone, title="Un secret", text=f"{SECRET} trois")
    withdraw(actor=author, contribution=gone)
    follow(actor=author, subject=subject_of(author, "consultation", town.consultation.pk))
    client.force_login(author)
    client.get(reverse("front:mine"))
    sequence()
    traces = (
        SECRET,
        str(author.email),
        pseudonym(author.pk, f"c{town.consultation.pk}"),
        bytes(gone.salt).hex(),
    )
    held = whole_database()
    assert [trace for trace in traces if trace not in held] == [traces[2]]
    client.post(reverse("front:delete"))
    sequence()
    held = whole_database()
    assert [trace for trace in traces if trace in held] == []
    listed = reverse("front:contributions", args=[town.consultation.slug])
    assert SECRET not in Client().get(listed, {"q": "trois"}).content.decode()
    assert SECRET not in Client().get(reverse("front:contribution", args=[kept.pk])).content.decode()
    path = export(town, tmp_path)
    whole = "".join(said_in(path).values())
    assert [trace for trace in traces if trace in whole] == []
    result = verified(path)
    assert (result.findings.counts, result.sound) == ({}, True)
    assert result.outcome["erased"] > 0


def test_h36_the_log_forgets_what_tied_a_text_to_its_author() -> None:
    """The text stays, and its former commitment can be made again by nobody."""
    town = found_town()
    item = town.write("Un banc")
    before, salt = leaves.payload(item), bytes(item.salt)
    leave(actor=Participant.objects.get(pk=item.author_id))
    sequence()
    former = commit(salt, before).hex()
    assert former in whole_database()
    assert salt.hex() not in whole_database()
    assert former not in {commit(bytes(row.salt), before).hex() for row in Contribution.objects.all()}


# H37: open data.


def test_h37_one_person_has_no_lasting_name_across_consultations(tmp_path: Path) -> None:
    """What an archive calls an author is said of nobody in another archive."""
    author, names = ParticipantFactory(), []
    for number in range(2):
        town = found_town()
        write_as(author, town, "Un banc")
        sequence()
        folder = tmp_path / str(number)
        folder.mkdir()
        with zipfile.ZipFile(export(town, folder)) as pack:
            names.append(json.loads(pack.read("rows/contributions.jsonl"))["payload"]["author"])
    assert len(set(names)) == 2
    assert all(re.fullmatch("[0-9a-f]{16}", name) for name in names)


def test_h37_no_open_data_tells_when_anybody_voted(tmp_path: Path) -> None:
    """The order says nothing either; the log itself tells the hour, shuffled, and not on what."""
    town = found_town()
    town.write("Un banc")
    people = town.vote("Un banc", *[1] * 20, *[-1] * 15)
    town.close()
    with zipfile.ZipFile(export(town, tmp_path)) as pack:
        votes = [json.loads(line) for line in pack.read("rows/votes.jsonl").splitlines()]
        leaves_told = [json.loads(line) for line in pack.read("ledger/leaves.jsonl").splitlines()]
        tables = {
            name: pack.read(name).decode() for name in pack.namelist() if name.endswith((".csv", ".json"))
        }
    assert len(votes) == len(people) == 35
    assert {key for vote in votes for key in (*vote, *vote["payload"])} == {
        "salt", "payload", "ballot", "item", "choice", "level", "tracker",
    }  # fmt: skip
    told = [leaf for leaf in leaves_told if leaf["kind"] == "vote.cast"]
    assert len(told) == 35
    assert {leaf["t"] % 3600 for leaf in told} == {0}
    assert {key for leaf in told for key in leaf["pub"]} == {"ballot", "level"}
    assert [vote["payload"]["choice"] for vote in votes] != sorted(
        (vote["payload"]["choice"] for vote in votes), reverse=True
    )
    cast_at = {vote.created_at.isoformat()[:16] for vote in Vote.objects.all()}
    assert [name for name, table in tables.items() if any(moment in table for moment in cast_at)] == []


def test_h37_few_people_of_one_level_are_told_among_others(tmp_path: Path) -> None:
    """Who has the only checked identity of a vote is in no file with what they answered."""
    town = found_town()
    bench = town.write("Un banc")
    town.vote("Un banc", *[1] * 30, *[-1] * 10)
    rare = ParticipantFactory(identity_level=IdentityLevel.STATE)
    cast(actor=rare, ballot=town.ballot, contribution=bench, choice=-1)
    town.close()
    path = export(town, tmp_path)

    with zipfile.ZipFile(path) as pack:
        votes = [json.loads(line)["payload"] for line in pack.read("rows/votes.jsonl").splitlines()]
        totals = json.loads(pack.read("tallies.json"))
        manifest = json.loads(pack.read("manifest.json"))
    assert {vote["level"] for vote in votes} == {line["level"] for line in totals} - {None} == {1}
    together = sum(line["count"] for line in totals if line["level"] is None)
    assert (together, len(votes), sum(line["count"] for line in totals)) == (10, 31, 41)
    assert manifest["together_ballots"] == [town.ballot.pk]
    result = verified(path)
    assert (result.findings.counts, result.outcome["together"], result.votes) == ({}, 10, 31)


# What a table of few people would be made of (H37): none of it is asked, so no cell can be too small.
ASKED = re.compile(r"(?:^|_)(?:age|birth|born|sex|gender|postcode|postal|city|income|job|nationality)(?:_|$)")


def test_h37_nothing_is_kept_by_which_few_people_could_be_told_apart() -> None:
    """The day such a question is asked, its cells under ten are merged before they are published."""
    fields = [field for model in apps.get_models() for field in model._meta.local_concrete_fields]
    ours = [field for field in fields if field.model.__module__.startswith("parvis.")]
    assert len(ours) > 100
    assert [str(field) for field in ours if ASKED.search(field.name)] == []
