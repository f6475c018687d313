"""Irish."""

WORDS = """
a ach ag agus an aon ar arna as atá ba bhfuil bhí bheadh bheidh cad cé cén chuig chun cois dá de den do don
dul faoi freisin gach gan go gur iad idir ina ins is isteach lá le leis lena má mar mé mo mór muid mura na
nach ná níl ní nó níos ó os roimh sa san sé seo sí sibh siad sin sinn so tá thar tar tú uile um é í
"""
EMPTY = "tá níl sea ní dada faic tada ok"
AROUND = "fhios agam tuairim freagra a ag an"
