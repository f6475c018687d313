"""What an archive holds beside its tables and its rows."""

from django.utils.translation import gettext_lazy as _

COLUMN_FILES = {
    "contributions.parquet": _("Contributions by columns, with the columns of contributions.csv."),
    "arguments.parquet": _("Arguments and replies by columns, with the columns of arguments.csv."),
    "answers.parquet": _("Official answers by columns."),
    "votes.parquet": _("Totals of votes by columns: ballot, item, choice and identity level."),
}
OTHERS = COLUMN_FILES | {
    "rules/*.json": _("The rules of the consultation, each time that they changed."),
    "synthesis/*.json": _("The synthesis, each time that it was published, and remarks of the guarantor."),
    "minutes/*.json": _(
        "The minutes of an event, each time that they were published: the number of the event, then that of"
        " the version."
    ),
    "draws/*.json": _("The report of each panel drawn by lot: the list, the seed, the panel; no name."),
    "draws/replay.py": _("The program that draws these panels again."),
    "tables.xlsx": _(
        "The same tables with answers and totals of votes, as one workbook; not there when a table has more"
        " than 50,000 rows."
    ),
    "datapackage.json": _(
        "The list of the files with the type of each column, as programs read it (Frictionless Data Package)."
    ),
    "figures.json": _(
        "Every figure of the page of results, counted when the archive was made, and what one must know to"
        " count them again."
    ),
    "outcomes.jsonl": _(
        "The result of each ballot that is over, by its method: an item a line, then the whole."
    ),
    "analyses.json": _("What each published analysis of texts was made from: seed, texts, fingerprints."),
    "quality/*.json": _("The six quality notes, and the numbers that they come from."),
    "panel.json": _("Who took part, as the public log holds its fingerprint once it is final."),
    "weighted/*.json": _("The weighted result of a vote, as the public log holds its fingerprint."),
    "ledger/leaves.jsonl": _("The whole public log, one act a line."),
    "ledger/checkpoint.txt": _("What was signed of it when the archive was made."),
    "ledger/checkpoints.jsonl": _("What was signed of it earlier, once a day."),
    "manifest.json": _("The list of the files with their fingerprints."),
    "verify.py": _("The program that checks all this."),
    "README.txt": _("How to read and check all this, in English."),
    "LISEZMOI.txt": _("How to read and check all this, in French."),
}
