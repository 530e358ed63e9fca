import type { RegionModel } from "#pipeline/models.ts";
import { float32, floatsOf, type InferenceSession } from "./session.ts";

/** ViT_r (paper section 3.3) over one region at a time. */
export function createRegionModel(encoder: InferenceSession): RegionModel {
  return {
    async encodeRegion(tokens, mask) {
      const width = tokens.length / mask.length;
      const outputs = await encoder.run({
        tokens: float32(tokens, 1, mask.length, width),
        mask: float32(mask, 1, mask.length),
      });
      return floatsOf(outputs, "embedding");
    },
  };
}
