"""Votes a second on one hot item: appended and folded by a job, against a counter written by each vote.

Promise: with its fold running, appending leaves exact tallies; watch its ratio to the counter.
Three ways, by as many people at once: `cast` (every rule checked, through Django), the bare SQL of an append
with its delta, the bare SQL of an upsert with a counter in the same transaction.
Then one vote after another, with its leaf in the public log and without, in turn: the log takes at most 15 %.
"""

import argparse
import itertools
import multiprocessing
import sys
import time
from collections.abc import Callable

from benchmarks import database
from benchmarks.harness import alternate, print_json, print_table

MOST_FOR_THE_LOG = 1.15
COUNTER = (
    "INSERT INTO bench_counter VALUES (1, 1) ON CONFLICT (item) DO UPDATE SET votes = bench_counter.votes + 1"
)
UPSERT = """
INSERT INTO bench_vote VALUES (%s, 1, 1) ON CONFLICT (voter, item) DO UPDATE SET choice = EXCLUDED.choice
"""
TABLES = """
DROP TABLE IF EXISTS bench_counter, bench_vote;
CREATE TABLE bench_counter (item bigint PRIMARY KEY, votes integer);
CREATE TABLE bench_vote (voter bigint, item bigint, choice smallint, PRIMARY KEY (voter, item));
"""
APPEND = """
INSERT INTO ballots_vote (ballot_id, contribution_id, voter_id, choice, is_live, identity_level, origin)
VALUES (%s, %s, %s, 1, true, 1, 'web')
"""
DELTA = "INSERT INTO ballots_tallydelta (ballot_id, contribution_id, choice, amount) VALUES (%s, %s, 1, 1)"


def main() -> int:
    arguments = _arguments()
    database.NAME = "parvis_bench_votes"
    database.prepare(keep=False)
    ballot, items, voters = _scene(arguments.votes)
    rates = {
        "append: cast()": _rate(_cast, (ballot, items[0]), voters, arguments.people, folding=True),
        "append: bare SQL": _rate(_append, (ballot, items[1]), voters, arguments.people, folding=True),
        "counter: bare SQL": _rate(_upsert, (ballot, items[1]), voters, arguments.people, folding=False),
    }
    base = rates["counter: bare SQL"]
    drift = _drift(items[:2], arguments.votes)
    print_table(
        ("way", "votes/s", "against the counter"),
        [(name, round(rate), f"{rate / base:.2f}") for name, rate in rates.items()],
    )
    print(f"{arguments.people} people at once, {arguments.votes} votes on one item; tallies off by {drift}")
    figures = {
        name: {"per_second": round(rate), "ratio": round(rate / base, 2)} for name, rate in rates.items()
    }
    cost = _cost_of_the_log(ballot, items[2], voters, arguments.rounds)
    print(f"a vote with its leaf takes {cost:.3f} times a vote without (at most {MOST_FOR_THE_LOG})")
    print_json("votes", {**figures, "drift": drift, "with_the_log": round(cost, 3)})
    return 0 if drift == 0 and cost <= MOST_FOR_THE_LOG else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.votes", description=__doc__)
    parser.add_argument("--votes", type=int, default=4000, help="votes of each way, one by person")
    parser.add_argument("--rounds", type=int, default=400, help="votes with the log, and as many without")
    parser.add_argument("--people", type=int, default=8, help="how many vote at once")
    arguments, _ = parser.parse_known_args()
    return arguments


def _scene(people: int) -> tuple[int, list[int], list[int]]:
    """A ballot under way, an item for each way that appends, and the voters; their keys."""
    from datetime import timedelta

    from django.db import connection
    from django.utils import timezone

    from parvis.accounts.models import Participant
    from parvis.consultations.domain.prepare_site import prepare_site
    from parvis.consultations.models import ConsultationPage, Kind, Phase, PhaseAction
    from parvis.contributions.models import Contribution

    consultation = ConsultationPage(title="Votes", slug="votes", organiser="Ville")
    prepare_site().add_child(instance=consultation)
    kind = Kind.objects.create(
        consultation=consultation, code="k", name="idée", plural_name="idées", call="Proposer"
    )
    starts = timezone.now() - timedelta(days=1)
    phase = Phase.objects.create(consultation=consultation, title="Votes", starts_at=starts)
    ballot = PhaseAction.objects.create(
        phase=phase, verb="vote", kind=kind, ballot_method="for_mixed_against"
    )
    common = {"consultation": consultation, "phase": phase, "kind": kind, "text": "Un banc."}
    items = [Contribution.objects.create(title=f"Idée {n}", **common).pk for n in range(3)]
    made = Participant.objects.bulk_create(
        Participant(email=f"v{n}@example.org", identity_level=1, password="!") for n in range(people)
    )
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        cursor.execute("ANALYZE")
    return ballot.pk, items, [person.pk for person in made]


