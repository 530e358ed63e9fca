/** The files of a pack by the part they play; `.onnx` but for the tokenizers and the self-test. */
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
  | "llm-decoder-wide"
  | "tokenizer"
  | "llm-tokenizer"
  | "self-test";

/** One `T` for each file of a pack. */
export type PackContents<T> = Readonly<Record<PackFileName, T>> & { readonly suitability?: T };

export interface PackFile {
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hex SHA-256 of the file. */
  readonly sha256: string;
}

/**
 * How the wide decoder's weights are made of the int4 file's: each matrix in turn as float32
 * [columns, rows], from packed int4 [rows, columns] (zero is 8, the lower half byte first) and fp16
 * scales [rows, columns / block]. Offsets are in bytes from the start of `llm-decoder`.
 */
export interface WideWeights {
  /** The name by which the wide graph asks for its weights. */
  readonly weights: string;
  readonly block: number;
  readonly matrices: readonly {
    readonly rows: number;
    readonly columns: number;
    readonly packed: number;
    readonly scales: number;
  }[];
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
    /** Names all kept patches together, as [P3] names one. */
    readonly anyPatch: string;
    /** Added to a region's token beside its number. */
    readonly regionWord: string;
    /** How many times the embeddings of its names are added to a patch's key; to a row, once. */
    readonly nameWeight: number;
    /** The numbers told of each patch: a word, and the class it counts; null is all cells together. */
    readonly counts: readonly { readonly word: string; readonly cellClass: string | null }[];
    readonly wide: WideWeights;
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
