"""Reading by the API: what everybody reads, page after page, and nothing else."""

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parvis.accounts import limits
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.cast import cast
from parvis.ballots.domain.fold import fold
from parvis.consultations.enums import Visibility
from parvis.consultations.models import ConsultationPage, PhaseAction
from parvis.consultations.tests.factories import KindFactory, ThemeFactory
from parvis.contributions.domain.coauthor import accept, invite
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory, VersionFactory
from parvis.debate.models import Argument
from parvis.debate.tests.factories import ArgumentFactory
from parvis.gatherings.tests.factories import EventFactory
from parvis.ledger.domain.sequence import sequence
from parvis.moderation.domain.hide import hide
from parvis.moderation.enums import Reason
from parvis.opendata.domain.offer_archive import offer_archive
from parvis.opendata.tests.town import Town, found_town, live
from parvis.restitution.tests.factories import AnswerFactory, CommitmentFactory, MilestoneFactory
from parvis.understanding.tests.factories import AnalysisFactory, TopicFactory

pytestmark = pytest.mark.django_db
LISTS = ("contributions", "arguments", "answers", "ballots", "events", "topics", "commitments")


def read(address: str, **asked):
    return Client().get(f"/api/v1/{address}", asked)


def local(url: str) -> str:
    """The address without the site."""
    return url.removeprefix(settings.PARVIS_ADDRESS)


def items(address: str, **asked) -> list[dict]:
    answer = read(address, **asked)
    assert answer.status_code == 200, answer.content
    return answer.json()["items"]


@pytest.fixture
def town() -> Town:
    made = found_town()
    live(made)
    fold()
    return made


def of(town: Town, what: str = "") -> str:
    return f"consultations/{town.consultation.pk}{what and '/'}{what}"


def test_a_consultation_says_what_it_opens(town) -> None:
    ThemeFactory(consultation=town.consultation, name="Rue")
    told = read(of(town)).json()

    assert (told["id"], told["title"], told["takes_api"]) == (
        town.consultation.pk,
        town.consultation.title,
        False,
    )
    assert told["url"].endswith(f"/consultations/{town.consultation.slug}/")
    assert [action["verb"] for action in told["phases"][0]["actions"]] == ["deposit", "vote", "argue"]
    assert [theme["name"] for theme in told["themes"]] == ["Rue"]
    assert told["kinds"][0]["id"] == town.deposit.kind_id


def test_consultations_that_are_not_published_are_nowhere(town) -> None:
    ConsultationPage.objects.filter(pk=town.consultation.pk).update(live=False)

    nothing = read("nothing").content
    assert town.consultation.pk not in [one["id"] for one in items("consultations")]
    assert [read(of(town, what)).content for what in ("", *LISTS, "exports")] == [nothing] * 9
    assert read(f"ballots/{town.ballot.pk}/tallies").content == nothing


def test_contributions_are_those_that_everybody_reads(town) -> None:
    told = {one["title"]: one for one in items(of(town, "contributions"))}
    bench = town.items["Un banc"]
    cosigner = ParticipantFactory(public_name="Ana")
    accept(actor=cosigner, invitation=invite(actor=bench.author, contribution=bench))

    assert set(told) == {"Un banc", "Une fontaine", "Du bruit"}
    one = read(f"contributions/{bench.pk}").json()
    assert one["text"] == "Un banc à l’ombre."
    assert (one["author"], one["coauthors"]) == (str(bench.author), ["Ana"])
    assert one["origin"] == {"code": "web", "label": "Web"}
    assert one["entry"] == str(Contribution.objects.get(pk=bench.pk).entry)
    assert one["url"].endswith(f"/contributions/{bench.pk}/")


