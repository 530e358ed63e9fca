"""Numbers as their digits: the rows of the language model's table that are numbers share what their digits share.

Each of a thousand numbers is seen rarely, a digit always. The table stays a table, so the shipped
files know nothing of it; while training, its rows of numbers are kept in the span of their digits.
"""

from functools import lru_cache

import numpy as np
import torch

from hwsi.tokenizer import numbers

#: Numbers that are one token each: the last rows of the table.
COUNT = len(numbers())


@lru_cache(maxsize=1)
def basis() -> torch.Tensor:
    """Orthonormal columns [numbers, f] of: the digit at each place, how many digits there are, the logarithm."""
    told = numbers()
    columns = np.zeros((len(told), 4 * 10 + 4 + 1))
    for row, text in enumerate(told):
        for place, digit in enumerate(reversed(text)):
            columns[row, 10 * place + int(digit)] = 1
        columns[row, 40 + len(text) - 1] = 1
        columns[row, 44] = np.log10(1 + int(text))
    left, sizes, _ = np.linalg.svd(columns, full_matrices=False)
    return torch.from_numpy(left[:, sizes > 1e-6 * sizes[0]].astype(np.float32))


@torch.no_grad()
def share(table: torch.Tensor) -> None:
    """Table [vocabulary, width] or its gradient, in place: rows of numbers become the nearest that their digits span."""
    held, rows = basis().to(table.device), table[-COUNT:]
    rows.copy_(held @ (held.T @ rows))


@torch.no_grad()
def begin(table: torch.Tensor) -> None:
    """Random rows of numbers that their digits span, as long as the other rows are."""
    rows, usual = table[-COUNT:], table[:-COUNT].norm(dim=1).median()
    rows.copy_(torch.randn_like(rows))
    share(table)
    rows *= usual / rows.norm(dim=1).median()
