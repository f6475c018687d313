"""Reading blind codings: where each stands, what a coder has to read, and what came out once it has ended.

Until it has ended, nothing here gives a choice to anybody but the coder who made it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import Http404

from parvis.accounts.models import Participant
from parvis.consultations.permissions import Action
from parvis.consultations.queries import Actor
from parvis.contributions.enums import State
from parvis.understanding.models import Analysis, Code, CodedText, Coder, Coding, Topic, TopicMember
from parvis.understanding.queries import analysis_for
from parvis.understanding.sampling import in_order

PUBLIC = Q(contribution__state=State.PUBLISHED)
FEWEST_CODERS = 2


@dataclass(frozen=True, slots=True)
class Item:
    """A text as one coder meets it: `position` is its place in their own order, `code` what they chose."""

    position: int
    text: CodedText
    code: int | None
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a coder is."""

    coder: Coder
    done: int
    total: int


def coding_for(actor: Actor, consultation_pk: int, analysis_pk: int, pk: int, action: Action) -> Coding:
    """A coding of a desk, with its analysis; 404 for whoever may not."""
    analysis = analysis_for(actor, consultation_pk, analysis_pk, action)
    found: Coding | None = analysis.codings.filter(pk=pk).first()
    if found is None:
        raise Http404
    found.analysis = analysis
    return found


def codings_of(analysis: Analysis) -> list[Coding]:
    """The last first, with their coders and texts; three queries whatever their number."""
    rows = Coding.objects.filter(analysis=analysis).prefetch_related("coders", "texts")
    return list(rows.order_by("-pk"))


def open_coding_of(analysis: Analysis) -> Coding | None:
    return Coding.objects.filter(analysis=analysis, ended_at=None).first()


def published_codings(analysis: Analysis) -> list[Coding]:
    """Those whose agreement everybody reads, the last first; one query."""
    rows = Coding.objects.filter(analysis=analysis, published_at__isnull=False)
    return list(rows.order_by("-published_at", "-pk"))


def coder_of(coding: Coding, person: Participant) -> Coder | None:
    return Coder.objects.filter(coding=coding, participant=person).first()


def sheet_of(coder: Coder) -> list[Item]:
    """Every text of the sample in this coder's own order; two queries."""
    rows = CodedText.objects.filter(coding=coder.coding_id).select_related("contribution__kind")
    texts = {text.place: text for text in rows.defer("contribution__search")}
    codes = dict(Code.objects.filter(coder=coder).values_list("text__place", "code"))
    order = in_order(texts, coder.coding.seed, coder.letter)
    return [
        Item(position, texts[place], codes.get(place), texts[place].contribution.state == State.PUBLISHED)
        for position, place in enumerate(order, 1)
    ]


def left_for(coder: Coder) -> int:
    """Texts that everybody may still read, and that this coder has not coded."""
    rows = CodedText.objects.filter(PUBLIC, coding=coder.coding_id)
    return rows.exclude(codes__coder=coder.pk).count()


def standings_of(coding: Coding) -> list[Standing]:
    """How far each is, and nothing of what they chose; two queries."""
    readable = set(CodedText.objects.filter(PUBLIC, coding=coding).values_list("pk", flat=True))
    coders = Coder.objects.filter(coding=coding).select_related("participant")
    rows = Code.objects.filter(coder__coding=coding, text__in=readable).order_by().values("coder")
    done = dict(rows.annotate(n=Count("pk")).values_list("coder", "n"))
    return [Standing(coder, done.get(coder.pk, 0), len(readable)) for coder in coders.order_by("letter")]


def finished(coding: Coding) -> list[Coder]:
    """Those whose choices count, in the order of their letters."""
    rows = Coder.objects.filter(coding=coding, finished_at__isnull=False)
    return list(rows.select_related("participant").order_by("letter"))


@dataclass(frozen=True, slots=True)
class Coded:
    """A text of a coding that has ended, with what each coder chose, in the order of their letters."""

    text: CodedText
    codes: tuple[int | None, ...]

    @property
    def given(self) -> list[int]:
        return [code for code in self.codes if code is not None]

    @property
    def is_disputed(self) -> bool:
        return len(set(self.given)) > 1

    @property
    def agreed(self) -> int | None:
        """What all who coded it chose, two at least."""
        given = self.given
        return given[0] if len(given) >= FEWEST_CODERS and len(set(given)) == 1 else None


def coded_of(coding: Coding) -> list[Coded]:
    """Every text with the choices of those who finished; nothing before the end. Three queries."""
    if coding.is_open:
        return []
    coders = [coder.pk for coder in finished(coding)]
    texts = CodedText.objects.filter(coding=coding).select_related("contribution__gathering")
    texts = texts.select_related("contribution__kind", "settled_by").defer("contribution__search")
    codes: dict[tuple[int, int], int] = {}
    for coder, text, code in Code.objects.filter(coder__in=coders).values_list("coder", "text", "code"):
        codes[coder, text] = code
    return [
        Coded(text, tuple(codes.get((coder, text.pk)) for coder in coders))
        for text in texts.order_by("place")
    ]


def pairs_of(coded: list[Coded]) -> Counter[tuple[int, int]]:
    """How often one coder chose the first where one of a later letter chose the second."""
    return Counter(pair for one in coded for pair in _pairs(one.given))


def _pairs(codes: list[int]) -> Iterator[tuple[int, int]]:
    for place, first in enumerate(codes):
        for second in codes[place + 1 :]:
            yield first, second


def offered(coding: Coding) -> list[Topic]:
    """The topics among which one chooses, in the order in which they are shown; one query."""
    found = {topic.key: topic for topic in Topic.objects.filter(analysis=coding.analysis_id)}
    return [found[key] for key in coding.topics if key in found]


def pools_of(analysis: Analysis) -> dict[int, list[int]]:
    """What a sample is drawn from: texts that everybody may read, by the number of their topic.

    Of nearly identical texts one alone, the first: copies would make people agree more than they do.
    """
    rows = TopicMember.objects.filter(analysis=analysis, contribution__state=State.PUBLISHED)
    pools: dict[int, list[int]] = {}
    seen: set[int] = set()
    for pk, key, group in rows.order_by("contribution").values_list("contribution", "topic__key", "group"):
        if group is None or group not in seen:
            seen.update([] if group is None else [group])
            pools.setdefault(key, []).append(pk)
    return pools


def put_by_machine(analysis: Analysis, ids: list[int]) -> dict[int, int]:
    """The topic where the engine put each, or its part where it was cut; where it was merged, if it was."""
    rows = TopicMember.objects.filter(analysis=analysis, contribution__in=ids)
    found = rows.select_related("found__merged_into", "part__merged_into")
    return {one.contribution_id: _standing(one.part or one.found).key for one in found}


def _standing(topic: Topic) -> Topic:
    return topic.merged_into or topic