@pytest.mark.parametrize("state", [State.HIDDEN, State.WITHDRAWN, "private"])
def test_a_text_that_nobody_reads_is_as_absent(state, town) -> None:
    item = town.items["Un banc"]
    Contribution.objects.filter(pk=item.pk).update(state=state)

    for address in (f"contributions/{item.pk}", f"contributions/{item.pk}/versions"):
        assert (read(address).status_code, read(address).content) == (404, read("nothing").content)
    for what in ("contributions", "arguments", "answers"):
        assert item.pk not in [one.get("contribution", one["id"]) for one in items(of(town, what))]


def test_kinds_that_the_team_alone_reads_have_nothing_here(town) -> None:
    kind = KindFactory(consultation=town.consultation, visibility=Visibility.PRIVATE)
    kept = ContributionFactory(kind=kind)

    assert kept.pk not in [one["id"] for one in items(of(town, "contributions"))]


def test_what_is_hidden_is_gone_from_the_next_answer_on(town) -> None:
    item, address = town.items["Un banc"], f"contributions/{town.items['Un banc'].pk}"
    assert read(address).status_code == 200
    hide(actor=town.organiser, target=item, reason=Reason.OFF_TOPIC)

    assert read(address).status_code == 404


def test_lists_are_narrowed(town) -> None:
    theme = ThemeFactory(consultation=town.consultation)
    item = town.items["Un banc"]
    Contribution.objects.filter(pk=item.pk).update(theme=theme)
    phase = town.deposit.phase_id

    assert [one["id"] for one in items(of(town, "contributions"), theme=theme.pk)] == [item.pk]
    assert len(items(of(town, "contributions"), phase=phase, kind=town.deposit.kind_id)) == 3
    assert items(of(town, "contributions"), kind=2**63 - 1) == []
    assert items(of(town, "answers"), contribution=town.items["Une fontaine"].pk) == []


def test_pages_follow_one_another_and_the_last_cursor_waits_for_what_comes(town) -> None:
    first = read(of(town, "contributions"), limit=2).json()
    assert (len(first["items"]), first["next"] is None) == (2, False)
    last = Client().get(local(first["next"])).json()
    assert ([one["title"] for one in last["items"]], last["next"]) == (["Du bruit"], None)
    town.write("Une haie")
    since = read(of(town, "contributions"), cursor=last["cursor"]).json()

    assert [one["title"] for one in since["items"]] == ["Une haie"]


@pytest.mark.parametrize(
    "asked", [{"limit": 0}, {"limit": 101}, {"cursor": "x"}, {"cursor": "c\x00"}, {"language": "de"}]
)
def test_what_cannot_be_asked_is_told_field_by_field(asked, town) -> None:
    answer = read(of(town, "contributions"), **asked)

    assert (answer.status_code, answer.headers["Content-Type"]) == (422, "application/problem+json")
    assert [fault["where"] for fault in answer.json()["errors"]] == [f"query.{next(iter(asked))}"]


@pytest.mark.parametrize("number", ["0", "9" * 30, "-1", "x", "1.5"])
def test_a_number_that_no_row_has_is_nowhere(number) -> None:
    answer = read(f"contributions/{number}")

    assert (answer.status_code, answer.content) == (404, read("nothing").content)


def test_former_words_are_read_from_the_first_reaction_on() -> None:
    item = ContributionFactory()
    VersionFactory(contribution=item, number=1, is_public=False)
    VersionFactory(contribution=item, number=2, text="Avant.")

    assert [one["text"] for one in items(f"contributions/{item.pk}/versions")] == ["Avant."]


def test_arguments_leave_with_what_they_speak_of(town) -> None:
    bench = town.items["Un banc"]
    said = Argument.objects.filter(contribution=bench, parent=None, state=State.PUBLISHED).get()
    told = {one["text"]: one for one in items(of(town, "arguments"), contribution=bench.pk)}
    assert set(told) == {"On s’y assoit.", "À l’ombre."}
    assert (told["On s’y assoit."]["side"], told["À l’ombre."]["parent"]) == ("for", said.pk)
    Argument.objects.filter(pk=said.pk).update(state=State.HIDDEN)
    caches["api"].clear()

    assert items(of(town, "arguments"), contribution=bench.pk) == []


