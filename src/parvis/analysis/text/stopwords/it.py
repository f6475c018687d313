"""Italian."""

WORDS = """
a abbia abbiamo abbiano ad adesso affinché agli ai al alcun alcune alcuni alla alle allo allora altra altre
altri altro anche ancora anzi avendo avere aveva avevano avrebbe avuto ben bene c che chi ci ciò circa come
comunque con contro cosa cose così cui d da dagli dai dal dalla dalle dallo degli dei del dell della delle
dello deve devono di dobbiamo dopo dove dovrebbe dovrebbero due dunque durante e è ecc ed era erano essa
esse essere essi fa fare fatto fin fino fosse fossero fra già gli ha hai hanno ho i il in infatti inoltre
invece io l la le lei li lo loro lui ma magari mai me meglio meno mentre mi mia mie miei mio molta molte
molti molto ne né negli nei nel nell nella nelle nello nemmeno neppure nessun nessuna nessuno niente noi non
nostra nostre nostri nostro nulla o od oggi ogni ognuno oltre oppure ora per perché perciò però più poca
poche pochi poco poi possa possano possiamo possono potrebbe potrebbero prima proprio può pure qual quale
quali qualche qualcosa qualcuno quando quanta quanto quasi quel quella quelle quelli quello quest questa
queste questi questo qui quindi s sarà saranno sarebbe sarebbero se sé sebbene secondo sei sembra sempre
senza si sia siamo siano solo sono sopra soprattutto sotto sta stata state stati stato stesso su sua sue sui
sul sulla sulle sullo suo suoi tale tali tanto te ti tra troppo tu tua tue tuo tutta tutte tutti tuttavia
tutto un una uno va vanno verso vi via viene voi vostra vostro
"""
EMPTY = """
sì si no niente nulla nessuno nessuna nessun ns nd ok boh mah so idem grazie ciao bla test certo non senza
"""
AROUND = """
a aggiungere al alla applicabile capisco caso che commenti commento conosco da del della di dire domanda
domande è ho il in io la le lo mi momento opinione parere questa questo questione rispondere risposta
riguarda saprei si sono su un una vedi sopra sotto idea per particolare interessato interessata c
"""
