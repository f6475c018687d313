"""Polish."""

WORDS = """
a aby albo ale ani bardziej bardzo bez bo bowiem by być był była było były będzie będą chce chyba ci co
coraz czy czyli często dla dlaczego dlatego do dobrze gdy gdyby gdyż gdzie go i ich ile im inne innych iż ja
jak jaka jaki jakie jako je jednak jego jej jest jeszcze jeśli jeżeli już każdy kiedy kto która które
którego której który których którym którzy lub ma mają mi mieć mnie mniej moim może można możliwe my na nad
nam nami nas nasze należy nawet nic nich nie niech nigdy nim niż no o obok od on ona one oni oraz po pod
ponieważ poprzez potem powinien powinna powinno powinny poza przed przede przez przy raz również są się
sobie swoje swoich ta tak taka taki takie także tam te tego tej ten teraz też to trzeba tu tych tylko tym tę
u w wam was we wiele więc więcej właśnie wszystkich wszystkie wszystko wśród z za zawsze ze że żeby
"""
EMPTY = "tak nie nic brak żadne żaden wiem ok dziękuję dzień dobry bez dotyczy test"
AROUND = """
ja mam mnie zdania opinii odpowiedzi uwag komentarza pytania pytanie to tego tej na ten temat rozumiem mi
trudno powiedzieć
"""
