"""Sizes of every part: the paper's, and a tiny set of the same architectures to try the path with."""

from dataclasses import dataclass, field


#: LoRA of the paper's stage 3.
RANK, ALPHA = 128, 256


@dataclass(frozen=True)
class Vit:
    """A ViT on square images of `pixels` in patches of 16."""

    width: int
    depth: int
    heads: int
    pixels: int


@dataclass(frozen=True)
class Text:
    width: int = 768
    depth: int = 12
    heads: int = 12
    #: Positions, the last of which is [CLS].
    context: int = 128
    vocabulary: int = 32007


@dataclass(frozen=True)
class Sizes:
    """Defaults are the paper's (sections 3.3 and 4) and those of the released encoders it names."""

    conch: Vit = Vit(768, 12, 12, 448)
    conch_text: Text = field(default_factory=Text)
    #: CONCH's contrast space, and the heads of the pooler that reaches it.
    space: int = 512
    pool_heads: int = 8
    #: HIPT's ViT_256, which is CellViT-256's encoder too.
    hipt: Vit = Vit(384, 12, 6, 256)
    region: Vit = Vit(192, 6, 6, 256)
    #: Blocks whose tokens CellViT's decoders read, from 1.
    taps: tuple[int, ...] = (3, 6, 9, 12)
    #: CellViT's decoder widths are divided by this.
    decoder_share: int = 1
    cell_width: int = 784
    #: Patches on a side of a region; a region is 256 times as many pixels at 0.5 um/px.
    grid: int = 16
    #: Patches that semantic patch filtering keeps in a region (k; the paper gives none).
    keep: int = 16
    #: Patches of a slide that reach the language model.
    slide_patches: int = 64


PAPER = Sizes()
TINY = Sizes(
    conch=Vit(48, 2, 3, 64),
    conch_text=Text(width=48, depth=2, heads=3, context=24, vocabulary=2048),
    space=32,
    pool_heads=4,
    hipt=Vit(48, 4, 3, 256),
    region=Vit(192, 2, 6, 256),
    taps=(1, 2, 3, 4),
    decoder_share=16,
    cell_width=32,
    grid=2,
    keep=2,
    slide_patches=4,
)
SIZES = {"paper": PAPER, "tiny": TINY}
