"""Addresses of the desk, below `desk/consultations/`; Wagtail lets in only those who have a desk."""

from django.urls import path

from parvis.front.desk.views import cases, consultation, contributions, kinds, phases, team

app_name = "desk"
ITEM = "<int:pk>/contributions/<int:contribution_pk>/"
urlpatterns = [
    path("", consultation.index, name="index"),
    path("new/", consultation.new, name="new"),
    path("<int:pk>/", consultation.consultation, name="consultation"),
    path("<int:pk>/publish/", consultation.publish, name="publish"),
    path("<int:pk>/themes/", phases.themes, name="themes"),
    path("<int:pk>/kinds/", kinds.listing, name="kinds"),
    path("<int:pk>/kinds/new/", kinds.add, name="add_kind"),
    path("<int:pk>/kinds/<int:kind_pk>/", kinds.edit, name="kind"),
    path("<int:pk>/kinds/<int:kind_pk>/move/", kinds.move, name="move_kind"),
    path("<int:pk>/kinds/<int:kind_pk>/remove/", kinds.remove, name="remove_kind"),
    path("<int:pk>/team/", team.team, name="team"),
    path("<int:pk>/team/<int:member_pk>/leave/", team.leave, name="leave"),
    path("<int:pk>/phases/new/", phases.add, name="add_phase"),
    path("<int:pk>/phases/<int:phase_pk>/", phases.edit, name="phase"),
    path("<int:pk>/phases/<int:phase_pk>/remove/", phases.remove, name="remove_phase"),
    path("<int:pk>/cases/", cases.listing, name="cases"),
    path("<int:pk>/cases/<int:case_pk>/", cases.case, name="case"),
    path("<int:pk>/cases/<int:case_pk>/close/", cases.close, name="close_case"),
    path("<int:pk>/set-aside/", cases.aside, name="set_aside"),
    path("<int:pk>/set-aside/<int:act_pk>/put-back/", cases.back, name="put_back"),
    path("<int:pk>/contributions/", contributions.listing, name="contributions"),
    path(ITEM, contributions.contribution, name="contribution"),
    path(f"{ITEM}hide/", contributions.hide_contribution, name="hide"),
    path(f"{ITEM}restore/", contributions.restore_contribution, name="restore"),
    path(f"{ITEM}answer/", contributions.answer_contribution, name="answer"),
    path(f"{ITEM}take-over/<int:phase_pk>/", contributions.take_over, name="take_over"),
    path(f"{ITEM}arguments/<int:argument_pk>/", contributions.moderate_argument, name="moderate_argument"),
]
