"""How unlike the H&E that the models know a slide is: public/pack/suitability.json.

Four measures of a patch, pooled over the slide, each over a limit set on H&E alone: the share of
its stain that is neither purple nor pink, the share that is brown, how dark the lightest places
are (hwsi.colours), and how far its embedding lies off the plane that embeddings of H&E span. The
score is the largest; above 1 the slide is unlike. `judge` stands in src/pipeline/suitability.ts too.
Run: python -m hwsi.suitability --data ../shared/data
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch

from hwsi import selftest
from hwsi.colours import LEAST_STAINED, statistics
from hwsi.he_sources import Slide, changed, deep_zoom, drawn, real
from hwsi.manifest import list_file
from hwsi.patch import PATCH_WIDTH, PatchEncoder
from hwsi.unlike import drawings, photographs, stained_anew

ROOT = Path(__file__).parents[2]
METRICS = ROOT / "training" / "metrics" / "suitability.json"
GOLDENS = ROOT / "fixtures" / "goldens" / "suitability.json"

#: Measures of a slide, in the order of a row of values.
MEASURES = ("foreign", "brown", "darkness", "texture")
#: Directions that the texture measure leaves free.
PLANE = 32
#: The limit lies beyond this quantile of the worst source, by this factor of its way from typical.
QUANTILE, MARGIN = 0.98, 1.25
#: Brown of pigment, bile and ink belongs to H&E: no limit below this share.
LEAST_LIMIT = {"foreign": 0.0, "brown": 0.08, "darkness": 0.0, "texture": 0.0}


class Measured:
    """A slide's statistics [n, 4] of hwsi.colours and embeddings [n, 192]."""

    def __init__(self, slide: Slide, encoder: PatchEncoder):
        self.source, self.row, self.name = slide.source, slide.row, slide.name
        self.statistics = statistics(slide.patches)
        self.embeddings = encode(encoder, slide.patches)


@torch.no_grad()
def encode(encoder: PatchEncoder, patches: np.ndarray) -> np.ndarray:
    pixels = torch.from_numpy(np.ascontiguousarray(patches.transpose(0, 3, 1, 2))).float() / 255
    return np.concatenate([encoder(part)[0].numpy() for part in pixels.split(32)]).astype(np.float64)


def pooled(rows: np.ndarray) -> np.ndarray:
    """[n, m] -> [m]: the mean of each column without its highest and its lowest quarter."""
    cut = len(rows) // 4
    return np.sort(rows, axis=0)[cut : len(rows) - cut].mean(0)


def off_plane(embeddings: np.ndarray, mean: np.ndarray, basis: np.ndarray) -> np.ndarray:
    """[n, d], mean [d], basis [m, d] -> length of what the basis cannot say, [n]."""
    centred = embeddings - mean
    return np.linalg.norm(centred - (centred @ basis.T) @ basis, axis=1)


def measures(colours: np.ndarray, embeddings: np.ndarray | None, texture: dict | None) -> np.ndarray:
    """MEASURES of a slide, [4]; without embeddings (a thumbnail) the texture is nan."""
    kept = colours[:, 0] >= LEAST_STAINED
    kept = kept if kept.any() else np.ones(len(colours), bool)
    rows = colours[kept][:, 1:]
    if embeddings is None or texture is None:
        return np.append(pooled(rows), np.nan)
    off = off_plane(embeddings[kept], np.array(texture["mean"]), np.array(texture["basis"]))
    return pooled(np.column_stack([rows, off]))


def fit_texture(slides: list[Measured]) -> dict:
    """Mean and plane of the embeddings of stained patches, every source weighing the same."""
    groups = defaultdict(list)
    for slide in slides:
        groups[slide.source].append(slide.embeddings[slide.statistics[:, 0] >= LEAST_STAINED])
    parts = [np.concatenate(g) for g in groups.values()]
    parts = [p for p in parts if len(p)]
    mean = np.mean([p.mean(0) for p in parts], axis=0)
    spread = np.mean([(p - mean).T @ (p - mean) / len(p) for p in parts], axis=0)
    basis = np.linalg.eigh(spread)[1][:, ::-1][:, :PLANE].T
    return {"mean": np.round(mean, 5).tolist(), "basis": np.round(basis, 5).tolist()}