def test_answers_say_which_is_the_last() -> None:
    item = ContributionFactory()
    AnswerFactory(contribution=item, text="D’abord.")
    AnswerFactory(contribution=item, text="Ensuite.")
    told = items(f"consultations/{item.consultation_id}/answers")

    assert [(one["text"], one["is_current"]) for one in told] == [("D’abord.", False), ("Ensuite.", True)]


def test_counts_are_those_of_the_page(town) -> None:
    ballot = items(of(town, "ballots"))[0]
    told = read(f"ballots/{town.ballot.pk}/tallies").json()
    counts = {one["contribution"]: one["counts"] for one in told["items"]}

    assert (ballot["id"], ballot["method"]["code"]) == (town.ballot.pk, town.ballot.ballot_method)
    assert [(one["code"], one["people"]) for one in counts[town.items["Un banc"].pk]] == [
        ("for", 18),
        ("mixed", 1),
        ("against", 12),
    ]


def test_a_text_identical_to_another_has_its_own_counts(town) -> None:
    copy = town.write("Un banc")
    Contribution.objects.filter(pk=copy.pk).update(is_lead=False)
    cast(actor=ParticipantFactory(), ballot=town.ballot, contribution=copy, choice=1)
    fold()
    caches["api"].clear()
    told = {one["contribution"]: one["counts"] for one in items(f"ballots/{town.ballot.pk}/tallies")}
    assert [(one["code"], one["people"]) for one in told[copy.pk]] == [("for", 1)]


def test_counts_that_nobody_sees_are_not_told(town) -> None:
    PhaseAction.objects.filter(pk=town.ballot.pk).update(ballot_hides_counts=True)
    told = read(f"ballots/{town.ballot.pk}/tallies").json()
    assert (told["items"], told["counts_are_hidden"]) == ([], True)
    town.close()
    caches["api"].clear()

    assert len(read(f"ballots/{town.ballot.pk}/tallies").json()["items"]) == 1


def test_events_topics_and_commitments_are_the_public_ones(town) -> None:
    page = town.consultation
    over = EventFactory(consultation=page, over=True)
    EventFactory(consultation=page, draft=True)
    shown = TopicFactory(analysis=AnalysisFactory(consultation=page, published=True))
    TopicFactory(analysis=AnalysisFactory(consultation=page))
    TopicFactory(analysis=shown.analysis, is_hidden=True)
    step = MilestoneFactory(commitment__consultation=page)
    CommitmentFactory()

    assert [(one["id"], one["present"]) for one in items(of(town, "events"))] == [(over.pk, 0)]
    assert [one["id"] for one in items(of(town, "topics"))] == [shown.pk]
    told = items(of(town, "commitments"))
    assert [(one["number"], [part["id"] for part in one["milestones"]]) for one in told] == [
        (step.commitment.number, [step.pk])
    ]


