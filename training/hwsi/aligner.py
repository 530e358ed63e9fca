"""The model of stage 1: the encoders of cells, regions and slides with heads into the text space.

A slide's vector in the text space is a learned fusion of the levels it is told by: each level's
tokens are pooled (mean and maximum) into a vector, the vectors are summed, and the sum is brought
to unit length. Levels may be left out (level dropout), so one model gives the rows of all levels.
Only the encoders go into the pack; heads, pools and this text tower serve the alignment alone.
"""

import torch
from torch import nn
from torch.nn.functional import gelu, normalize

from hwsi.attention import MASKED
from hwsi.ccaf import CELL_WIDTH, Ccaf
from hwsi.patch import PATCH_WIDTH
from hwsi.region import REGION_WIDTH, RegionEncoder
from hwsi.slide import SLIDE_WIDTH, SlideEncoder
from hwsi.text import TextEncoder

#: The levels in the order of every mask over them, the paper's rows from coarse to fine.
LEVELS = ("slide", "region", "patch", "cell")
WIDTHS = {"slide": SLIDE_WIDTH, "region": REGION_WIDTH, "patch": PATCH_WIDTH, "cell": CELL_WIDTH}
#: The temperature learns from the first and never falls under the second; the paper fixes 0.02.
FIRST_TAU, LEAST_TAU, PAPER_TAU = 0.07, 0.03, 0.02


class LevelPool(nn.Module):
    """tokens [b, n, width], mask [b, n] (at least one 1 a row) -> [b, 192]."""

    def __init__(self, width: int):
        super().__init__()
        self.enter = nn.Linear(width, PATCH_WIDTH)
        self.leave = nn.Linear(2 * PATCH_WIDTH, PATCH_WIDTH)

    def forward(self, tokens: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        x, keep = gelu(self.enter(tokens)), mask[:, :, None]
        mean = (x * keep).sum(1) / keep.sum(1).clamp(min=1)
        most = (x + (1 - keep) * MASKED).amax(1).clamp(min=-1)
        return self.leave(torch.cat([mean, most], 1))


class Aligner(nn.Module):
    """Encoders, heads, pools, text tower and temperature."""

    def __init__(self, vocabulary: int, tau: str = "learned"):
        super().__init__()
        self.ccaf, self.region, self.slide = Ccaf(), RegionEncoder(), SlideEncoder()
        self.text = TextEncoder(vocabulary)
        self.report = LevelPool(PATCH_WIDTH)
        self.heads = nn.ModuleDict({s: nn.Linear(WIDTHS[s], PATCH_WIDTH) for s in ("cell", "patch", "region")})
        nn.init.eye_(self.heads["patch"].weight)  # patches lie in the text space already (stage 0)
        self.pools = nn.ModuleDict({level: LevelPool(WIDTHS[level]) for level in LEVELS})
        first = PAPER_TAU if tau == "paper" else FIRST_TAU
        self.log_tau = nn.Parameter(torch.tensor(first).log(), requires_grad=tau != "paper")

    def tau(self) -> torch.Tensor:
        return self.log_tau.exp().clamp(min=LEAST_TAU if self.log_tau.requires_grad else 0)

    def scale(self, level: str, tokens: torch.Tensor) -> torch.Tensor:
        """Tokens [n, width] of a scale -> unit vectors [n, 192] of the text space."""
        return normalize(self.heads[level](tokens), dim=1)

    def reports(self, sentences: torch.Tensor, rows: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Unit sentences [s, 192], those of each report by index [b, n] with mask -> unit [b, 192].

        A report is the mean of its sentences and what pooling adds to it.
        """
        own = sentences[rows]
        mean = (own * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True).clamp(min=1)
        return normalize(mean + 0.1 * self.report(own, mask), dim=1)

    def levels(self, tokens: dict[str, tuple[torch.Tensor, torch.Tensor]]) -> tuple[torch.Tensor, torch.Tensor]:
        """Level -> (tokens [b, n, width], mask [b, n]); gives vectors [b, 4, 192] and which exist [b, 4]."""
        vectors = torch.stack([self.pools[level](*tokens[level]) for level in LEVELS], 1)
        return vectors, torch.stack([tokens[level][1].amax(1) for level in LEVELS], 1)


def fuse(vectors: torch.Tensor, keep: torch.Tensor) -> torch.Tensor:
    """Vectors of the levels [b, 4, 192], those to use [b, 4] -> unit vector of the slide [b, 192]."""
    return normalize((vectors * keep[:, :, None]).sum(1), dim=1)
