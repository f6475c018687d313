-- Contributions of the length and the vocabulary of real ones, in two kinds and two phases that follow one another,
-- by 2,000 authors, with the tallies of a ballot. Drawn from the row number: the same at every run.
INSERT INTO accounts_participant (password, is_superuser, email, public_name, identity_level, origin, language, is_staff, is_active, created_at)
SELECT '!' || n, false, %(slug)s || n || '@example.org', 'Personne ' || n, 1, 'web', 'fr', false, true, now()
FROM generate_series(1, 2000) n;

CREATE TEMPORARY TABLE words AS
SELECT array['rue', 'place', 'école', 'trottoir', 'piste', 'cyclable', 'bus', 'horaire', 'arrêt', 'vitesse', 'voiture', 'stationnement',
  'passage', 'piéton', 'feu', 'carrefour', 'gare', 'train', 'marché', 'commerce', 'livraison', 'bruit', 'ombre', 'arbre', 'banc', 'éclairage',
  'nuit', 'matin', 'soir', 'enfant', 'parent', 'aîné', 'fauteuil', 'poussette', 'pont', 'rivière', 'quartier', 'centre', 'village', 'hameau',
  'travail', 'lycée', 'collège', 'hôpital', 'mairie', 'budget', 'chantier', 'sécurité', 'danger', 'accident', 'priorité', 'signalisation',
  'panneau', 'sens', 'unique', 'double', 'largeur', 'zone', 'rencontre', 'covoiturage'] AS pool,
  array(SELECT id FROM accounts_participant WHERE email LIKE %(slug)s || '%%' ORDER BY id) AS people;

INSERT INTO contributions_contribution
  (consultation_id, kind_id, phase_id, theme_id, author_id, title, text, state, origin, identity_level, argument_count, shuffle_key,
   idempotency_key, is_late, created_at, form_answers)
SELECT %(consultation)s, (%(kinds)s::bigint[])[1 + n * 2 / %(count)s], (%(phases)s::bigint[])[1 + n * 2 / %(count)s],
  (%(themes)s::bigint[])[1 + abs(hashint8(n)) %% 8], people[1 + abs(hashint8(n + 7)) %% 2000],
  'La ' || pool[1 + abs(hashint8(n * 3)) %% 60] || ' et la ' || pool[1 + abs(hashint8(n * 5)) %% 60],
  (SELECT string_agg(pool[1 + abs(hashint8(n * 97 + k)) %% 60], ' ') FROM generate_series(1, 40) k)
    || CASE WHEN abs(hashint8(n * 11)) %% 5 < 2 THEN ' vélos' ELSE '' END
    || CASE WHEN abs(hashint8(n * 13)) %% 5000 = 0 OR (n < 60 AND %(count)s < 1000) THEN ' passerelle' ELSE '' END,
  'published', 'web', 1, greatest(0, abs(hashint8(n * 17)) %% 100 - 90), abs(hashint8extended(n, 1)) & (2::bigint ^ 62 - 1)::bigint,
  gen_random_uuid(), false, now() - (%(count)s - n) * interval '1 second',
  CASE WHEN abs(hashint8(n * 19)) %% 5 > 0 THEN '{}'::jsonb ELSE jsonb_build_object('where', jsonb_build_object('geometry', jsonb_build_object(
    'type', 'Point', 'coordinates', jsonb_build_array(abs(hashint8(n * 23)) %% 80000 / 10000.0, 42 + abs(hashint8(n * 29)) %% 80000 / 10000.0)))) END
FROM generate_series(0::bigint, %(count)s - 1) n, words;

INSERT INTO ballots_tally (ballot_id, contribution_id, choice, count, imported_count)
SELECT a.id, c.id, 1, c.id %% 100, 0
FROM contributions_contribution c JOIN consultations_phaseaction a ON a.phase_id = c.phase_id AND a.verb = 'vote'
WHERE c.consultation_id = %(consultation)s;

DROP TABLE words;