def test_the_archive_and_the_checkpoints_lead_to_the_proofs(town, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(settings, "ARCHIVES_ROOT", tmp_path)
    assert items(of(town, "exports")) == []
    made = offer_archive(consultation=town.consultation)
    sequence()
    caches["api"].clear()
    told = items(of(town, "exports"))[0]

    assert (told["sha256"], told["bytes"], told["log_size"]) == (made.sha256, made.bytes, made.size)
    last = read("checkpoints/latest").json()
    assert last["size"] == items("checkpoints")[-1]["size"]
    assert Client().get(local(last["url"])).content.decode() == last["note"]


def test_before_the_first_signature_there_is_no_checkpoint() -> None:
    assert (read("checkpoints/latest").status_code, items("checkpoints")) == (404, [])


@pytest.mark.parametrize("what", LISTS)
def test_one_thing_or_three_cost_the_same_queries(what) -> None:
    page, costs = found_town().consultation, []
    kind = page.kinds.get()
    for _round in range(2):
        for _each in range(len(costs) + 1):
            item = ContributionFactory(kind=kind)
            ArgumentFactory(contribution=item)
            AnswerFactory(contribution=item)
            EventFactory(consultation=page)
            TopicFactory(analysis=AnalysisFactory(consultation=page, published=True))
            MilestoneFactory(commitment__consultation=page)
            PhaseAction.objects.create(
                phase=page.phases.get(),
                kind=KindFactory(consultation=page),
                verb="vote",
                ballot_method="support",
            )
        caches["api"].clear()
        with CaptureQueriesContext(connection) as found:
            items(f"consultations/{page.pk}/{what}")
        costs.append(len(found))

    assert costs[0] == costs[1]


# What surrounds every answer.


def test_what_did_not_change_is_not_sent_again(town) -> None:
    first = read(of(town, "contributions"))
    assert first.headers["Cache-Control"] == "public, max-age=60"
    again = Client().get(first.request["PATH_INFO"], headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    town.write("Une haie")
    after = Client().get(first.request["PATH_INFO"], headers={"If-None-Match": first.headers["ETag"]})

    assert (after.status_code, len(after.json()["items"])) == (200, 4)


def test_an_answer_that_is_kept_costs_one_look_at_the_log(town) -> None:
    read(of(town, "contributions"))
    with CaptureQueriesContext(connection) as found:
        read(of(town, "contributions"))

    assert len(found) == 1


def test_nobody_is_known_by_the_api(town, client) -> None:
    client.force_login(town.organiser)
    hidden = town.items["Une insulte"]

    answer = client.get(f"/api/v1/contributions/{hidden.pk}")
    assert answer.status_code == 404
    read_by = client.get(f"/api/v1/{of(town)}")
    assert "Cookie" not in read_by.headers.get("Vary", "")
    assert (read_by.cookies, read_by.headers["Access-Control-Allow-Origin"]) == ({}, "*")


def test_words_are_in_the_language_asked_for(town) -> None:
    bench = town.items["Un banc"]
    told = [read(f"contributions/{bench.pk}", language=code) for code in ("fr", "en")]

    assert [one.headers["Content-Language"] for one in told] == ["fr", "en"]
    assert "/en/contributions/" in told[1].json()["url"]
    assert read("nothing", language="en").json()["title"] == "Nothing here"
    assert read("nothing").json()["title"] == "Rien ici"


def test_head_is_answered_as_get_without_a_body(town) -> None:
    answer = Client().head(f"/api/v1/{of(town)}")

    assert (answer.status_code, answer.content) == (200, b"")


def test_another_method_is_refused_in_the_same_shape(town) -> None:
    answer = Client().delete(f"/api/v1/{of(town)}")

    assert (answer.status_code, answer.headers["Content-Type"]) == (405, "application/problem+json")
    assert "GET" in answer.headers["Allow"]


def test_a_network_that_asks_for_too_much_waits(town, monkeypatch) -> None:
    monkeypatch.setitem(limits.RATES, limits.Act.READ, {limits.Scope.NETWORK: limits.Rate(1, 60)})
    assert read(of(town)).status_code == 200
    assert read(of(town)).status_code == 200  # kept: it costs nothing
    answer = read(of(town, "events"))

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_reading_stays_open_when_nothing_can_be_counted(town, monkeypatch) -> None:
    def fails(*_args, **_kwargs):
        raise OperationalError

    monkeypatch.setattr("parvis.opendata.api.answers.spend", fails)

    assert read(of(town)).status_code == 200


def test_phases_say_where_they_stand(town) -> None:
    town.ballot.phase.__class__.objects.update(ends_at=timezone.now() - timedelta(hours=1))

    assert json.loads(read(of(town)).content)["phases"][0]["moment"] == "past"
