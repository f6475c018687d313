"""Pages of the debate floor."""

from parvis.debate.views.argue import argue
from parvis.debate.views.comment import comment
from parvis.debate.views.reply import reply
from parvis.debate.views.support import support
from parvis.debate.views.withdraw import withdraw

__all__ = ["argue", "comment", "reply", "support", "withdraw"]
