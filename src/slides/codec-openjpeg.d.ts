/** The part of @cornerstonejs/codec-openjpeg that is used; the package has no types. */
declare module "@cornerstonejs/codec-openjpeg/decodewasmjs" {
  interface J2KDecoder {
    getEncodedBuffer(length: number): Uint8Array;
    decode(): void;
    getDecodedBuffer(): Uint8ClampedArray;
    getFrameInfo(): {
      readonly width: number;
      readonly height: number;
      readonly bitsPerSample: number;
      readonly componentCount: number;
    };
    getColorSpace(): number;
    delete(): void;
  }
  interface OpenJpeg {
    readonly J2KDecoder: new () => J2KDecoder;
  }
  // biome-ignore lint/style/noDefaultExport: the package has one
  export default function create(options: {
    readonly wasmBinary: ArrayBuffer;
    readonly print: (line: string) => void;
    readonly printErr: (line: string) => void;
  }): Promise<OpenJpeg>;
}

declare module "@cornerstonejs/codec-openjpeg/wasmjs" {
  interface J2KEncoder {
    getDecodedBuffer(frame: {
      readonly width: number;
      readonly height: number;
      readonly bitsPerSample: number;
      readonly componentCount: number;
      readonly isSigned: boolean;
    }): Uint8Array;
    setDecompositions(levels: number): void;
    setQuality(isLossless: boolean, rate: number): void;
    encode(): void;
    getEncodedBuffer(): Uint8Array;
  }
  // biome-ignore lint/style/noDefaultExport: the package has one
  export default function create(options: {
    readonly print: (line: string) => void;
    readonly printErr: (line: string) => void;
  }): Promise<{ readonly J2KEncoder: new () => J2KEncoder }>;
}
