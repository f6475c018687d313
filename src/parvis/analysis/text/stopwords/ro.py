"""Romanian."""

WORDS = """
a abia acea aceasta această aceea aceia acel acela acele acelea acest acesta aceste acestea acestui acestor
aceștia acolo acum ai aici al ale altă alte alții am ar are aș așa asta astfel asupra atât atunci au avea
aveți avem că căci care cărei cărui ca când către ce cea cei cel cele celor chiar cine cineva cât câte cu
cum da dacă dar dată de deci deja deoarece departe despre din dintre doar după e ea ei el ele era eram este
eu face fără fi fie fiecare fiind fost iar ii îi îl îmi în înainte încă între însă și la le li lor lui mai
mare mea mei meu mi mult multe multă mulți ne nici nimeni nimic niște noastră noastre noi nostru noștri nu o
ori oricare orice pe pentru peste poate pot prea prin puțin sa să sale sau se si sub sunt suntem ta tale tot
toată toate toți trebuie tu un una unde unei unele uneori unii unor unui va vă vor vostru vreo
"""
EMPTY = "da nu nimic niciun niciuna știu stiu ok mulțumesc salut fără test cazul"
AROUND = """
eu am o nici părere opinie răspuns întrebare întrebarea la această aceasta este e se aplică înțeleg
comentarii despre
"""
