"""Portuguese."""

WORDS = """
a à afinal agora ainda além algo alguém algum alguma algumas alguns ali ambos ante antes ao aos apenas
apesar após aquela aquelas aquele aqueles aqui aquilo as às assim até através bem bom cada casa coisa coisas
com como contra da dar das de dela dele deles demais dentro depois desde dessa desse desta deste deve devem
deveria deveriam devido dizer do dois dos durante e é ela elas ele eles em embora enquanto entre era eram
essa essas esse esses esta está estamos estão estar estas estava este estes estou eu etc faz fazem fazer
feita feito ficar foi for foram fosse há haja hoje isso isto já la lá lhe lhes lo logo mais mas me mediante
meio melhor menos mesma mesmas mesmo mesmos meu meus minha minhas muita muitas muito muitos na nada não nas
nem nenhum nenhuma nessa nesse nesta neste ninguém no nos nós nossa nossas nosso nossos num numa nunca o
onde os ou outra outras outro outros para parte pela pelas pelo pelos perante pode podem poder poderia pois
por porque porquê pouca pouco poucos quais qual qualquer quando quanto quase que quê quem são se seja sejam
sem sempre sendo ser será serão seria seu seus si sido sim só sob sobre somos sou sua suas tal talvez também
tanta tanto tão te tem têm temos tendo tenha tenho ter teria teve ti tinha toda todas todo todos tu tua tudo
um uma umas uns vai vamos vão você vocês vos vós
"""
EMPTY = """
sim não nada nenhum nenhuma nunca ns nr nsnr ok sei idem desconheço obrigado obrigada olá bla test claro sem
"""
AROUND = """
a ao aplica aplicável aplicado caso comentário comentários compreendo entendo da de dizer do é em esta este
eu momento o opinião para pergunta questão que respeito responder resposta sabe se sobre tenho declarar um
uma ver acima abaixo anterior ideia acrescentar mais particular
"""
