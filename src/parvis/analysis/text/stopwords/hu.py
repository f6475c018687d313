"""Hungarian."""

WORDS = """
a abban ahhoz ahogy ahol aki akik akkor alatt által általában amely amelyek amelyet amennyi ami amíg amikor
át az azért azok azon azonban azt aztán azzal bár be belül benne csak de e ebben eddig egy egyes egyéb egyik
egyre ekkor el elég ellen előtt elsősorban én ennek és ez ezek ezen ezért ezt ezzel fel felé ha hanem hiszen
hogy hogyan igen így illetve ill ilyen is ismét itt jó jobb jól kell kellene kellett keresztül ki kívül
között közül lehet lehetne lenne lesz lett maga más mások meg még mellett mert mely mi mikor mint mindegyik
minden mindenki mintha miért mit mivel most nagy nagyon ne néha nekem neki nem nincs olyan ott össze ő ők
pedig persze rá s saját sem semmi sok sokkal szerint számára talán tehát teljes több tovább továbbá úgy
ugyanis után utána vagy vagyis valaki valami való vannak van vele vissza volt voltak volna
"""
EMPTY = "igen nem nincs semmi tudom ok köszönöm szia test nélkül"
AROUND = "én a az véleményem válaszom kérdés kérdést értem ehhez erre erről hozzáfűzni valóm nekem"
