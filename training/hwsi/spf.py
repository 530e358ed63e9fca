"""Semantic patch filtering (paper section 3.3, eq. 1 and 2) in closed form.

With unit embeddings f_j of a region's n tissue patches and S = sum_j f_j:
mean_k s_jk = f_j . S / n, mu = |S|^2 / n^2, and sum_jk s_jk^2 = |F^T F|_F^2, so that sigma
needs a d x d Gram matrix and no n x n one.
"""

import numpy as np

#: Patches that are all alike must not be dropped by rounding in fp32.
ROUNDING = 1e-6


def redundant(patches: np.ndarray) -> np.ndarray:
    """[n, d] unit rows -> bool [n]: mean similarity above mu + sigma; all False if all would go."""
    n = len(patches)
    total = patches.sum(0)
    mean_similarity = patches @ total / n
    mu = total @ total / n**2
    gram = patches.T @ patches
    sigma = np.sqrt(max(0.0, (gram * gram).sum() / n**2 - mu * mu))
    drop = mean_similarity > mu + sigma + ROUNDING
    return np.zeros(n, bool) if drop.all() else drop


def entity_mean(question: np.ndarray | None, bank: np.ndarray) -> np.ndarray:
    """Mean text embedding [d]: the question's entities and the bank weigh half each.

    A plain mean over all entities (paper eq. 2) would let a bank of dozens drown the question.
    """
    mean = bank.mean(0)
    if question is None or not len(question):
        return mean
    return 0.5 * question.mean(0) + 0.5 * mean


def select(patches: np.ndarray, entities: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Patches [n, d] of one region and mean entity [d] -> kept indices by relevance, relevance [n]."""
    relevance = patches @ entities
    order = np.argsort(-relevance, kind="stable")
    drop = redundant(patches)
    return order[~drop[order]][:k], relevance
