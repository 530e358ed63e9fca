/** The files of a pack by the part they play; `.onnx` but for the tokenizer and the self-test. */
export type PackFileName =
  | "patch-encoder"
  | "text-encoder"
  | "cell-segmenter"
  | "ccaf"
  | "region-encoder"
  | "slide-encoder"
  | "projectors"
  | "llm-embedding"
  | "llm-decoder"
  | "tokenizer"
  | "self-test";

/** One `T` for each file of a pack. */
export type PackContents<T> = Readonly<Record<PackFileName, T>> & { readonly suitability?: T };

export interface PackFile {
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hex SHA-256 of the file. */
  readonly sha256: string;
}

export interface Manifest {
  readonly format: 1;
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly micronsPerPixel: number;
  readonly patchPixels: number;
  /** Patches on one side of a region. */
  readonly regionPatches: number;
  readonly filter: { readonly keepPerRegion: number; readonly keepPerSlide: number };
  /** The keyword bank: entities every question is filtered with (paper eq. 2). */
  readonly keywords: readonly string[];
  readonly cellClasses: readonly { readonly name: string; readonly colour: string }[];
  /** Widths of the embeddings of each level. */
  readonly dimensions: {
    readonly patch: number;
    readonly token: number;
    readonly cellEmbedding: number;
    readonly cell: number;
    readonly region: number;
    readonly slide: number;
    readonly llm: number;
  };
  readonly llm: {
    readonly layers: number;
    readonly kvHeads: number;
    readonly headDimension: number;
    readonly context: number;
    /** Template of the text after the visual tokens; `{question}` stands for the question. */
    readonly template: string;
    readonly stopToken: string;
  };
  readonly textEncoder: { readonly maxTokens: number };
  /** `suitability` is the one file that a pack may lack: then no slide is judged. */
  readonly files: PackContents<PackFile>;
  /** Shown on the pack's card: data sets, licences, metrics, intended use, limits. */
  readonly card: {
    readonly intendedUse: string;
    readonly limits: readonly string[];
    readonly data: readonly { readonly name: string; readonly licence: string }[];
    readonly metrics: readonly {
      readonly name: string;
      readonly value: number;
      readonly note: string;
    }[];
  };
}
