"""Every sentence of the verifier, in English and in French."""

from parvis.merkle.verifier.findings import Fact

TEXTS: dict[str, tuple[str, str]] = {
    # What the report is made of.
    "export": (
        "Export of “{title}” ({space}): public log {origin}, {leaves} line{leaves:s}.",
        "Export de « {title} » ({space}) : journal public {origin}, {leaves} ligne{leaves:s}.",
    ),
    "key_given": (
        "Signed by the key that you gave: {key}",
        "Signé par la clé que vous avez donnée : {key}",
    ),
    "key_found": (
        "Signed by the key found in the export: {key}",
        "Signé par la clé trouvée dans l’export : {key}",
    ),
    "key_from_export": (
        "No key was given. The key inside the export proves nothing by itself: whoever makes a "
        "false export puts a false key in it. Take the key from another place: a page of the "
        "site, a receipt, a mail.",
        "Aucune clé n’a été donnée. La clé contenue dans l’export ne prouve rien à elle seule : "
        "qui fabrique un faux export y met une fausse clé. Prenez la clé ailleurs : une page du "
        "site, un récépissé, un courriel.",
    ),
    "rows": (
        "{verified} verified, {withheld} withheld ({withheld} reason{withheld:s}), "
        "{erased} erased ({erased} ground{erased:s}), {unexplained} unexplained.",
        "{verified} vérifiée{verified:s}, {withheld} non publiée{withheld:s} "
        "({withheld} raison{withheld:s}), {erased} effacée{erased:s} ({erased} motif{erased:s}), "
        "{unexplained} sans explication.",
    ),
    "hidden": (
        "hidden by moderation, or about a hidden text: {n}",
        "masquées par la modération, ou sur un texte masqué : {n}",
    ),
    "few": ("withheld: fewer than 30 votes: {n}", "non publiés : moins de 30 votes : {n}"),
    "together": (
        "told without their identity level, which few people have, among those of others: {n}",
        "dits sans leur niveau d’identité, que peu de gens ont, parmi ceux d’autres : {n}",
    ),
    "open": ("withheld: vote under way: {n}", "non publiés : vote en cours : {n}"),
    "private": (
        "read by the organiser alone, as their line says from the start: {n}",
        "lues par le seul organisateur, ce que leur ligne dit dès le début : {n}",
    ),
    "revised": ("replaced by a later version: {n}", "remplacées par une version suivante : {n}"),
    "withdrawn": (
        "withdrawn by their author, or about a withdrawn text: {n}",
        "retirées par leur auteur, ou sur un texte retiré : {n}",
    ),
    "erased": (
        "erased, as the public log says: {n}",
        "effacées, ce que dit le journal public : {n}",
    ),
    "older": (
        "older than the public log: {n}, of which nothing can be verified",
        "plus anciennes que le journal public : {n}, dont rien ne peut être vérifié",
    ),
    "unproved": (
        "still shown, made anonymous, without proof any longer: {n}",
        "encore publiées, rendues anonymes, désormais sans preuve : {n}",
    ),
    "totals_match": (
        "Totals match: {ballots} ballot{ballots:s}, {votes} vote{votes:s} counted again.",
        "Les totaux concordent : {ballots} scrutin{ballots:s}, {votes} vote{votes:s} recompté{votes:s}.",
    ),
    "aside": ("set aside by moderation: {n}", "mis de côté par la modération : {n}"),
    "imported": (
        "imported as totals, which nothing proves: {n}",
        "importés comme totaux, que rien ne prouve : {n}",
    ),
    "totals_do_not_match": ("Totals do NOT match.", "Les totaux NE concordent PAS."),
    "consistent": (
        "Public log consistent with {n} older checkpoint{n:s}.",
        "Journal public cohérent avec {n} point{n:s} de contrôle antérieur{n:s}.",
    ),
    "receipt_good": (
        "Your receipt is good: line {seq} ({kind}) is in this public log.",
        "Votre récépissé est bon : la ligne {seq} ({kind}) est dans ce journal public.",
    ),
    "receipt_opened": (
        "Your receipt is good: line {seq} ({kind}) is in this public log, and holds exactly your words.",
        "Votre récépissé est bon : la ligne {seq} ({kind}) est dans ce journal public, et scelle "
        "exactement vos mots.",
    ),
    "no_vkey": ("This is no key: {text}", "Ceci n’est pas une clé : {text}"),
    "anomalies": ("Anomalies: {n}.", "Anomalies : {n}."),
    "and_more": ("... and {n} more.", "... et {n} de plus."),
    "sound": (
        "SOUND: nothing is missing, altered or slipped in.",
        "SAIN : rien ne manque, n’est altéré ni ajouté.",
    ),
    "sound_but": (
        "SOUND, but for what nothing proves (see above): {n}.",
        "SAIN, hors ce que rien ne prouve (voir plus haut) : {n}.",
    ),
    "sound_by_its_key": (
        "SOUND, IF its key is the right one: find the key elsewhere, then check again with it.",
        "SAIN, SI sa clé est la bonne : trouvez la clé ailleurs, puis vérifiez de nouveau avec elle.",
    ),
    "not_sound": ("NOT SOUND.", "NON SAIN."),
    "not_read": (
        "NOT VERIFIED: the export could not be read to its end.",
        "NON VÉRIFIÉ : export illisible jusqu’au bout.",
    ),
    # What makes an export impossible to read.
    "not_a_zip": ("{name} is no zip file, or is cut.", "{name} n’est pas un fichier zip, ou est tronqué."),
    "too_big": (
        "{name} is larger than the verifier accepts.",
        "{name} dépasse la taille que le vérificateur accepte.",
    ),
    "name_refused": (
        "The export has a file of a forbidden name: {name}",
        "L’export a un fichier au nom interdit : {name}",
    ),
    "name_twice": ("The export has two files named {name}.", "L’export a deux fichiers nommés {name}."),
    "file_broken": ("{name} cannot be read: the zip is damaged.", "{name} est illisible : le zip est abîmé."),
    "file_missing": ("The export lacks {name}.", "Il manque {name} à l’export."),
    "line_cut": ("{name} is cut, or has a line too long.", "{name} est tronqué, ou a une ligne trop longue."),
    "manifest_senseless": ("manifest.json makes no sense.", "manifest.json n’a pas de sens."),
    "checkpoint_senseless": ("{name} holds no checkpoint.", "{name} ne contient pas de point de contrôle."),
    "tallies_senseless": ("tallies.json makes no sense.", "tallies.json n’a pas de sens."),
    "receipt_senseless": ("{name} is no receipt.", "{name} n’est pas un récépissé."),
    # Anomalies of files.
    "file_unlisted": ("{name} is not in the manifest.", "{name} n’est pas dans le manifeste."),
    "file_altered": (
        "{name} is not as it was when the export was made.",
        "{name} n’est plus tel qu’à la fabrication de l’export.",
    ),
    "text_altered": (
        "{name} is not a text that the public log holds the fingerprint of.",
        "{name} n’est pas un texte dont le journal public a l’empreinte.",
    ),
    "text_missing": (
        "The text that line {seq} holds the fingerprint of is not in the export.",
        "Le texte dont la ligne {seq} a l’empreinte n’est pas dans l’export.",
    ),
    # Anomalies of signatures and history.
    "other_log": (
        "{name} is of another public log: {origin}, not {expected}.",
        "{name} est d’un autre journal public : {origin}, et non {expected}.",
    ),
    "key_unexpected": (
        "The key is not the one expected, or the signature is false: {name} is not signed by {key}",
        "La clé n’est pas celle attendue, ou la signature est fausse : {name} n’est pas signé par {key}",
    ),
    "size_differs": (
        "The checkpoint is of {signed} lines, the export holds {found}.",
        "Le point de contrôle porte sur {signed} lignes, l’export en contient {found}.",
    ),
    "root_differs": (
        "The {size} lines are not those that were signed: one at least was altered, added or moved.",
        "Les {size} lignes ne sont pas celles qui ont été signées : l’une au moins a été altérée,"
        " ajoutée ou déplacée.",
    ),
    "older_of_other_log": (
        "{name}: a checkpoint of {size} lines is of another public log than {origin}.",
        "{name} : un point de contrôle de {size} lignes est d’un autre journal public que {origin}.",
    ),
    "older_key_unexpected": (
        "{name}: a checkpoint of {size} lines is not signed by a key that you trust.",
        "{name} : un point de contrôle de {size} lignes n’est pas signé par une clé de confiance.",
    ),
    "rolled_back": (
        "The public log was rolled back: {name} was signed with {size} lines, the export has {now}.",
        "Le journal public est revenu en arrière : {name} a été signé avec {size} lignes, "
        "l’export en a {now}.",
    ),
    "fork": (
        "Fork: two histories of {size} lines were signed, {name} and that of the export. Keep "
        "both: they are the proof.",
        "Divergence : deux histoires de {size} lignes ont été signées, {name} et celle de "
        "l’export. Gardez les deux : elles font preuve.",
    ),
    "not_extended": (
        "The checkpoint does not extend the older one: {name} signed {size} lines that are not "
        "those of the export; the difference is after the first {start}.",
        "Le point de contrôle ne prolonge pas l’ancien : {name} a signé {size} lignes qui ne sont"
        " pas celles de l’export ; la différence est après les {start} premières.",
    ),
    # Anomalies of leaves.
    "leaf_unreadable": (
        "Line {seq} is unreadable.",
        "La ligne {seq} est illisible.",
    ),
    "leaf_senseless": (
        "Line {seq} says something impossible.",
        "La ligne {seq} dit une chose impossible.",
    ),
    "leaf_missing": (
        "Line {seq} is missing from the public log.",
        "La ligne {seq} manque au journal public.",
    ),
    "leaf_out_of_order": (
        "Lines swapped: line {seq} is not in its place.",
        "Lignes échangées : la ligne {seq} n’est pas à sa place.",
    ),
    "leaf_misplaced": (
        "ledger/leaves.jsonl, no. {line}: says that it is line {seq}.",
        "ledger/leaves.jsonl, n° {line} : se dit la ligne {seq}.",
    ),
    "leaf_back_dated": (
        "Line {seq} is dated well before lines that precede it.",
        "La ligne {seq} est datée bien avant des lignes qui la précèdent.",
    ),
    # Anomalies of rows.
    "row_unreadable": (
        "{name}, no. {line}: unreadable.",
        "{name}, n° {line} : illisible.",
    ),
    "row_altered": (
        "Altered: what is published for line {seq} is not what the public log holds.",
        "Altéré : ce qui est publié pour la ligne {seq} n’est pas ce que scelle le journal public.",
    ),
    "row_moved": (
        "Swapped: what is published for line {seq} is that of line {other}.",
        "Échangé : ce qui est publié pour la ligne {seq} est celui de la ligne {other}.",
    ),
    "row_outside": (
        "Outside the public log: {name}, no. {line} (line {seq}) has no line in this consultation.",
        "Hors du journal public : {name}, n° {line} (ligne {seq}) n’a pas de ligne dans cette consultation.",
    ),
    "row_without_salt": (
        "Line {seq}: its words are published without what opens it; nothing says that they are "
        "those that the public log holds.",
        "Ligne {seq} : ses mots sont publiés sans ce qui l’ouvre ; rien ne dit que ce sont ceux "
        "que scelle le journal public.",
    ),
    "row_twice": (
        "{name}, no. {line}: line {seq} is there twice.",
        "{name}, n° {line} : la ligne {seq} y est deux fois.",
    ),
    "older_unannounced": (
        "Outside the public log: {found} are said to be older than the public log, which knew {announced}.",
        "Hors du journal public : {found} sont dites plus anciennes que le journal public, qui en"
        " connaissait {announced}.",
    ),
    "unexplained": (
        "Unexplained absence of line {seq}.",
        "Absence inexpliquée de la ligne {seq}.",
    ),
    # Anomalies of votes and totals.
    "vote_outside": (
        "Vote outside the public log: rows/votes.jsonl, no. {line} (ballot {ballot}, item {item})"
        " has no line.",
        "Vote hors du journal public : rows/votes.jsonl, n° {line} (scrutin {ballot}, élément "
        "{item}) n’a pas de ligne.",
    ),
    "vote_moved": (
        "Vote of another ballot or level than its line {seq}: rows/votes.jsonl, no. {line}.",
        "Vote d’un autre scrutin ou niveau que sa ligne {seq} : rows/votes.jsonl, n° {line}.",
    ),
    "vote_twice": (
        "Vote counted twice: line {seq}, rows/votes.jsonl, no. {line}.",
        "Vote compté deux fois : ligne {seq}, rows/votes.jsonl, n° {line}.",
    ),
    "vote_ended": (
        "Vote counted though it was changed or withdrawn: line {seq}, rows/votes.jsonl, no. {line}.",
        "Vote compté bien que changé ou retiré : ligne {seq}, rows/votes.jsonl, n° {line}.",
    ),
    "vote_erased": (
        "Vote shown though erased: line {seq}, rows/votes.jsonl, no. {line}.",
        "Vote publié bien qu’effacé : ligne {seq}, rows/votes.jsonl, n° {line}.",
    ),
    "aside_unexplained": (
        "Ballot {ballot}: {votes} votes are set aside, and the public log says so of {told} only.",
        "Scrutin {ballot} : {votes} votes sont mis de côté, et le journal public ne le dit que de {told}.",
    ),
    "totals_differ": (
        "Totals differ: ballot {ballot}, item {item}, choice {choice}, level {level}: {told} "
        "published, {found} "
        "counted.",
        "Totaux différents : scrutin {ballot}, élément {item}, choix {choice}, niveau {level} : "
        "{told} publiés, "
        "{found} comptés.",
    ),
    "totals_too_large": (
        "Totals differ: ballot {ballot}, level {level}: more votes than were cast.",
        "Totaux différents : scrutin {ballot}, niveau {level} : plus de votes que d’exprimés.",
    ),
    "totals_differ_from_leaves": (
        "Totals differ: ballot {ballot}: {told} votes published, {found} in the public log.",
        "Totaux différents : scrutin {ballot} : {told} votes publiés, {found} au journal public.",
    ),
    "total_twice": (
        "The same total is there twice: ballot {ballot}, item {item}, choice {choice}.",
        "Le même total y est deux fois : scrutin {ballot}, élément {item}, choix {choice}.",
    ),
    "final_differs": (
        "Totals differ: those of ballot {ballot} are not the final tally that line {seq} sealed.",
        "Totaux différents : ceux du scrutin {ballot} ne sont pas le décompte final que scelle la"
        " ligne {seq}.",
    ),
    "vote_after_final": (
        "Line {seq} is a vote of ballot {ballot} after its final tally.",
        "La ligne {seq} est un vote du scrutin {ballot} après son décompte final.",
    ),
    "withheld_for_nothing": (
        "The votes of ballot {ballot} are withheld as fewer than 30: there are {votes}.",
        "Les votes du scrutin {ballot} ne sont pas publiés car moins de 30 : il y en a {votes}.",
    ),
    "together_for_nothing": (
        "{votes} votes of ballot {ballot} are told without their level: no level needs it.",
        "{votes} votes du scrutin {ballot} sont dits sans leur niveau : aucun niveau ne le demande.",
    ),
    "together_too_many": (
        "Ballot {ballot}, item {item}: {votes} votes are told without their level, more than few people "
        "give.",
        "Scrutin {ballot}, élément {item} : {votes} votes sont dits sans leur niveau, plus que n’en donnent "
        "peu de gens.",
    ),
    "withheld_though_closed": (
        "The votes of ballot {ballot} are withheld as under way: line {seq} is its final tally.",
        "Les votes du scrutin {ballot} ne sont pas publiés car en cours : la ligne {seq} est son "
        "décompte final.",
    ),
    # Receipts.
    "receipt_absent": (
        "{name}: line {seq} is not in the public log.",
        "{name} : la ligne {seq} n’est pas dans le journal public.",
    ),
    "receipt_not_proved": (
        "{name}: line {seq} of the public log is not the one that the receipt proves.",
        "{name} : la ligne {seq} du journal public n’est pas celle que prouve le récépissé.",
    ),
    "receipt_leaf_differs": (
        "{name}: line {seq} of the public log is not the one of the receipt.",
        "{name} : la ligne {seq} du journal public n’est pas celle du récépissé.",
    ),
    "receipt_words_differ": (
        "{name}: the words of the receipt are not those that line {seq} holds.",
        "{name} : les mots du récépissé ne sont pas ceux que scelle la ligne {seq}.",
    ),
}


