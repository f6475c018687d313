"""Parts are killed at random under load (H42 to H44), the tables change meanwhile (H48): nothing is lost."""

from pathlib import Path
from random import Random

import pytest

from tests.chaos.conftest import Site, wait_until
from tests.chaos.crowd import March, faults
from tests.chaos.smtp import MailServer

pytestmark = pytest.mark.chaos

RATE = 50
KILLS = ["postgres", "backend", "backend", "web process", "web process"] * 6 + ["worker"] * 2
LONGEST_REFUSAL = 5.0
AT_ONCE = 3
"""How many mails a worker sends at once: each may leave twice when it is killed."""


def test_h42_no_acknowledged_act_is_lost_or_doubled_over_32_kills(quick: Site) -> None:
    random, crowd = Random(42), quick.crowd(people=32, items=2)  # noqa: S311
    with March(crowd, rate=RATE) as march:
        for name in random.sample(KILLS, len(KILLS)):
            march.wait_until(lambda name=name: quick.kill_one(name, random))
            march.wait_for(len(crowd.waits) + random.randint(2, 9))
    found = quick.audit(crowd)
    assert faults(found) == {}
    assert found["leaves"] >= found["acts"] == len(crowd.waits) > 100


def test_h43_a_process_killed_between_commit_and_answer_leaves_one_row(quick: Site) -> None:
    crowd = quick.crowd(people=6, items=2)
    acts = [crowd.act(number) for number in (0, 1, 3, 6, 10, 13)]
    for act in acts:
        crowd.headers = {"X-Chaos-Dies": "1"}
        assert not crowd.attempt(act)
        crowd.headers = {}
        crowd.do(act)
        crowd.do(act)
    found = quick.audit(crowd)
    assert faults(found) == {}
    name = crowd.scene["name"]
    assert sum(count for _, count in quick.mails_of(name)) == sum(act.kind == "deposit" for act in acts)
    assert len(crowd.addresses) == len(acts)
    assert [addresses for addresses in crowd.addresses.values() if len(addresses) != 1] == []


def test_h44_a_worker_killed_while_it_sends_loses_no_mail(quick: Site, mails: MailServer) -> None:
    """Killed once before a message is given, once after it was taken and before it is noted."""
    crowd, before = quick.crowd(people=10, items=1), set(mails.taken)
    mails.slowness = 0.3
    for number in range(3, 7 * 12, 7):
        crowd.do(crowd.act(number))
    for moment in (lambda: mails.begun, mails.taken.total):
        reached = moment()
        wait_until(lambda moment=moment, reached=reached: moment() > reached, quick)
        quick.kill("worker")
    mails.slowness = 0
    quick.inside("resume()")
    wait_until(lambda: quick.mails_of(crowd.scene["name"]) == [("sent", 12)], quick)
    sent = {name: count for name, count in mails.taken.items() if name not in before}
    assert len(sent) >= 12
    assert sum(sent.values()) - len(sent) <= 2 * AT_ONCE


def test_h44_a_sequencer_killed_at_any_moment_leaves_no_gap(quick: Site) -> None:
    found = quick.inside("kill_sequencers(kills=12, leaves=40)")
    assert found.pop("killed") >= 4
    assert found == {"gaps": 0, "waiting": 0, "verifies": True}


def test_h44_an_export_killed_at_any_moment_leaves_the_file_of_before(quick: Site, tmp_path: Path) -> None:
    crowd = quick.crowd(people=1, items=60)
    found = quick.inside(f"kill_exports(name={crowd.scene['name']!r}, kills=10, folder={str(tmp_path)!r})")
    assert found.pop("killed") >= 2
    assert found == {"changed": 0, "left": ["out.csv"]}


def test_h48_a_migration_and_its_rollback_refuse_no_act_for_long(quick: Site) -> None:
    crowd = quick.crowd(people=32, items=6)
    quick.inside("fill(5000)")
    with March(crowd, rate=20) as march:
        march.wait_for(5)
        quick.inside("migrate_and_back()")
        march.wait_for(len(crowd.waits) + 5)
    assert faults(quick.audit(crowd)) == {}
    assert max(crowd.waits) < LONGEST_REFUSAL
