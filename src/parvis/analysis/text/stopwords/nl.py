"""Dutch."""

WORDS = """
aan achter al alle alleen alles als altijd andere anders ben bent bij bijvoorbeeld binnen boven daar daarbij
daarom daarvoor dan dat de deze die dit doen doet door dus echt een eens eerst eigenlijk elk elke en enkele
er erg ermee ervan etc gaan gaat geen geeft gewoon goed haar had hadden hebben hebt heeft hem hen het hier
hij hoe hun iedere iedereen iemand iets ik in is ja je jij jou jouw jullie kan kon kunnen kunt laten maar
maken mag me meer meest mensen met mij mijn mijzelf minder misschien moet moeten mogen na naar naast nee
niemand niet niets nog nu of om omdat omtrent ondanks onder ons onze ook op over per reeds samen sinds soms
te tegen ten ter terug tijdens toch toe tot tussen uit uw van vaak vanaf vanuit veel via volgens voor vooral
waar waarbij waarom wanneer want waren was wat we wel welke werd werden wie wij wil willen wordt worden zal
ze zeer zich zij zijn zo zoals zodat zonder zou zouden zulke
"""
EMPTY = "ja nee neen niets niks geen nvt weet idem ok oké onbekend bedankt hallo bla test niet zonder"
AROUND = """
aan antwoord antwoorden begrijp betrekking dat de deze die dit een en er geval heb het hierover hier idee
ideeën ik is kan mening mij mijn moment nu op opmerking opmerkingen over toe te toepassing van vraag vragen
voegen zeggen zie boven onder hierboven bijzonders verder voor vb
"""
