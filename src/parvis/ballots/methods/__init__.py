"""The voting methods, by the code that a ballot carries."""

from parvis.ballots.methods.approval import Approval
from parvis.ballots.methods.base import Answer, Method
from parvis.ballots.methods.budget import Budget
from parvis.ballots.methods.for_mixed_against import ForMixedAgainst
from parvis.ballots.methods.grade import Grade, MajorityJudgment
from parvis.ballots.methods.pairs import Pairs
from parvis.ballots.methods.points import Points
from parvis.ballots.methods.ranking import Ranking
from parvis.ballots.methods.statements import Statements
from parvis.ballots.methods.support import Support
from parvis.consultations.enums import BallotMethod

METHODS: dict[str, Method] = {
    BallotMethod.SUPPORT: Support(),
    BallotMethod.FOR_MIXED_AGAINST: ForMixedAgainst(),
    BallotMethod.STATEMENTS: Statements(),
    BallotMethod.APPROVAL: Approval(),
    BallotMethod.POINTS: Points(),
    BallotMethod.RANKING: Ranking(),
    BallotMethod.GRADE: Grade(),
    BallotMethod.MAJORITY_JUDGMENT: MajorityJudgment(),
    BallotMethod.BUDGET: Budget(),
    BallotMethod.PAIRS: Pairs(),
}


def method_of(code: str) -> Method:
    """The method of a ballot. Raises KeyError when the ballot names none: the database forbids it."""
    return METHODS[code]


__all__ = ["METHODS", "Answer", "Method", "method_of"]
