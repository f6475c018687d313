"""Which statement comes next: how long a person waits for it, and what share of votes each statement gets.

Promises: the next statement takes less than 20 ms on the server, and no statement gets less than half of the
mean number of votes. People arrive one after another and each answers a few statements, those that the site
shows: through its own code, a fold every hundred votes. Opinions are drawn: each statement has its own share
of people who agree, from 5 % to 95 %, and of people who pass.
"""

import argparse
import random
import sys
import time
from statistics import quantiles

from benchmarks import database
from benchmarks.harness import print_json, print_table

MOST_SECONDS = 0.020
LEAST_SHARE = 0.5
FOLD_EVERY = 100


def main() -> int:
    arguments = _arguments()
    database.NAME = "parvis_bench_routing"
    database.prepare(keep=False)
    ballot, items, voters = _scene(arguments.people, arguments.statements)
    times = _vote(ballot, items, voters, arguments.each, random.Random(1))
    counts = _counts(ballot, items)
    mean = sum(counts) / len(counts)
    slow = quantiles(times, n=100)[98]
    least = min(counts) / mean
    print_table(
        ("figure", "found", "promise"),
        [
            ("next statement, 99th percentile, ms", f"{1000 * slow:.1f}", f"< {1000 * MOST_SECONDS:.0f}"),
            ("least votes of a statement over the mean", f"{least:.2f}", f">= {LEAST_SHARE}"),
            ("most votes of a statement over the mean", f"{max(counts) / mean:.2f}", ""),
        ],
    )
    print(f"{len(voters)} people, {len(items)} statements, {len(times)} votes")
    print_json("routing", {"p99_ms": round(1000 * slow, 2), "least": round(least, 3), "votes": len(times)})
    return 0 if slow < MOST_SECONDS and least >= LEAST_SHARE else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.routing", description=__doc__)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--statements", type=int, default=60)
    parser.add_argument("--each", type=int, default=10, help="statements that a person answers")
    arguments, _ = parser.parse_known_args()
    return arguments


def _scene(people: int, statements: int) -> tuple[int, list[int], list[int]]:
    """A ballot of statements under way, its statements and the voters; their keys."""
    from datetime import timedelta

    from django.utils import timezone

    from parvis.accounts.models import Participant
    from parvis.consultations.domain.prepare_site import prepare_site
    from parvis.consultations.models import ConsultationPage, Kind, Phase, PhaseAction
    from parvis.contributions.models import Contribution

    consultation = ConsultationPage(title="Routing", slug="routing", organiser="Ville")
    prepare_site().add_child(instance=consultation)
    names = {"name": "affirmation", "plural_name": "affirmations", "call": "Proposer"}
    kind = Kind.objects.create(consultation=consultation, code="k", **names)
    starts = timezone.now() - timedelta(days=1)
    phase = Phase.objects.create(consultation=consultation, title="Votes", starts_at=starts)
    ballot = PhaseAction.objects.create(phase=phase, verb="vote", kind=kind, ballot_method="statements")
    common = {"consultation": consultation, "phase": phase, "kind": kind}
    items = [Contribution.objects.create(text=f"Affirmation {n}.", **common).pk for n in range(statements)]
    made = Participant.objects.bulk_create(
        Participant(email=f"v{n}@example.org", identity_level=1, password="!") for n in range(people)
    )
    return ballot.pk, items, [person.pk for person in made]


def _vote(ballot: int, items: list[int], voters: list[int], each: int, draw: random.Random) -> list[float]:
    """Seconds that each next statement took, while everybody answers."""
    from parvis.accounts.models import Participant
    from parvis.ballots.cards import card_of
    from parvis.ballots.domain.cast import cast
    from parvis.ballots.domain.fold import fold
    from parvis.ballots.domain.place_statements import place_statements
    from parvis.consultations.models import PhaseAction

    agree = {item: draw.uniform(0.05, 0.95) for item in items}
    skip = {item: draw.uniform(0, 0.4) for item in items}
    action = PhaseAction.objects.select_related("phase").get(pk=ballot)
    times: list[float] = []
    for pk in voters:
        person = Participant.objects.get(pk=pk)
        for _ in range(each):
            start = time.perf_counter()
            card = card_of(ballot=action, actor=person)
            times.append(time.perf_counter() - start)
            (item,) = card.items
            answer = 1 if draw.random() < agree[item.pk] else -1
            choice = 0 if draw.random() < skip[item.pk] else answer
            cast(actor=person, ballot=action, contribution=item, choice=choice)
            if len(times) % FOLD_EVERY == 0:
                fold()
            if len(times) % 5000 == 0:
                place_statements()
    fold()
    return times


def _counts(ballot: int, items: list[int]) -> list[int]:
    from django.db.models import Count

    from parvis.ballots.models import Vote

    rows = (
        Vote.objects.filter(ballot=ballot, is_live=True).values_list("contribution").annotate(n=Count("pk"))
    )
    found = dict(rows.order_by())
    return [found.get(item, 0) for item in items]


if __name__ == "__main__":
    sys.exit(main())
