"""The relations to `Participant` that the export of my data does not read, each with the reason."""

OF_A_TEAM = "work of a team on its pages: the words are the organisation's, the acts are in acts-on-pages"
SET_ASIDE = "an act of moderation on other people's votes, in the public register"
OF_A_TALLY = "work of a team on totals that name nobody"
LEFT_OUT = {
    ("accounts.Participant_groups", "participant"): "in the part `account`",
    ("accounts.Participant_user_permissions", "participant"): "in the part `account`",
    ("ballots.BallotPaper", "voter"): "the sum of what is in the part `votes`",
    ("ballots.PaperBatch", "entered_by"): OF_A_TALLY,
    ("ballots.PaperBatch", "cancelled_by"): OF_A_TALLY,
    ("ballots.SetAside", "moderator"): SET_ASIDE,
    (
        "ballots.SetAside",
        "put_back_by",
    ): SET_ASIDE,
    ("consultations.TeamInvitation", "invited_by"): "says who invited somebody, which is about them",
    ("contributions.Attachment", "sent_by"): "in the part `files`",
    ("learning.Quiz", "writers"): OF_A_TEAM,
    ("learning.Quiz_writers", "participant"): OF_A_TEAM,
    ("conduct.FinalDecision", "author"): OF_A_TEAM,
    ("conduct.Rehearsal", "author"): OF_A_TEAM,
    ("conduct.DraftTrial", "opened_by"): OF_A_TEAM,
    ("contributions.Merge", "split_by"): "an act of a team on texts of others, in the public log",
    ("following.Announcement", "author"): OF_A_TEAM,
    ("following.Letter", "author"): OF_A_TEAM,
    ("following.Subscription", "author"): "says who follows me, which is theirs, and never shown",
    ("contributions.SharedDraft", "saved_by"): "the last of what is in the part `shared-drafts`",
    ("organisations.Organisation", "decided_by"): "an act of a team on an organisation, in the public log",
    ("organisations.Representative", "invited_by"): "says who invited somebody, which is about them",
    ("moderation.Look", "moderator"): "says which text is open before a moderator now, for some minutes",
    ("opendata.Sheet", "actor"): "says who brought a spreadsheet to import, for a day at most",
    ("wagtailadmin.EditingSession", "user"): "says which page is open in an editor now, for some minutes",
    ("wagtailadmin.FormState", "user"): "says how a form of the desk was left",
    ("wagtailcore.Comment", "resolved_by"): OF_A_TEAM,
    ("wagtailcore.Page", "locked_by"): OF_A_TEAM,
    ("wagtailcore.PageSubscription", "user"): OF_A_TEAM,
    ("wagtailcore.Revision", "user"): OF_A_TEAM,
    ("wagtailcore.TaskState", "finished_by"): OF_A_TEAM,
    ("wagtailcore.UploadedFile", "uploaded_by_user"): "a file on its way into the desk, for some minutes",
    ("wagtailcore.WorkflowState", "requested_by"): OF_A_TEAM,
}
