"""French."""

WORDS = """
a à afin ai aller aie aient ailleurs ainsi alors après as assez au aucun aucune aucunement aujourd auquel
aura aurai aurait auraient aurez aurons auront aussi aussitôt autant autre autrement autres auxquelles
auxquels aux avaient avais avait avant avec avez aviez avions avoir avons ayant ayez beaucoup bien bonjour
bref ça car ce ceci cela celle celles celui cent cependant certain certaine certaines certainement certains
ces cet cette ceux chacun chacune chaque chez ci cinq combien comme comment concernant contre côté d dans de
debout dedans dehors déjà depuis dernier des dès desquelles desquels deux devait devaient devant devoir
devons devra devraient devrait devrions dix dois doit doivent donc dont du due dû duquel durant écoute effet
égal également elle elles en encore enfin ensuite entre environ es est et étaient étais était étant etc été
êtes être eu eus eut eux excepté faire fais faisant fait faite faites faits fallait falloir fasse fassent
faudra faudrait faut fera feraient ferait feront font furent fut grâce gens hélas hors huit hui ici il ils
important j jamais je jusqu jusque juste justement l la là laquelle le lequel les lesquelles lesquels leur
leurs lors lorsqu lorsque lui m ma maintenant mais malgré me meme même mêmes merci mes mettre mieux mis moi
moins mon monsieur madame n ne neuf ni nombreuses nombreux non nos notamment notre nôtre nous nul nulle on
ont onze or ou où oui outre par parce parfois parmi partout pas pendant peu peut peuvent peux plupart plus
plusieurs plutôt point pour pourquoi pourra pourraient pourrait pourront pouvait pouvoir pouvons près
presque puis puisqu puisque qu quand quant quatre que quel quelconque quelle quelles quelqu quelque quelques
quels qui quiconque quoi quoique ras rien s sa sans sauf se selon sept sera serai seraient serait seront ses
seul seule seulement seules seuls si sien sienne sinon six soi soient sois soit sommes son sont sous souvent
suis suivant sur surtout t ta tandis tant te tel telle tellement telles tels tes toi ton toujours tous tout
toute toutefois toutes trait très trois trop tu un une unes uns va vais vas vers veut veulent via voici
voilà voire vont vos votre vôtre voudrait vouloir vous vraiment vu y
"""
EMPTY = """
oui non ouais nan si ras rien aucun aucune aucuns aucunes néant nul nc nsp nspp na so sans pas idem dito ok
okay dessus supra infra sais sait concerné concernée concernés concernées concerner avis objet cf voir vu
bof euh hum bonjour merci voilà absolument évidemment certainement effectivement exactement accord bla
blabla lol mdr test azerty qsdf
"""
AROUND = """
a à ai as ajouter apport apporter après au aujourd auquel aussi autre autres aux avant avoir c ça car cas ce
cela ces cet cette chapitre ci clair claire comme commentaire commentaires comprend comprends d dans de déjà
dernière des dessous dessus dire dit domaine du e en encore es est et eu ici idée idées il instant item j
jamais je l la là le les lui m ma mais me mes moi moment mon n ne nous on ou par particulier particulière
particulièrement pense peut être plus pour pourquoi précédemment précédent précédente précédentes précédents
prononce qu que quoi question questions répondre répondu réponse réponses s se signaler spécial spéciale
suis sujet sur tout très un une vois vous vraiment y haut bas opinion observation observations remarque
remarques plupart utile
"""
