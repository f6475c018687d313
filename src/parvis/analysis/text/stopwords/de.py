"""German."""

WORDS = """
ab aber alle allem allen aller alles als also am an ander andere anderen anderer anderes auch auf aus bei
beim bereits bin bis bist bitte da dabei dadurch dafür dagegen daher damit danach dann daran darauf darf
darum das dass dazu dein deine dem den denn der deren des deshalb dessen dich die dies diese diesem diesen
dieser dieses dir doch dort du durch dürfen eben ebenso eigentlich ein eine einem einen einer eines einige
einigen einmal er es etwa etwas euch euer eure für ganz gar gegen gibt gut hab habe haben hat hatte hätte
hätten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in ins ist ja jede jedem jeden
jeder jedes jedoch jemand jetzt kann kein keine keinen keiner können könnte könnten machen man mehr mein
meine meinen meiner mich mir mit muss müssen müsste nach nachdem nein nicht nichts noch nun nur ob oder ohne
schon sehr sei sein seine seinem seinen seiner seit sich sie sind so sogar soll sollen sollte sollten
sondern sonst sowie über um und uns unser unsere unseren unter viel viele vielen vom von vor während wann
war waren warum was wegen weil weiter weitere welche welchem welchen welcher welches wenn wer werde werden
wie wieder will wir wird wirklich wo wollen worden wurde wurden würde würden zu zum zur zwar zwischen
"""
EMPTY = """
ja nein nichts nix keine keiner kein keines nö nee weiß weiss ka kA entfällt dito ok okay unbekannt hallo
danke bla test nicht ohne egal
"""
AROUND = """
ich es das die der dem den ein eine mir mich dazu hierzu zu zur frage fragen antwort antworten angabe
angaben meinung ahnung idee ideen kommentar kommentare betrifft betroffen verstehe habe kann sagen siehe
oben unten bemerkung leider im moment weiter weiteres mehr besonderes zutreffend hinzuzufügen anzumerken
"""
