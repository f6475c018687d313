"""What the tables of who took part and of weighted results hold."""

from django.utils.translation import gettext_lazy as _

from parvis.opendata.exports.vocabulary import BALLOT, CHOICE, ITEM, File

QUESTION = _("what people were asked of themselves: age, sex, territory, department or occupation")
WHO_TOOK_PART = (
    File(
        "panel.csv",
        _("Who took part, against the population: a line for each group of answers of ten people or more."),
        {
            "question": QUESTION,
            "answers": _("the answers of the group; several when too few people gave each"),
            "people": _("how many people gave them"),
            "share": _("their share of those who answered, between 0 and 1"),
            "share_low": _("low end of its interval, at 95 in a hundred"),
            "share_high": _("high end of its interval"),
            "population": _("their share of the population"),
            "source": _("where the figures of the population come from"),
            "year": _("the year of these figures"),
            "answered": _("how many people answered the question"),
            "took_part": _("how many people took part"),
            "not_measured": _("why the question is not measured; empty when it is"),
        },
    ),
    File(
        "panel-measures.csv",
        _("How far those who took part are from the population, question by question."),
        {
            "question": QUESTION,
            "measure": _("note, dissimilarity, efficiency (Kish), coverage or theil"),
            "value": _("its value: the note out of 5, the others as shares or as they are defined"),
            "low": _("low end of its interval over a thousand resamples"),
            "high": _("high end of its interval"),
        },
    ),
    File(
        "panel-weights.csv",
        _(
            "Weights that bring all questions to the population; none where fewer than ten people answer"
            " alike."
        ),
        {
            "answers": _("the answers to each question"),
            "people": _("how many people gave them"),
            "weight": _("what each of them would weigh, 1 on average"),
        },
    ),
    File(
        "weighted-results.csv",
        _(
            "Results of votes that are over, raw and brought to the population: the first items of each, a"
            " row for each answer. Volunteers are no sample: the raw total is the official result."
        ),
        {
            "ballot": BALLOT,
            "item": ITEM,
            "choice": CHOICE,
            "people": _("how many people gave this answer, one by one"),
            "share": _("their share of those who voted on the item, between 0 and 1"),
            "weighted_people": _("of those who voted, how many said who they are and are weighted"),
            "effective_size": _("what these people are worth, once weighted: (Σw)² / Σw²"),
            "design_effect": _("weighted people over effective size (Kish)"),
            "weighted_share": _("the weighted share, between 0 and 1"),
            "low": _("low end of its interval, at 95 in a hundred"),
            "high": _("high end of its interval"),
            "rounded_to": _("to what the weighted share is rounded, so that nobody is told of"),
            "not_weighted": _("why there is no weighted share; empty when there is one"),
        },
    ),
)
