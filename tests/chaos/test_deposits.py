"""Two hundred deposits, and a part killed in the middle: what was acknowledged is there, once."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.chaos.conftest import Site, wait_until
from tests.chaos.depositor import Depositor

pytestmark = pytest.mark.chaos

DEPOSITS = 200
AT_ONCE = 4
PREPARE = """
import json
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from importlib import import_module
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.tests.factories import PhaseActionFactory
from uuid import uuid4

person = ParticipantFactory(email=f"{uuid4()}@example.org")
action = PhaseActionFactory(phase__consultation__slug=f"chaos-{uuid4()}")
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(person.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = person.get_session_auth_hash()
session.create()
print(json.dumps({"action_id": action.pk, "session": session.session_key, "email": person.email}))
"""
STORED = """
import json
from parvis.contributions.models import Contribution
from parvis.jobs.models import Mail
titles = list(Contribution.objects.filter(phase__actions={action_id}).values_list("title", flat=True))
mails = Mail.objects.filter(recipient="{email}")
waiting = mails.filter(state="waiting").count()
print(json.dumps({{"titles": titles, "mails": mails.count(), "waiting": waiting}}))
"""


@pytest.mark.parametrize("name", ["worker", "web", "postgres"])
def test_every_acknowledged_deposit_is_there_once(site: Site, name: str) -> None:
    prepared = json.loads(site.installation.python(PREPARE).splitlines()[-1])
    done = threading.Semaphore(0)

    def deposit(number: int) -> str:
        person = Depositor(site.port, prepared["action_id"], prepared["session"])
        address = person.deposit(f"Un banc de plus, numéro {number}")
        done.release()
        return address

    with ThreadPoolExecutor(AT_ONCE) as pool:
        sent = [pool.submit(deposit, number) for number in range(DEPOSITS)]
        for _ in range(DEPOSITS // 3):
            assert done.acquire(timeout=120), site.log()
        site.kill(name)
        addresses = {future.result() for future in sent}
    assert len(addresses) == DEPOSITS
    found = stored(site, prepared)
    assert sorted(found["titles"]) == sorted(
        f"Un banc de plus, numéro {number}" for number in range(DEPOSITS)
    )
    assert found["mails"] == DEPOSITS
    wait_until(lambda: stored(site, prepared)["waiting"] == 0, site, seconds=300)


def stored(site: Site, prepared: dict[str, str]) -> dict:
    code = STORED.format(action_id=prepared["action_id"], email=prepared["email"])
    return json.loads(site.installation.python(code).splitlines()[-1])
