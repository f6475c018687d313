"""Write planned kinds, with what their forms ask, in the language that is spoken now."""

from collections.abc import Collection, Sequence

from parvis.consultations.models import ConsultationPage, Kind
from parvis.consultations.questions import Question
from parvis.consultations.slugs import free_slug
from parvis.consultations.templates_catalogue import KindPlan


def add_kinds(
    consultation: ConsultationPage,
    plans: Sequence[KindPlan],
    *,
    after: int = 0,
    taken: Collection[str] = (),
) -> dict[str, Kind]:
    """Add them in this order from position `after` on, in the caller's transaction; by their plan's code.

    Beside the codes already `taken`, they get others.
    """
    kinds: dict[str, Kind] = {}
    for place, plan in enumerate(plans, start=after):
        kinds[plan.code] = Kind.objects.create(
            consultation=consultation,
            code=free_slug(plan.code, taken),
            name=str(plan.name),
            plural_name=str(plan.plural_name),
            call=str(plan.call),
            help_text=str(plan.help_text),
            responds_to=kinds.get(plan.responds_to),
            role=plan.role,
            is_titled=plan.is_titled,
            has_text=plan.has_text,
            text_limit=plan.text_limit,
            visibility=plan.visibility,
            one_per_person=plan.one_per_person,
            position=place,
        )
        _add_questions(kinds[plan.code], plan)
    return kinds


def _add_questions(kind: Kind, plan: KindPlan) -> None:
    Question.objects.bulk_create(
        Question(
            kind=kind,
            code=question.code,
            type=question.type,
            label=str(question.label),
            help_text=str(question.help_text),
            is_required=question.is_required,
            settings=question.settings().written(),
            position=place,
        )
        for place, question in enumerate(plan.questions)
    )
