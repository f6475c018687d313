"""What the consultations floor adds to Wagtail: the words of its log."""

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from parvis.consultations.enums import DeskAct


@hooks.register("register_log_actions")
def acts_of_teams(actions: LogActionRegistry) -> None:
    for act in DeskAct:
        actions.register_action(act.action, act.label, act.label)