def _rate(
    act: Callable[[int, int, list[int]], None],
    target: tuple[int, int],
    voters: list[int],
    people: int,
    *,
    folding: bool,
) -> float:
    """Votes a second of `people` processes that share the voters, a fold running each second beside them."""
    from django.db import connections

    connections.close_all()
    context = multiprocessing.get_context("fork")
    gate, over = context.Barrier(people + 1), context.Event()
    workers = [
        context.Process(target=_work, args=(gate, act, target, voters[number::people]))
        for number in range(people)
    ]
    folder = context.Process(target=_fold, args=(over,)) if folding else None
    for process in [*workers, *([folder] if folder else [])]:
        process.start()
    gate.wait()
    start = time.perf_counter()
    for process in workers:
        process.join()
    seconds = time.perf_counter() - start
    over.set()
    if folder:
        folder.join()
    return len(voters) / seconds


def _work(
    gate: object, act: Callable[[int, int, list[int]], None], target: tuple[int, int], voters: list[int]
) -> None:
    from django.db import connection

    connection.ensure_connection()
    gate.wait()
    act(*target, voters)


def _fold(over: object) -> None:
    from parvis.ballots.domain.fold import fold

    while not over.wait(1):
        fold()
    fold()


def _cast(ballot: int, item: int, voters: list[int]) -> None:
    from parvis.accounts.models import Participant
    from parvis.ballots.domain.cast import cast
    from parvis.consultations.models import PhaseAction
    from parvis.contributions.models import Contribution

    action, contribution = PhaseAction.objects.get(pk=ballot), Contribution.objects.get(pk=item)
    for voter in voters:
        cast(actor=Participant(pk=voter), ballot=action, contribution=contribution, choice=1)


def _cost_of_the_log(ballot: int, item: int, voters: list[int], rounds: int) -> float:
    """The time of a vote with its leaf over that of a vote without, medians of votes cast in turn."""
    from parvis.ballots.domain import cast as domain

    people, append = itertools.cycle(voters), domain.append_all
    choices = itertools.cycle([1] * len(voters) + [-1] * len(voters))

    def with_log() -> None:
        domain.append_all = append
        _vote(ballot, item, next(people), next(choices))

    def without() -> None:
        domain.append_all = lambda _entries: None
        _vote(ballot, item, next(people), next(choices))

    # The first of a round pays for what the harness tidies up: it does not count.
    cases = {
        "cold": without,
        "with": with_log,
        "without": without,
        "without again": without,
        "with again": with_log,
    }
    try:
        times = alternate(cases, rounds=rounds // 2, warmup=50)
    finally:
        domain.append_all = append
    with_it = times["with"].p50 + times["with again"].p50
    return with_it / (times["without"].p50 + times["without again"].p50)


def _vote(ballot: int, item: int, voter: int, choice: int) -> None:
    from parvis.accounts.models import Participant
    from parvis.ballots.domain.cast import cast
    from parvis.consultations.models import PhaseAction
    from parvis.contributions.models import Contribution

    cast(
        actor=Participant(pk=voter),
        ballot=PhaseAction(pk=ballot),
        contribution=Contribution(pk=item),
        choice=choice,
    )


def _append(ballot: int, item: int, voters: list[int]) -> None:
    from django.db import connection, transaction

    for voter in voters:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(APPEND, [ballot, item, voter])
            cursor.execute(DELTA, [ballot, item])


def _upsert(ballot: int, item: int, voters: list[int]) -> None:
    from django.db import connection, transaction

    for voter in voters:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(UPSERT, [voter])
            cursor.execute(COUNTER)


def _drift(items: list[int], votes: int) -> int:
    """How far tallies are from one vote by person after a last fold, and how many a recount corrects."""
    from parvis.ballots.domain.fold import fold
    from parvis.ballots.domain.recount import recount
    from parvis.ballots.models import Tally

    fold()
    counts = dict(Tally.objects.filter(contribution__in=items).values_list("contribution_id", "count"))
    return sum(abs(counts.get(item, 0) - votes) for item in items) + len(recount())


if __name__ == "__main__":
    sys.exit(main())
