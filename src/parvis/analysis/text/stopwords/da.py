"""Danish."""

WORDS = """
af aldrig alle alligevel alt altid anden andet andre at bare begge blandt blev blive bliver bør da de dem
den denne der deres derfor det dette dig din disse dog du efter eftersom ej eller en end endnu er et etc f
fik flere for fordi fra få får før går giver god gøre gør ham han hans har havde have hele hendes her hos
hun hvad hver hvilke hvilken hvis hvor hvordan hvorfor hvornår i igen ikke ind ingen intet ja jeg jer kan
kun kunne lige man mange med meget mellem men mens mere mest mig min mine mit må ned nej noget nogle nok nu
når og også om op os over på samme selv siden sig sin sit skal skulle som så sådan til ud uden under var ved
vi vil ville vores være været
"""
EMPTY = "ja nej intet ingenting ingen ved ok tak hej ditto ikke uden test"
AROUND = """
jeg det har en et mening svar kommentarer kommentar spørgsmål spørgsmålet forstår relevant om til mig ide
"""
