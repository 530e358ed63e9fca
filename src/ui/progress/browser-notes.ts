import { t } from "#ui/language/t.ts";
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
      text: t("progress.noWebGpu"),
    });
  }
  if (!abilities.hasWebGl2) {
    notes.push({
      name: "webgl2",
      text: t("progress.noWebGl2"),
    });
  }
  if (!abilities.isIsolated) {
    notes.push({
      name: "isolation",
      text: t("progress.notIsolated"),
    });
  }
  return notes;
}
