"""Czech."""

WORDS = """
a aby ale ani asi až bez bude budou by byl byla bylo byly bych být co což či další dále dnes do ho i ih já
jak jaké jako je jeden jejich její jeho jen jenž ještě ji jiné již jsem jsi jsme jsou jste k kam kde kdo kdy
když ke která které kterou který kteří ku má mají málo mě mezi mi mít mně mnoho mohou moc moje můj může my
na nad nám námi nás náš ne nebo nebyl nejsou než nic není nich nim o od on ona oni ono pak po pod podle
pokud potom pouze pro proč proto protože před přes při s se si sice snad stále svou své svůj ta tak také
takže tam tato tedy ten tento teď těch těm této tím to toho tohle tom tomu tu tuto ty tyto u už v vám vás
váš ve velmi více vše všech všechny však z za zde ze že
"""
EMPTY = "ano ne nic žádný žádné žádná nevím ok děkuji dobrý den bez test netýká nemám"
AROUND = "názor odpověď komentář otázka otázce k tomu to se mě na tuto otázku nerozumím"
