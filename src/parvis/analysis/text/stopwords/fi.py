"""Finnish."""

WORDS = """
aina ainakin ainoastaan ei eikä eivät ellei en enemmän ennen entä esimerkiksi että hän häntä hänen he heidän
hyvin ihan ilman itse ja jo joiden joihin joka jokainen jolla joita jonka jonkin jopa jos joskus jossa jota
jotain jotka jotta juuri kaikki kaikkien kanssa kautta keskenään koko kuin kuinka kuitenkin kun kuten
lisäksi lähes me meidän melko mielestäni miksi mikä millä minkä minun minä missä mitä mitään moni monet
mukaan mutta muun muut myös ne niiden niin niitä noin nuo nyt nämä oikein ole olen olevan olisi olisivat
olla olleet ollut on onko ovat paitsi paljon pitäisi pitää pois saa se sekä sen siinä siis sillä silti sinä
sitten sitä suuri tai tarvitaan tässä tämä tämän tätä te tulee tulisi tuo täysin usein vaan vaikka vain
varten vielä voi voidaan voisi vuoksi yli
"""
EMPTY = "kyllä joo ei en tiedä ole mitään ok kiitos hei sama test"
AROUND = """
minä minulla mielipidettä kantaa osaa sanoa vastausta kommentoitavaa kysymys kysymystä tästä tähän koske
minua
"""
