"""Spanish."""

WORDS = """
a acá además ahí ahora al algo alguien algún alguna algunas alguno algunos allá allí ambos ante antes aquel
aquella aquellas aquello aquellos aquí así aún aunque bajo bien cabe cada casi como cómo con contra cosa
cosas cual cuál cuales cualquier cuando cuándo cuanto cuánto da dar de debe deben debería deberían debido
del demás demasiado dentro desde después donde dónde dos durante e el él ella ellas ellos en entonces entre
era eran eres es esa esas ese eso esos esta está estaba estamos están estar estas este esté esto estos estoy
etc fin fue fueron gracias ha había habían haber hace hacen hacer hacia han hasta hay haya he hemos hizo
incluso la las le les lo los luego más me mediante mejor menos mi mí mientras mis mismo misma mismas mismos
mucha muchas mucho muchos muy nada nadie ni ningún ninguna ninguno no nos nosotros nuestra nuestras nuestro
nuestros nunca o os otra otras otro otros para parte pero poco pocos podemos poder podría podrían por porque
pues puede pueden puedo que qué quien quién quienes ser será serán sería se sea sean según si sí sido
siempre siendo sin sino sobre sois solamente solo sólo somos son soy su sus suya suyo tal también tampoco
tan tanta tanto te tendría tenemos tener tengo tiene tienen toda todas todavía todo todos tras tu tú tus un
una unas uno unos usted ustedes va vamos van varias varios vez vosotros voy vuestra vuestro y ya yo
"""
EMPTY = """
sí si no nada ninguno ninguna ningún nunca ns nc nsnc ok vale sé ídem desconozco gracias hola bla test claro
sin
"""
AROUND = """
a al aplica aplicable caso comentar comentario comentarios concierne contestar contesta conozco cuestión de
decir del el en entiendo es este esta esto la las lo los me mi momento opinión opino pregunta procede que
respuesta respuestas responder sabe saber se sobre tengo un una ver arriba anterior abajo yo más particular
idea añadir por ahora hay
"""
