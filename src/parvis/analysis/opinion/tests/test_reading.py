"""Reading conversations from files, and what is said of files that cannot be read."""

from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.analysis.errors import AnalysisError
from parvis.analysis.opinion.reading import read, read_csv, read_folder
from parvis.analysis.opinion.tests.data import POLIS, needs_polis, planted, same

PLAIN = "participant,statement,vote\nzoé,10,agree\nabel,2,disagree\nzoé,2,pass\nabel,10,1\n"


def write(path, text):
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refusal(path):
    with pytest.raises(AnalysisError) as refused:
        read(path)
    return refused.value


def test_a_table_of_votes_is_read_with_its_names(tmp_path):
    found = read(write(tmp_path / "votes.csv", PLAIN))
    assert found.participants.tolist() == ["abel", "zoé"]
    assert found.statements.tolist() == [2, 10]
    assert found.votes.rows().tolist() == [0, 0, 1, 1]
    assert found.votes.values.tolist() == [-1, 1, 0, 1]


@pytest.mark.parametrize(
    "names", ["voter-id,comment-id,vote", "Participant_ID;Statement ID;Vote", "participant\tcomment\tvalue"]
)
def test_names_and_separators_are_those_of_common_tools(tmp_path, names):
    separator = next(mark for mark in ",;\t" if mark in names)
    lines = [names, separator.join("310"), separator.join(["3", "2", " -1.0 "])]
    found = read_csv(write(tmp_path / "votes.csv", "\ufeff" + "\r\n".join(lines)))
    assert found.participants.tolist() == [3]
    assert found.votes.values.tolist() == [0, -1]


def test_the_last_vote_is_told_by_the_time(tmp_path):
    late_first = "timestamp,participant,statement,vote\n20,1,1,-1\n10,1,1,1\n"
    assert read(write(tmp_path / "votes.csv", late_first)).votes.values.tolist() == [-1]


def test_an_empty_vote_is_a_statement_not_seen(tmp_path):
    found = read(write(tmp_path / "votes.csv", "participant,statement,vote\n1,1,1\n1,2,\n\n2,1,0\n"))
    assert found.votes.values.tolist() == [1, 0]