def left_out(slides: list[Measured]) -> np.ndarray:
    """MEASURES of each slide [n, 4], its own source not seen by the fit."""
    fits = {s: fit_texture([x for x in slides if x.source != s]) for s in {x.source for x in slides}}
    return np.array([measures(x.statistics, x.embeddings, fits[x.source]) for x in slides])


def fit_limits(slides: list[Measured]) -> dict[str, dict[str, float]]:
    """Typical value and limit of each measure: the worst source's quantile, and a margin beyond it."""
    values, sources = left_out(slides), np.array([x.source for x in slides])
    typical = np.median([np.median(values[sources == s], axis=0) for s in set(sources)], axis=0)
    worst = np.max([np.quantile(values[sources == s], QUANTILE, axis=0) for s in set(sources)], axis=0)
    limits = np.maximum(typical + MARGIN * (worst - typical), list(LEAST_LIMIT.values()))
    return {m: {"typical": round(float(t), 4), "limit": round(float(u), 4)} for m, t, u in zip(MEASURES, typical, limits)}


def fit(slides: list[Measured]) -> dict:
    return {"format": 1, "limits": fit_limits(slides), "texture": fit_texture(slides)}


def judge(model: dict, colours: np.ndarray, embeddings: np.ndarray | None) -> dict:
    """Score, and the measure that says most of it; above 1 the slide is unlike."""
    values = measures(colours, embeddings, model["texture"])
    scores = {
        m: max(0.0, (float(v) - limit["typical"]) / (limit["limit"] - limit["typical"]))
        for (m, limit), v in zip(model["limits"].items(), values) if not np.isnan(v)
    }
    score = max(scores.values())
    measure = "darkness" if scores["darkness"] > 1 else max(scores, key=scores.get)  # colours of the dark mean little
    return {"score": score, "measure": measure, "verdict": "unsuitable" if score > 1 else "suitable"}


def wilson(hits: int, of: int) -> list[float]:
    """95 % interval of a share."""
    z, p = 1.96, hits / of
    centre, half = p + z * z / (2 * of), z * np.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    return [round(float((centre + sign * half) / (1 + z * z / of)), 3) for sign in (-1, 1)]


def flagged(model: dict, slides: list[Measured]) -> dict[str, dict]:
    """Images flagged by row of the report, and by which measure."""
    rows: dict[str, list[dict]] = defaultdict(list)
    for slide in slides:
        rows[slide.row].append(judge(model, slide.statistics, slide.embeddings))
    return {row: tally(found) for row, found in rows.items()}


def tally(found: list[dict]) -> dict:
    hits = [x["measure"] for x in found if x["verdict"] == "unsuitable"]
    scores = np.array([x["score"] for x in found])
    return {
        "images": len(found), "flagged": len(hits), "rate": round(len(hits) / len(found), 3), "interval": wilson(len(hits), len(found)),
        "median score": round(float(np.median(scores)), 2), "by": {m: hits.count(m) for m in MEASURES if m in hits},
    }


def together(rows: dict[str, dict]) -> dict:
    images, hits = (sum(r[k] for r in rows.values()) for k in ("images", "flagged"))
    return {"images": images, "flagged": hits, "rate": round(hits / images, 3), "interval": wilson(hits, images)}


def leave_one_source_out(slides: list[Measured]) -> dict[str, dict]:
    """Real H&E flagged when neither plane nor limits saw its source."""
    report = {}
    for source in dict.fromkeys(x.source for x in slides if x.source != "drawn"):
        model = fit([x for x in slides if x.source != source])
        report |= flagged(model, [x for x in slides if x.source == source])
    return report


