"""Plants that lend their names to pseudonyms."""

PLANTS = {
    "fr": (
        "Acacia", "Ancolie", "Aubépine", "Aulne", "Bleuet", "Bouleau", "Bourrache", "Bruyère", "Camomille",
        "Campanule", "Capucine", "Cèdre", "Cerisier", "Charme", "Châtaignier", "Chêne", "Chèvrefeuille",
        "Clématite", "Coquelicot", "Cornouiller", "Cyprès", "Érable", "Figuier", "Fougère", "Frêne",
        "Fusain", "Genêt", "Gentiane", "Glycine", "Hêtre", "Houx", "Iris", "Jasmin", "Jonquille", "Laurier",
        "Lavande", "Lierre", "Lilas", "Marguerite", "Mélèze", "Mélisse", "Menthe", "Merisier", "Mimosa",
        "Muguet", "Myosotis", "Narcisse", "Noisetier", "Noyer", "Olivier", "Orme", "Pervenche", "Peuplier",
        "Pivoine", "Platane", "Primevère", "Prunier", "Romarin", "Sapin", "Sauge", "Saule", "Sorbier",
        "Sureau", "Thym", "Tilleul", "Trèfle", "Tulipe", "Verveine", "Violette",
    ),
    "en": (
        "Acacia", "Alder", "Apple", "Ash", "Aspen", "Bay", "Beech", "Birch", "Bluebell", "Borage", "Bracken",
        "Bramble", "Broom", "Campion", "Cedar", "Cherry", "Chestnut", "Clover", "Columbine", "Cornflower",
        "Cowslip", "Cypress", "Daffodil", "Daisy", "Dogwood", "Elder", "Elm", "Fern", "Fig", "Foxglove",
        "Gentian", "Hawthorn", "Hazel", "Heather", "Holly", "Honeysuckle", "Iris", "Ivy", "Jasmine",
        "Juniper", "Larch", "Laurel", "Lavender", "Lilac", "Linden", "Maple", "Marigold", "Mint", "Oak",
        "Olive", "Peony", "Periwinkle", "Pine", "Plum", "Poplar", "Poppy", "Primrose", "Rosemary", "Rowan",
        "Sage", "Sorrel", "Spindle", "Thyme", "Tulip", "Vervain", "Violet", "Walnut", "Willow", "Yew",
    ),
}  # fmt: skip
