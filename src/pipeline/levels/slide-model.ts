import type { SlideModel } from "#pipeline/models.ts";
import { float32, floatsOf, type InferenceSession, int64 } from "./session.ts";

/** Columns and rows beyond share the last learned position (`training/hwsi/slide.py`). */
const LAST_POSITION = 31;

/** ViT_WSI (paper section 3.3) over a slide's region embeddings and their grid positions. */
export function createSlideModel(encoder: InferenceSession): SlideModel {
  return {
    async encodeSlide(regions, positions) {
      const count = positions.length / 2;
      const outputs = await encoder.run({
        regions: float32(regions, 1, count, regions.length / count),
        positions: int64(
          positions.map((place) => Math.min(LAST_POSITION, place)),
          1,
          count,
          2,
        ),
        mask: float32(new Float32Array(count).fill(1), 1, count),
      });
      return floatsOf(outputs, "embedding");
    },
  };
}
