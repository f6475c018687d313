"""Basque."""

WORDS = """
ahal aldiz alde anitz arabera arte asko aurka aurrera baina bainoa baino bakoitza bakoitzak baldin balitz
bat batean batek baten batera bati batzuei batzuek batzuetan batzuk bera beraiek berau berauek bere berori
beroriek beste bestela bezala bi da dago dagoen dela delako den dena denak dezake dezakete diren dira ditu
ditugu dituzte du duen dute dugu edo egin egon egoteko era eta etab ez ezin gabe gainera gara gehiago gu
gure guztia guztiak hain hala haiek hau hauek hemen hori horiek hura izan izango izateko nahi nola non nor
ni nire oso ere zein zen zer zergatik zuek zuen zure behar beharko beharra ona hobeto
"""
EMPTY = "bai ez ezer inor batere ok eskerrik asko dakit"
AROUND = "nik daukat dut iritzirik ideiarik galdera galderari erantzunik da"
