"""Topics by tools of the interpreter that runs this: `texts_peer.py TOOL IN.npz OUT.npy K SEED`.

Without arguments, prints the tools that are installed. Vectors come ready (see `benchmarks.texts`), so that
no model is fetched and all tools read the same.
"""

import importlib.util
import json
import sys

import numpy as np

MODULES = {"UMAP + k-means": "umap", "BERTopic": "bertopic"}


def main() -> None:
    if len(sys.argv) == 1:
        print(json.dumps([name for name, module in MODULES.items() if importlib.util.find_spec(module)]))
        return
    tool, source, target, k, seed = sys.argv[1:6]
    stored = np.load(source)
    run = {"UMAP + k-means": _umap, "BERTopic": _bertopic}[tool]
    np.save(target, run(stored["texts"], stored["vectors"], int(k), int(seed)))


def _umap(texts: np.ndarray, vectors: np.ndarray, k: int, seed: int) -> np.ndarray:
    import umap
    from sklearn.cluster import KMeans

    flat = umap.UMAP(n_components=5, n_neighbors=15, min_dist=0, metric="cosine", random_state=seed)
    return KMeans(k, n_init=10, random_state=seed).fit_predict(flat.fit_transform(vectors))


def _bertopic(texts: np.ndarray, vectors: np.ndarray, k: int, seed: int) -> np.ndarray:
    import umap
    from bertopic import BERTopic

    flat = umap.UMAP(n_components=5, n_neighbors=15, min_dist=0, metric="cosine", random_state=seed)
    model = BERTopic(embedding_model=None, umap_model=flat, nr_topics=k + 1, verbose=False)
    return np.array(model.fit_transform(texts.tolist(), vectors)[0])


if __name__ == "__main__":
    main()