class _Number(int):
    """A number in a sentence: `{n}` writes it, `{n:s}` writes an s where the word before is plural."""

    lang = "en"

    def __format__(self, spec: str) -> str:
        if spec == "s":
            return "s" if (self > 1 if self.lang == "fr" else self != 1) else ""
        return f"{int(self):,}".replace(",", "\N{NO-BREAK SPACE}" if self.lang == "fr" else ",")


class _FrenchNumber(_Number):
    lang = "fr"


def sentence_of(code: str, lang: str) -> str:
    """The sentence of a code, with its facts between braces; French has its no-break spaces."""
    sentence = TEXTS[code][1 if lang == "fr" else 0]
    if lang == "fr":
        for mark in ":;?!»":
            sentence = sentence.replace(f" {mark}", f"\N{NO-BREAK SPACE}{mark}")
        sentence = sentence.replace("« ", "«\N{NO-BREAK SPACE}").replace("n° ", "n°\N{NO-BREAK SPACE}")
    return sentence


def say(code: str, lang: str, **facts: Fact) -> str:
    """The sentence of a code; numbers as the language writes them, names without surprises."""
    return sentence_of(code, lang).format(**{name: _shown(value, lang) for name, value in facts.items()})


def _shown(value: Fact, lang: str) -> Fact:
    if isinstance(value, int):
        return _FrenchNumber(value) if lang == "fr" else _Number(value)
    return "".join(character if character.isprintable() else "?" for character in value)
