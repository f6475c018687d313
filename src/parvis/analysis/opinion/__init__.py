"""Opinion groups: who votes alike on short statements, what marks each group, and above all what they share.

`pipeline.groups` and `pipeline.analyse` do everything, from votes in lists and from packed votes. Every step
is public too, each in its module: votes, components, sparse, projection, clusters, statistics, routing,
stability, live. Nothing is imported here: pages draw statements, and wait for none of the others.

Source: Small, Bjorkegren, Erkkila, Shaw and Megill (2021), "Polis: scaling deliberation by mapping high
dimensional opinion spaces", Recerca 26(2), written again from its formulas.
"""
