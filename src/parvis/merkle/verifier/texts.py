"""Every sentence of the verifier, in English and in French."""

from parvis.merkle.verifier.findings import Fact

TEXTS: dict[str, tuple[str, str]] = {
    # What the report is made of.
    "export": (
        "Export of “{title}” ({space}): log {origin}, {leaves} leaves.",
        "Export de « {title} » ({space}) : registre {origin}, {leaves} feuilles.",
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
        "No key was given (--vkey). The key inside the export proves nothing by itself: whoever "
        "makes a false "
        "export puts a false key in it. Take the key from another place: a page of the site, a "
        "receipt, a mail.",
        "Aucune clé n’a été donnée (--vkey). La clé contenue dans l’export ne prouve rien à elle "
        "seule : qui "
        "fabrique un faux export y met une fausse clé. Prenez la clé ailleurs : une page du site, un "
        "récépissé, "
        "un courriel.",
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
    "open": ("withheld: vote under way: {n}", "non publiés : vote en cours : {n}"),
    "revised": ("replaced by a later version: {n}", "remplacées par une version suivante : {n}"),
    "withdrawn": (
        "withdrawn by their author, or about a withdrawn text: {n}",
        "retirées par leur auteur, ou sur un texte retiré : {n}",
    ),
    "erased": ("erased, logged: {n}", "effacées, inscrit au registre : {n}"),
    "older": (
        "older than the log: {n} rows, of which nothing can be verified",
        "plus anciennes que le registre : {n} lignes, dont rien ne peut être vérifié",
    ),
    "unproved": (
        "still shown, made anonymous, without proof any longer: {n} rows",
        "encore publiées, rendues anonymes, désormais sans preuve : {n} lignes",
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
        "Log consistent with {n} older checkpoint{n:s}.",
        "Registre cohérent avec {n} point{n:s} de contrôle antérieur{n:s}.",
    ),
    "receipt_good": (
        "Your receipt is good: leaf {seq} ({kind}) is in this log.",
        "Votre récépissé est bon : la feuille {seq} ({kind}) est dans ce registre.",
    ),
    "receipt_opened": (
        "Your receipt is good: leaf {seq} ({kind}) is in this log, and holds exactly your words.",
        "Votre récépissé est bon : la feuille {seq} ({kind}) est dans ce registre, et scelle "
        "exactement vos mots.",
    ),
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
        "SOUND, IF its key is the right one: check the key, then run again with --vkey.",
        "SAIN, SI sa clé est la bonne : vérifiez la clé, puis relancez avec --vkey.",
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
        "{name} is not a text that the log holds the fingerprint of.",
        "{name} n’est pas un texte dont le registre a l’empreinte.",
    ),
    "text_missing": (
        "The text that leaf {seq} holds the fingerprint of is not in the export.",
        "Le texte dont la feuille {seq} a l’empreinte n’est pas dans l’export.",
    ),
    # Anomalies of signatures and history.
    "other_log": (
        "{name} is of another log: {origin}, not {expected}.",
        "{name} est d’un autre registre : {origin}, et non {expected}.",
    ),
    "key_unexpected": (
        "The key is not the one expected, or the signature is false: {name} is not signed by {key}",
        "La clé n’est pas celle attendue, ou la signature est fausse : {name} n’est pas signé par {key}",
    ),
    "size_differs": (
        "The checkpoint is of {signed} leaves, the export holds {found}.",
        "Le point de contrôle porte sur {signed} feuilles, l’export en contient {found}.",
    ),
    "root_differs": (
        "The {size} leaves are not those that were signed: one at least was altered, added or moved.",
        "Les {size} feuilles ne sont pas celles qui ont été signées : l’une au moins a été altérée, "
        "ajoutée ou "
        "déplacée.",
    ),
    "older_of_other_log": (
        "{name}: a checkpoint of {size} leaves is of another log than {origin}.",
        "{name} : un point de contrôle de {size} feuilles est d’un autre registre que {origin}.",
    ),
    "older_key_unexpected": (
        "{name}: a checkpoint of {size} leaves is not signed by a key that you trust.",
        "{name} : un point de contrôle de {size} feuilles n’est pas signé par une clé de confiance.",
    ),
    "rolled_back": (
        "The log was rolled back: {name} was signed with {size} leaves, the export has {now}.",
        "Le registre est revenu en arrière : {name} a été signé avec {size} feuilles, l’export en a {now}.",
    ),
    "fork": (
        "Fork: two histories of {size} leaves were signed, {name} and that of the export. Keep both: "
        "they are "
        "the proof.",
        "Divergence : deux histoires de {size} feuilles ont été signées, {name} et celle de "
        "l’export. Gardez les "
        "deux : elles font preuve.",
    ),
    "not_extended": (
        "The checkpoint does not extend the older one: {name} signed {size} leaves that are not "
        "those of the "
        "export; the difference is after leaf {start}.",
        "Le point de contrôle ne prolonge pas l’ancien : {name} a signé {size} feuilles qui ne sont "
        "pas celles de "
        "l’export ; la différence est après la feuille {start}.",
    ),
    # Anomalies of leaves.
    "leaf_unreadable": ("Leaf {seq} is unreadable.", "La feuille {seq} est illisible."),
    "leaf_senseless": (
        "Leaf {seq} says something impossible.",
        "La feuille {seq} dit une chose impossible.",
    ),
    "leaf_missing": ("Leaf {seq} is missing from the log.", "La feuille {seq} manque au registre."),
    "leaf_out_of_order": (
        "Leaves swapped: leaf {seq} is not in its place.",
        "Feuilles échangées : la feuille {seq} n’est pas à sa place.",
    ),
    "leaf_misplaced": (
        "Line {line} of the log says that it is leaf {seq}.",
        "La ligne {line} du registre se dit feuille {seq}.",
    ),
    "leaf_back_dated": (
        "Leaf {seq} is dated well before leaves that precede it.",
        "La feuille {seq} est datée bien avant des feuilles qui la précèdent.",
    ),
    # Anomalies of rows.
    "row_unreadable": ("{name}, line {line}: unreadable.", "{name}, ligne {line} : illisible."),
    "row_altered": (
        "Altered: seq {seq} is not what the log holds.",
        "Altéré : seq {seq} n’est pas ce que scelle le registre.",
    ),
    "row_moved": (
        "Swapped: the row of seq {seq} is that of leaf {other}.",
        "Échangé : la ligne de seq {seq} est celle de la feuille {other}.",
    ),
    "row_outside": (
        "Row outside the log: {name}, line {line} (seq {seq}) has no leaf in this consultation.",
        "Ligne hors registre : {name}, ligne {line} (seq {seq}) n’a pas de feuille dans cette consultation.",
    ),
    "row_without_salt": (
        "Seq {seq} is shown without what opens it: nothing says that it is what the log holds.",
        "Seq {seq} est publié sans ce qui l’ouvre : rien ne dit que c’est ce que scelle le registre.",
    ),
    "row_twice": (
        "{name}, line {line}: seq {seq} is there twice.",
        "{name}, ligne {line} : seq {seq} y est deux fois.",
    ),
    "older_unannounced": (
        "Rows outside the log: {found} rows are said to be older than the log, which knew {announced}.",
        "Lignes hors registre : {found} lignes sont dites plus anciennes que le registre, qui en "
        "connaissait {announced}.",
    ),
    "unexplained": ("Unexplained absence of seq {seq}.", "Absence inexpliquée de seq {seq}."),
    # Anomalies of votes and totals.
    "vote_outside": (
        "Vote outside the log: rows/votes.jsonl, line {line} (ballot {ballot}, item {item}) has no leaf.",
        "Vote hors registre : rows/votes.jsonl, ligne {line} (scrutin {ballot}, élément {item}) n’a "
        "pas de feuille.",
    ),
    "vote_moved": (
        "Vote of another ballot or level than its leaf: line {line}, seq {seq}.",
        "Vote d’un autre scrutin ou niveau que sa feuille : ligne {line}, seq {seq}.",
    ),
    "vote_twice": (
        "Vote counted twice: line {line}, seq {seq}.",
        "Vote compté deux fois : ligne {line}, seq {seq}.",
    ),
    "vote_ended": (
        "Vote counted though it was changed or withdrawn: line {line}, seq {seq}.",
        "Vote compté bien que changé ou retiré : ligne {line}, seq {seq}.",
    ),
    "vote_erased": (
        "Vote shown though erased: line {line}, seq {seq}.",
        "Vote publié bien qu’effacé : ligne {line}, seq {seq}.",
    ),
    "aside_unexplained": (
        "Ballot {ballot}: {votes} votes are set aside, and the log says so of {told} only.",
        "Scrutin {ballot} : {votes} votes sont mis de côté, et le registre ne le dit que de {told}.",
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
        "Totals differ: ballot {ballot}: {told} votes published, {found} in the log.",
        "Totaux différents : scrutin {ballot} : {told} votes publiés, {found} au registre.",
    ),
    "total_twice": (
        "The same total is there twice: ballot {ballot}, item {item}, choice {choice}.",
        "Le même total y est deux fois : scrutin {ballot}, élément {item}, choix {choice}.",
    ),
    "final_differs": (
        "Totals differ: those of ballot {ballot} are not the final tally that leaf {seq} sealed.",
        "Totaux différents : ceux du scrutin {ballot} ne sont pas le décompte final que scelle la "
        "feuille {seq}.",
    ),
    "vote_after_final": (
        "Leaf {seq} is a vote of ballot {ballot} after its final tally.",
        "La feuille {seq} est un vote du scrutin {ballot} après son décompte final.",
    ),
    "withheld_for_nothing": (
        "The votes of ballot {ballot} are withheld as fewer than 30: there are {votes}.",
        "Les votes du scrutin {ballot} ne sont pas publiés car moins de 30 : il y en a {votes}.",
    ),
    "withheld_though_closed": (
        "The votes of ballot {ballot} are withheld as under way: leaf {seq} is its final tally.",
        "Les votes du scrutin {ballot} ne sont pas publiés car en cours : la feuille {seq} est son "
        "décompte final.",
    ),
    # Receipts.
    "receipt_absent": (
        "{name}: leaf {seq} is not in the log.",
        "{name} : la feuille {seq} n’est pas dans le registre.",
    ),
    "receipt_not_proved": (
        "{name}: the leaf {seq} of the log is not the one that the receipt proves.",
        "{name} : la feuille {seq} du registre n’est pas celle que prouve le récépissé.",
    ),
    "receipt_leaf_differs": (
        "{name}: the leaf {seq} of the log is not the one of the receipt.",
        "{name} : la feuille {seq} du registre n’est pas celle du récépissé.",
    ),
    "receipt_words_differ": (
        "{name}: the words of the receipt are not those that leaf {seq} holds.",
        "{name} : les mots du récépissé ne sont pas ceux que scelle la feuille {seq}.",
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


def say(code: str, lang: str, **facts: Fact) -> str:
    """The sentence of a code; numbers as the language writes them, names without surprises."""
    sentence = TEXTS[code][1 if lang == "fr" else 0]
    if lang == "fr":
        for mark in ":;?!»":
            sentence = sentence.replace(f" {mark}", f"\N{NO-BREAK SPACE}{mark}")
        sentence = sentence.replace("« ", "«\N{NO-BREAK SPACE}")
    return sentence.format(**{name: _shown(value, lang) for name, value in facts.items()})


def _shown(value: Fact, lang: str) -> Fact:
    if isinstance(value, int):
        return _FrenchNumber(value) if lang == "fr" else _Number(value)
    return "".join(character if character.isprintable() else "?" for character in value)