def measure_all(model: dict, known: list[Measured], kinds: list[Measured], unseen: list[Measured], altered: list[Measured]) -> dict:
    real_rows, kind_rows = leave_one_source_out(known), flagged(model, kinds)
    families = {f: {r: v for r, v in kind_rows.items() if r.startswith(f)} for f in ("immuno", "fluorescence", "photographs")}
    return {
        "limits": model["limits"],
        "real H&E, its source left out": {"all": together(real_rows), **real_rows},
        "real H&E, changed": flagged(model, altered),
        "drawn H&E, unseen": flagged(model, unseen),
        "not H&E": {**{f"all {f}": together(rows) for f, rows in families.items()}, **kind_rows},
    }


def golden_patches() -> np.ndarray:
    """Five patches [5, 256, 256, 3] that TypeScript paints too: H&E, brown, dark, grey, near white."""
    palettes = [
        [[120, 60, 150], [215, 140, 190], [235, 225, 235]], [[120, 130, 190], [150, 95, 50], [240, 240, 242]],
        [[5, 5, 12], [20, 40, 220], [8, 90, 10]], [[60, 60, 60], [130, 130, 130], [220, 220, 220]], [[250, 250, 250], [246, 240, 246], [252, 252, 250]],
    ]
    y, x, c = np.meshgrid(np.arange(256), np.arange(256), np.arange(3), indexing="ij")
    place = ((x >> 3) * 7 + (y >> 3) * 13 + ((x * y) >> 6)) % 3
    grain = (x * 31 + y * 17 + c * 7 + x * y) % 16
    return np.stack([np.clip(np.array(p)[place, c] + grain - 8, 0, 255).astype(np.uint8) for p in palettes])


def goldens(model: dict) -> dict:
    patches, near = golden_patches(), selftest.fill(31, (5, PATCH_WIDTH), 0.006, -0.003)
    embeddings = (near + np.array(model["texture"]["mean"])).astype(np.float32).astype(np.float64)
    colours = statistics(patches)
    cases = [[0, 0, 0], [0, 1, 1, 1, 1], [2], [3, 0], [4], [0, 1, 2, 3, 4]]
    return {
        "statistics": np.round(colours, 9).tolist(), "thumbnail": np.round(statistics(patches[:, :40, :30], 1), 9).tolist(),
        "cases": [{"patches": c, **judge(model, colours[c], embeddings[c]), "measures": measures(colours[c], embeddings[c], model["texture"]).tolist()} for c in cases],
        "without embeddings": [{"patches": c, **judge(model, colours[c], None)} for c in cases],
    }


def measured_from(data: Path, weights: Path) -> list[list[Measured]]:
    """Known H&E; kinds that are none; drawn slides that nothing was fitted on; known H&E changed."""
    encoder = PatchEncoder()
    encoder.load_state_dict(torch.load(weights / "patch-encoder.pt", weights_only=True))
    encoder.eval()
    rng = np.random.default_rng(0)
    slides = real(data)
    if not slides:
        raise SystemExit(f"{data} holds no H&E to fit on")
    bases = [s for row in dict.fromkeys(s.row for s in slides if "crops" not in s.row) for s in [x for x in slides if x.row == row][::7]]
    kinds = stained_anew(bases, rng) + photographs(rng) + drawings(rng)
    unseen = drawn("test", 40) + [deep_zoom(p) for p in (ROOT / "public/demo/slide.dzi", ROOT / "fixtures/slides/unseen.dzi")]
    groups = (slides + drawn("train"), kinds, unseen, changed(bases))
    return [[Measured(s, encoder) for s in group] for group in groups]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the real sets")
    parser.add_argument("--weights", type=Path, default=Path("training/out/weights"))
    parser.add_argument("--pack", type=Path, default=Path("public/pack"))
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    groups = measured_from(arguments.data, arguments.weights)
    model = fit(groups[0])
    report = measure_all(model, *groups)
    (arguments.pack / "suitability.json").write_text(json.dumps(model, separators=(",", ":")) + "\n")
    METRICS.write_text(json.dumps(report, indent=2) + "\n")
    GOLDENS.write_text(json.dumps(goldens(model)) + "\n")
    list_file(arguments.pack, "suitability")
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
