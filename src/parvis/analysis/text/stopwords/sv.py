"""Swedish."""

WORDS = """
aldrig alla allt alltid alltså andra att av bara behöver bland blev bli blir borde bör både bättre de dem
den denna deras dess dessa det detta dig din dina dit ditt dock du där därför då efter eftersom ej eller en
er ett ens finns fler flera från för få får före genom ger göra gör ha hade han hans har henne hennes hon
honom hos hur här i in inga ingen inget innan inom inte istället ja jag kan kanske kommer kunde kunna lite
man med mellan men mer mest mig min mina mitt mot mycket måste många ned nej ni nog nu någon något några när
nästan och också om oss på redan samma sedan sen ses sig sin sina sitt själv ska skall skulle som så sådan
till tycker under upp ut utan vad var vara varför varit varje vars vart vem vi vid vilka vilken vilket vill
våra vårt vår än är även över
"""
EMPTY = "ja nej inget ingenting inga ingen vet ok tack hej dito inte utan test"
AROUND = """
jag det har en ett åsikt svar kommentar kommentarer fråga frågan förstår relevant om på till mig idé
"""
