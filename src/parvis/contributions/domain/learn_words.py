"""Learn the words of titles, so that a slip in one of them finds what it meant."""

from django.db import connection, transaction
from django.db.models import Max

from parvis.contributions.models import Word
from parvis.contributions.neighbours import LONGEST_WORD, slips
from parvis.contributions.search import CONFIGURATION, OPENING

BATCH = 20_000
NEW_WORDS_SQL = f"""
WITH fresh AS (
  SELECT id, coalesce(nullif(title, ''), left(text, {OPENING})) AS opening
  FROM contributions_contribution WHERE state = 'published' AND id > %(after)s ORDER BY id LIMIT %(batch)s
)
SELECT word, count(*), (SELECT max(id) FROM fresh)
FROM fresh, unnest(tsvector_to_array(to_tsvector(%(configuration)s, opening))) AS word
WHERE length(word) <= %(longest)s AND word !~ '[^[:alpha:]]' GROUP BY word ORDER BY word
"""  # noqa: S608 - made of constants


def learn_words(*, batch: int = BATCH) -> int:
    """Count the words of contributions deposited since the last time; returns how many words were met.

    The counts say which words are rare, no more: `relearn_words` sees what was revised or withdrawn since.
    """
    with transaction.atomic():
        _hold()
        after = Word.objects.aggregate(last=Max("last_seen"))["last"] or 0
        return _count(after, batch)


def relearn_words(*, batch: int = BATCH) -> int:
    """Count the words of every title afresh: those that nobody uses any longer are forgotten."""
    with transaction.atomic():
        _hold()
        Word.objects.all().delete()
        after, found = 0, 0
        while met := _count(after, batch):
            found += met
            after = Word.objects.aggregate(last=Max("last_seen"))["last"]
        return found


def _hold() -> None:
    """One at a time; readers wait for nobody."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE contributions_word IN SHARE ROW EXCLUSIVE MODE")


def _count(after: int, batch: int) -> int:
    asked: dict[str, str | int] = {
        "after": after,
        "batch": batch,
        "configuration": CONFIGURATION,
        "longest": LONGEST_WORD,
    }
    with connection.cursor() as cursor:
        cursor.execute(NEW_WORDS_SQL, asked)
        rows = cursor.fetchall()
    met = [Word(word=word, titles=titles, last_seen=last, slips=slips(word)) for word, titles, last in rows]
    known = dict(Word.objects.filter(pk__in=[word.pk for word in met]).values_list("word", "titles"))
    for word in met:
        word.titles += known.get(word.pk, 0)
    Word.objects.bulk_create(
        met,
        batch_size=2000,
        update_conflicts=True,
        unique_fields=["word"],
        update_fields=["titles", "last_seen"],
    )
    return len(met)
