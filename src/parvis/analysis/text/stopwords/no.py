"""Norwegian."""

WORDS = """
aldri alle alltid alt andre at av bare begge ble bli blir bort bør både da de deg dem den denne der dere
deres derfor det dette din disse ditt du dykk dykkar eg ei ein eit eller en enn er et etter finnes flere for
fordi fra få får før gjennom gjør gjøre ha hadde han hans har hennes her hos hun hva hver hvilke hvilken
hvis hvor hvordan hvorfor i ikke ikkje inn ingen ja jeg kan kanskje korleis kun kunne kva kvifor lage like
man mange med meg meget mellom men mens mer mest min mine mitt mot mye må nå når ned nei noe noen og også om
opp oss over på samme seg selv siden sin sine sitt skal skulle slik som så til tilbake ut uten var ved vi
vil ville være vært vår våre å
"""
EMPTY = "ja nei ingenting ingen vet ok takk hei ditto ikke uten test"
AROUND = """
jeg det har en et mening svar kommentarer kommentar spørsmål spørsmålet forstår aktuelt om til meg ide
"""
