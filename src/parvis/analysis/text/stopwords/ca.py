"""Catalan."""

WORDS = """
a això al alguna algunes alguns algú alhora allà allò als altra altre altres amb ambdós així aquell aquella
aquelles aquells aquest aquesta aquestes aquests aquí bé cada cal cap caldria com contra d da dalt de deu
del dels des després dins doncs dos durant e el ell ella elles ells els em en encara entre era eren es és
esta està estan estar estat et etc fa faci fan fer ferm fet fins ha han haver hem hi ho i ja jo l la las les
li llarg llavors lo los m ma mai malgrat massa me mentre menys mes més meu meus meva meves mig mitjançant
molt molta moltes molts n ne nen ni ningú no nosaltres nostra nostre nostres o on pel pels per perquè però
poc poca poden podria podrien poder potser pot pots prou puc qual quals qualsevol quan quant quasi que què
qui s sa sap se segons sempre sense ser sera serà serien seria ses seu seus seva seves si sí sigui siguin
sinó sobre som són sota sou t tal també tampoc tan tant te tenen tinc tota totes tot tothom tots un una unes
uns us va vam van vaig vosaltres vostra vostre
"""
EMPTY = "sí si no res cap ningú mai ns nc nsnc ok sé ídem desconec gràcies hola bla test sense"
AROUND = """
a afegir al aplica aquest aquesta cas comentari comentaris d de del dir el en entenc és ho i la les me
moment opinió opino pregunta que qüestió respondre resposta sap sobre tinc un una veure dalt anterior idea
més per
"""
