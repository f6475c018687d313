"""Words that may link the parts of a title, and words that never begin or end one."""

LINKS = """
a à au aux d de des du en l la le les par pour sur
for in of on the to
del della der di el las los und van y
"""

EMPTY = """
derrière auprès face hormis moyennant concerning despite except versus beside near
envers vis fréquents montrer changer limiter interdire
sein relatif relative relatifs relatives fixe bis
ajouter ajouté ajoutée dispose inséré insérée modifié modifiée mots phrase préfère
remplacé remplacée remplacés rédigé rédigée rédigées suivant suivante suivantes
actuellement aller alinéa article articles assurer aujourd'hui base bon bonne cas chose choses compte
crée créer désormais devoir dire donner ensemble éviter exemple façon falloir fin fois garantir grand
grande lieu lutter manière meilleur meilleure mettre mise mises moment nécessaire niveau nombre nouveau
nouveaux nouvelle nouvelles objet part partie passer permet permets permettant permettent permettre
permis place point possible pouvoir prendre présent présente propose proposer proposition proposons
question rapport rédiger rendre reste savoir sens sorte suite supprimer tant terme termes titre type
utilise utiliser venir voir vrai vraie
allow best better case create example fact given good kind lot necessary new number part point possible
proposal propose provide sort take time today way
"""
