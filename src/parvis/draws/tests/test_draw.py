"""Drawing: once, from a seed that came after the list; anybody does it again with the script alone."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from parvis.accounts.errors import Refused
from parvis.draws import replay
from parvis.draws.domain.draw_panel import draw_panel
from parvis.draws.domain.follow_up import replace, say_state
from parvis.draws.enums import SeatState, Stage
from parvis.draws.letters import receipt_of
from parvis.draws.models import Draw
from parvis.draws.queries import report_of
from parvis.draws.tests.factories import SEED, DrawFactory, due, organiser_of, prepared
from parvis.jobs.models import Mail
from parvis.ledger.models import Pending

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn() -> Draw:
    draw = due(prepared(DrawFactory(pool=10)))
    draw_panel(actor=organiser_of(draw.consultation), draw=draw, seed=SEED)
    draw.refresh_from_db()
    return draw


def run(report: dict, folder: Path, *more: str) -> tuple[int, str]:
    """The script alone, without this project, as somebody else runs it."""
    file = folder / "report.json"
    file.write_text(json.dumps(report), encoding="utf-8")
    command = [sys.executable, "-I", replay.__file__, str(file), *more]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)
    return done.returncode, done.stdout


def test_the_panel_is_that_of_the_list_and_the_log_says_the_seed(drawn: Draw) -> None:
    numbers = sorted(drawn.seats.values_list("candidate__number", flat=True))

    assert (drawn.stage, numbers) == (Stage.DRAWN, drawn.published["panels"][drawn.number - 1])
    told = Pending.objects.get(kind="draw.drawn").public
    assert told == {"draw": drawn.pk, "sha256": drawn.digest, "seed": SEED, "number": drawn.number}
    assert [one["people"] for one in drawn.met[:2]] == [2, 2]
    assert Mail.objects.count() == 10 + 4


def test_the_script_draws_it_again(drawn: Draw, tmp_path: Path) -> None:
    code, said = run(report_of(drawn), tmp_path)
    panel = drawn.published["panels"][drawn.number - 1]

    assert code == 0
    assert said.splitlines()[0] == f"Panel {drawn.number} of 1000: {panel}"


def test_the_script_finds_what_was_changed(drawn: Draw, tmp_path: Path) -> None:
    report = report_of(drawn)
    assert run({**report, "seed": "1 2 3"}, tmp_path)[0] == 1
    assert run({**report, "panel": report["panel"][::-1]}, tmp_path)[0] == 1
    tampered = json.loads(json.dumps(report))
    tampered["list"]["panels"][0] = tampered["list"]["panels"][1]
    code, said = run(tampered, tmp_path)
    assert (code, "fingerprint" in said) == (1, True)


def test_somebody_finds_themselves_by_their_receipt(drawn: Draw, tmp_path: Path) -> None:
    person = drawn.seats.first().candidate
    code, said = run(report_of(drawn), tmp_path, receipt_of(person))

    assert (code, said.splitlines()[-1].endswith("panels: drawn.")) == (0, True)
    assert run(report_of(drawn), tmp_path, "nothing")[0] == 1


def test_a_replacement_is_found_again_too(drawn: Draw, tmp_path: Path) -> None:
    organiser, seat = organiser_of(drawn.consultation), drawn.seats.first()
    say_state(actor=organiser, seat=seat, state=SeatState.DECLINED)
    replace(actor=organiser, seat=seat)
    report = report_of(Draw.objects.get(pk=drawn.pk))

    assert run(report, tmp_path)[0] == 0
    report["replacements"][0]["among"] = report["replacements"][0]["among"][::-1]
    others = [
        number for number in range(1, 11) if number not in [*report["panel"], report["replacements"][0]["in"]]
    ]
    report["replacements"][0]["in"] = others[0]
    assert run(report, tmp_path)[0] == 1


def test_the_same_seed_gives_the_same_number_however_it_is_typed() -> None:
    digest = "ab" * 32
    assert replay.panel_number(digest, " 3  14 ", 1000) == replay.panel_number(digest, "3 14", 1000)
    assert replay.panel_number(digest, "e\u0301t\u00e9", 1000) == replay.panel_number(digest, "été", 1000)
    assert replay.panel_number(digest, "3 14", 1000) == 585


def test_numbers_are_even() -> None:
    """Of 3,000 seeds on three panels, each is drawn about 1,000 times: within five standard deviations."""
    counted = Counter(replay.panel_number("ab" * 32, str(seed), 3) for seed in range(3_000))
    assert sorted(counted) == [1, 2, 3]
    assert max(abs(times - 1_000) for times in counted.values()) < 130


def test_it_is_not_drawn_before_the_seed_is_known_nor_twice(drawn: Draw) -> None:
    early = prepared(DrawFactory(pool=10))
    for draw, said in ((early, "connue"), (drawn, "déjà")):
        with pytest.raises(Refused, match=said):
            draw_panel(actor=organiser_of(draw.consultation), draw=draw, seed=SEED)
    assert early.seats.count() == 0


def test_the_database_refuses_a_seed_older_than_the_list(drawn: Draw) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Draw.objects.filter(pk=drawn.pk).update(seed_at=drawn.prepared_at)


@pytest.mark.parametrize("seed", ["", "  ", "9" * 301])
def test_a_seed_is_typed(seed: str) -> None:
    draw = due(prepared(DrawFactory(pool=10)))
    with pytest.raises(Refused, match="graine"):
        draw_panel(actor=organiser_of(draw.consultation), draw=draw, seed=seed)
