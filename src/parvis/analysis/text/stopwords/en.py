"""English."""

WORDS = """
a about above across actually after again against all almost along already also although always am among an
and another any anybody anyone anything anyway are aren around as at away be became because become been
before behind being below between beyond both but by can cannot could couldn did didn do does doesn doing
don done down during each either else enough etc even ever every everybody everyone everything few for from
further get gets getting give given go goes going gone got had hadn has hasn have haven having he hello
hence her here hers herself him himself his how however i if in indeed instead into is isn it its itself
just keep kept less let like likely ll lot lots made make makes making many may maybe me might mine more
moreover most mostly much must my myself namely need needs neither never nevertheless no nobody none nor not
nothing now nowhere of off often ok on once one ones only onto or other others otherwise ought our ours
ourselves out over own per perhaps please put quite rather re really regarding said same say see seem seems
several shall she should shouldn since so some somebody someone something sometimes somewhat still such take
than thank thanks that the their theirs them themselves then there thereby therefore these they thing things
this those though through throughout thus to together too toward towards under unless until up upon us use
used very via want was wasn way we well were weren what whatever when whenever where wherever whether which
while who whoever whole whom whose why will with within without won would wouldn yes yet you your yours
yourself yourselves ve
"""
EMPTY = """
yes yeah yep no nope nah none nothing nil null na dunno idk ok okay unknown unsure ditto idem same never not
don dont cannot hello hi thanks thank agreed sure absolutely definitely blah lol test qwerty asdf without
above
"""
AROUND = """
a about add all answer any anything applicable apply as at below can comment comments concerned do does
doesn else for further given have i idea in is it know m me mine my of on opinion particular previous
question really s say see sorry t that the there think this to understand us very you answers questions
feedback response view views specific opinions moment now ve just
"""
