"""Addresses of the front floor: pages that put capabilities side by side."""

from django.urls import path

from parvis.front.views import (
    algorithms,
    consultations,
    contributions,
    evaluation,
    home,
    identical,
    kiosk,
    leaving,
    maps,
    mine,
    my_data,
    organisations,
    people,
    questionnaires,
    questions,
    register,
    results,
    rules,
    search,
    texts,
)

app_name = "front"
urlpatterns = [
    path("", home.home, name="home"),
    path("algorithms/", algorithms.algorithms, name="algorithms"),
    path("search/", search.search, name="search"),
    path("search/map/", search.search_map, name="search_map"),
    path("consultations/", consultations.consultation_list, name="consultations"),
    path("consultations/<slug:slug>/", consultations.consultation_detail, name="consultation"),
    path("consultations/<slug:slug>/contributions/", contributions.contribution_list, name="contributions"),
    path("consultations/<slug:slug>/map/", maps.contribution_map, name="map"),
    path("consultations/<slug:slug>/results/", results.result, name="result"),
    path(
        "consultations/<slug:slug>/results/<slug:code>/", questionnaires.questionnaire, name="questionnaire"
    ),
    path("consultations/<slug:slug>/synthesis/", results.synthesis, name="synthesis"),
    path("consultations/<slug:slug>/questions/", questions.questions, name="questions"),
    path("consultations/<slug:slug>/moderation/", register.register, name="register"),
    path("consultations/<slug:slug>/rules/", rules.rules, name="rules"),
    path("consultations/<slug:slug>/evaluation/", evaluation.evaluation, name="evaluation"),
    path("consultations/<slug:slug>/evaluation/answer/", evaluation.answer, name="evaluate"),
    path(
        "consultations/<slug:slug>/evaluation/answers.csv", evaluation.evaluation_csv, name="evaluation_csv"
    ),
    path("consultations/<slug:slug>/texts/<slug:text>/", texts.text, name="text"),
    path("consultations/<slug:slug>/texts/<slug:text>/text.md", texts.markdown, name="text_markdown"),
    path("contributions/<int:pk>/amendments/", texts.compared, name="compared"),
    path("contributions/<int:pk>/", contributions.contribution_detail, name="contribution"),
    path("contributions/<int:pk>/identical/", identical.identical, name="identical"),
    path("contributions/<int:pk>/mine-too/", identical.mine_too, name="mine_too"),
    path("contributions/<int:pk>/sides/", contributions.both_sides, name="sides"),
    path("kiosk/next/", kiosk.next_person, name="kiosk_next"),
    path("kiosk/<str:token>/", kiosk.start, name="kiosk"),
    path("me/contributions/", mine.contributions, name="mine"),
    path("me/arguments/", mine.arguments, name="my_arguments"),
    path("me/votes/", mine.votes, name="my_votes"),
    path("me/delete/", leaving.delete, name="delete"),
    path("me/data/", my_data.my_data, name="my_data"),
    path("me/data/file/", my_data.my_data_file, name="my_data_file"),
    path("me/follows/", mine.follows, name="my_follows"),
    path("me/became/", mine.became, name="became"),
    path("people/<int:pk>/", people.person, name="person"),
    path("organisations/<int:pk>/", organisations.organisation, name="organisation"),
]