@pytest.mark.parametrize(
    ("text", "code", "details"),
    [
        ("participant,statement\n1,1\n", "missing_column", {"column": "vote"}),
        ("who,statement,vote\n1,1,1\n", "missing_column", {"column": "voter-id"}),
        (PLAIN + "abel,10,maybe\n", "vote_out_of_range", {"line": 6, "column": "vote", "value": "maybe"}),
        (PLAIN + "abel,10,2\n", "vote_out_of_range", {"line": 6}),
        (PLAIN + ",10,1\n", "missing_value", {"line": 6, "column": "participant"}),
        (PLAIN.encode() + b"ab\xff,10,1\n", "invalid_bytes", {"line": 6}),
        (b"\xff\xfe\x00participant", "invalid_bytes", {"line": 1}),
        (PLAIN + "1,2,1,4,5\n", "bad_line", {"file": "votes.csv"}),
        ("", "empty_file", {"file": "votes.csv"}),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path, text, code, details):
    said = refusal(write(tmp_path / "votes.csv", text))
    assert said.code == code
    assert said.details.items() >= details.items()


PIECES = st.sampled_from(
    [b"participant", b"statement", b"vote", b"timestamp", b",", b";", b"\n", b"\r\n", b'"', b"1"]
)
BYTES = st.one_of(PIECES, st.sampled_from([b"-1", b"agree", b" ", b"\xff", b"\x00", "é".encode(), b"9" * 30]))


@given(st.booleans(), st.lists(BYTES, max_size=40))
@settings(deadline=None, max_examples=200)
def test_any_bytes_are_read_or_refused(tmp_path_factory, headed, pieces):
    header = b"participant,statement,vote\n" if headed else b""
    path = write(tmp_path_factory.mktemp("any") / "votes.csv", header + b"".join(pieces))
    with suppress(AnalysisError):
        found = read(path)
        assert found.votes.shape == (len(found.participants), len(found.statements))


def test_a_header_alone_holds_no_vote(tmp_path):
    assert read(write(tmp_path / "votes.csv", "participant,statement,vote\n")).votes.shape == (0, 0)


def test_what_is_not_there_is_named(tmp_path):
    assert refusal(tmp_path / "none.csv").code == "missing_file"
    assert refusal(tmp_path).code == "missing_file"


def folder_of(path):
    write(path / "votes.csv", "timestamp,comment-id,voter-id,vote\n3,7,1,1\n1,7,1,-1\n2,9,1,0\n2,7,2,1\n")
    write(
        path / "comments.csv",
        'comment-id,agrees,disagrees,moderated,is-meta,comment-body\n7,9,9,1,false,"One,\ntwo"\n'
        "9,0,0,-1,false,Bad\n8,0,0,1,TRUE,About this\n",
    )
    write(path / "participants-votes.csv", "participant,group-id,n-votes,7,8,9\n1,1,2,1,,0\n2,,1,1,,\n")
    return path


def test_a_folder_tells_texts_moderation_and_published_groups(tmp_path):
    found = read_folder(folder_of(tmp_path))
    assert found.statements.tolist() == [7, 8, 9]
    assert found.texts == ("One,\ntwo", "About this", "Bad")
    assert found.refused.tolist() == [False, False, True]
    assert found.meta.tolist() == [False, True, False]
    assert found.published.tolist() == [1, -1]
    assert found.votes.values.tolist() == [1, 0, 1]
    assert found.votes.shape == (2, 3)


def test_one_line_a_participant_says_the_same(tmp_path):
    long = read_folder(folder_of(tmp_path))
    (tmp_path / "votes.csv").unlink()
    assert same(read_folder(tmp_path).votes, long.votes)


def test_a_wrong_cell_of_a_wide_table_is_named(tmp_path):
    folder = folder_of(tmp_path)
    (folder / "votes.csv").unlink()
    write(folder / "participants-votes.csv", "participant,7,9\n1,1,0\n2,1,5\n")
    said = refusal(folder)
    assert (said.code, said.details["line"], said.details["column"]) == ("vote_out_of_range", 3, "9")


def test_a_packed_file_is_a_conversation_without_names(tmp_path):
    votes, _ = planted(30, 8, 5)
    votes.save(tmp_path / "packed.npz")
    found = read(tmp_path / "packed.npz")
    assert same(found.votes, votes)
    assert found.statements.tolist() == list(range(8))


@needs_polis
@pytest.mark.parametrize(
    ("name", "shape", "votes", "refused"),
    [
        ("brexit-consensus", (204, 50), 5303, 0),
        ("scoop-hivemind.taxes", (334, 148), 17335, 57),
        ("bg2050-volunteers", (126, 371), 14283, 55),
    ],
)
def test_a_real_export_is_read_whole_and_changed_votes_count_once(name, shape, votes, refused):
    found = read(POLIS / name)
    assert (found.votes.shape, found.votes.size, int(found.refused.sum())) == (shape, votes, refused)
    assert all(found.texts)


@needs_polis
def test_agree_is_plus_one_in_exports():
    found = read(POLIS / "scoop-hivemind.taxes")
    with (POLIS / "scoop-hivemind.taxes" / "participants-votes.csv").open(encoding="utf-8") as file:
        header, first = (next(file).strip().split(",") for _ in range(2))
    row = int(np.flatnonzero(found.participants == int(first[0]))[0])
    mine = found.votes.values[found.votes.starts[row] : found.votes.starts[row + 1]]
    told = [int(first[header.index(name)]) for name in ("n-agree", "n-disagree")]
    assert [(mine == 1).sum(), (mine == -1).sum()] == told
