"""The one error of the engine: what is wrong with an input, in a form that any language can word."""


class AnalysisError(ValueError):
    """An input that cannot be analysed.

    Parameters
    ----------
    code
        A stable key (`missing_column`, `vote_out_of_range`...), which the caller words in its language.
    message
        The same in English, for those who use the library alone.
    details
        What the sentence names: the column, the line, the value.
    """

    def __init__(self, code: str, message: str, **details: object) -> None:
        super().__init__(message)
        self.code = code
        self.details = details
