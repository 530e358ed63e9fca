export interface BrowserNote {
  readonly name: "webgpu" | "webgl2" | "isolation";
  readonly text: string;
}

/** What this browser or server lacks, and what that means for the person. */
export function browserNotes(abilities: {
  readonly hasWebGpu: boolean;
  readonly hasWebGl2: boolean;
  readonly isIsolated: boolean;
}): readonly BrowserNote[] {
  const notes: BrowserNote[] = [];
  if (!abilities.hasWebGpu) {
    notes.push({
      name: "webgpu",
      text: "No WebGPU in this browser: the models run on the processor (WASM). The answers are the same but take longer.",
    });
  }
  if (!abilities.hasWebGl2) {
    notes.push({
      name: "webgl2",
      text: "No WebGL2 in this browser: the evidence of an answer is drawn, but not the cells of the whole slide, its regions and tissue, nor heat maps.",
    });
  }
  if (!abilities.isIsolated) {
    notes.push({
      name: "isolation",
      text: "This page is not cross-origin isolated: the models run on one processor core, several times slower. Whoever serves the page can cure it with the headers Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp.",
    });
  }
  return notes;
}
