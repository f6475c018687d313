-- Contributions of the length of real ones and votes on them, by as many people as there are contributions, each
-- with its salt; every contribution has its place in the log. Drawn from the row number, but for the salts.
-- What the triggers of votes refuse, no row here has: they are left out while rows are written.
SET LOCAL session_replication_role = replica;

INSERT INTO accounts_participant (password, is_superuser, email, public_name, identity_level, origin, language, is_staff, is_active, created_at)
SELECT '!', false, 'e' || n || '@example.org', 'Personne ' || n, 1 + n %% 2, 'web', 'fr', false, true, now()
FROM generate_series(1, %(contributions)s::bigint) n;

CREATE TEMPORARY TABLE people AS
SELECT id, row_number() OVER (ORDER BY id) AS n FROM accounts_participant WHERE email LIKE 'e%%@example.org';

INSERT INTO contributions_contribution
  (consultation_id, kind_id, phase_id, author_id, title, text, state, origin, identity_level, argument_count, shuffle_key,
   idempotency_key, is_late, created_at, form_answers, entry, salt)
SELECT %(page)s, %(kind)s, %(phase)s, id, 'Idée ' || n || ' : une école à l’ombre',
  left(repeat('Une piste cyclable près du lycée, des trains l’été et un « banc » à l’ombre. ', 5), 200 + (n %% 200)::int),
  'published', 'web', 1 + n %% 2, 0, n, gen_random_uuid(), false, now() - interval '5 days', '{}', gen_random_uuid(),
  sha256(convert_to('c' || n || random(), 'UTF8'))
FROM people;

INSERT INTO ledger_leaf (seq, entry, data)
SELECT row_number() OVER (ORDER BY id) - 1, entry, convert_to('{"c":null,"kind":"contribution.accepted","pub":{},"ref":null,"seq":'
  || row_number() OVER (ORDER BY id) - 1 || ',"space":"' || %(space)s || '","t":0,"v":1}', 'UTF8')
FROM contributions_contribution WHERE consultation_id = %(page)s;

CREATE TEMPORARY TABLE items AS
SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM contributions_contribution WHERE consultation_id = %(page)s;
CREATE INDEX ON items (n);
CREATE INDEX ON people (n);

INSERT INTO ballots_vote (ballot_id, contribution_id, voter_id, choice, is_live, identity_level, origin, created_at, entry, salt, shares)
SELECT %(ballot)s, item.id, person.id, (v %% 3) - 1, true, 1 + person.n %% 2, 'web', now() - interval '4 days', gen_random_uuid(),
  sha256(convert_to('s' || v || random(), 'UTF8')), substr(sha256(convert_to('t' || v || random(), 'UTF8')), 1, 16)
FROM generate_series(0, %(votes)s::bigint - 1) v
JOIN people person ON person.n = 1 + v %% %(contributions)s
JOIN items item ON item.n = (v %% %(contributions)s + v / %(contributions)s) %% %(contributions)s;

INSERT INTO ballots_tally (ballot_id, contribution_id, choice, count, imported_count)
SELECT ballot_id, contribution_id, choice, count(*), 0 FROM ballots_vote WHERE ballot_id = %(ballot)s GROUP BY 1, 2, 3;

INSERT INTO ballots_toldtally (ballot_id, digest, final_digest, final_at) SELECT %(ballot)s, '', '', now();

DROP TABLE people, items;
