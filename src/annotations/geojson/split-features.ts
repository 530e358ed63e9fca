/** What a splitter finds. */
export interface FeatureEvents {
  /** The text of one feature, as it stands in the file. */
  readonly onFeature: (text: string) => void;
  /** A feature longer than any that is read. */
  readonly onTooLong: (bytes: number) => void;
}

export interface FeatureSplitter {
  write(bytes: Uint8Array): void;
  /** The file without its features, as text; `isWhole` where every bracket is closed. */
  end(): { readonly frame: string; readonly isWhole: boolean };
}

/** A million points take 40 MB; whatever is longer is no outline. */
const longestBytes = 96 * 2 ** 20;

const code = {
  quote: 34,
  comma: 44,
  open: 91,
  back: 92,
  close: 93,
  openBrace: 123,
  closeBrace: 125,
};

/**
 * Cuts a stream of JSON into the items of its array of features (a bare array, or the field
 * `features` of the outermost object), so that each is parsed alone: memory is bound by the longest
 * feature, a broken one spoils no other, and the browser's own parser does the work (2.7 times the
 * speed of a parser of tokens in JavaScript, measured on 20,000 cells).
 */
export function splitFeatures({ onFeature, onTooLong }: FeatureEvents): FeatureSplitter {
  let depth = 0;
  let [isInString, isEscaped] = [false, false];
  /** Depth within the array of features; 0 before and after it. */
  let listDepth = 0;
  /** The last of the frame, to tell the name of the list that begins. */
  let tail = "";
  const frame = collectText(longestBytes);
  const item = collectText(longestBytes);

  function endItem(): void {
    const { text, dropped } = item.take();
    if (dropped > 0) onTooLong(dropped);
    else if (text.trim() !== "") onFeature(text);
  }
  function opens(byte: number): void {
    const isList = listDepth === 0 && byte === code.open;
    if (isList && (depth === 0 || (depth === 1 && isNamedFeatures(tail)))) {
      listDepth = depth + 1;
    }
    depth += 1;
  }
  /** The frame keeps the list's own brackets, its items stand outside of them. */
  function write(bytes: Uint8Array): void {
    let start = 0;
    const flush = (end: number): void => {
      const part = bytes.subarray(start, end);
      start = end;
      (listDepth > 0 ? item : frame).add(part);
      if (listDepth > 0) return;
      tail = (tail + String.fromCharCode(...part.subarray(-64))).slice(-64);
    };
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] as number;
      if (isInString) {
        if (isEscaped) isEscaped = false;
        else if (byte === code.back) isEscaped = true;
        else if (byte === code.quote) isInString = false;
      } else if (byte === code.quote) isInString = true;
      else if (byte === code.open || byte === code.openBrace) {
        if (listDepth === 0 && byte === code.open && depth < 2) flush(at + 1);
        opens(byte);
      } else if (byte === code.close || byte === code.closeBrace) {
        if (listDepth > 0 && depth === listDepth) {
          flush(at);
          endItem();
          listDepth = 0;
        }
        depth -= 1;
      } else if (byte === code.comma && listDepth > 0 && depth === listDepth) {
        flush(at);
        endItem();
        start = at + 1;
      }
    }
    flush(bytes.length);
  }
  return {
    write,
    end: () => ({ frame: frame.take().text, isWhole: depth === 0 && !isInString }),
  };
}

/** Whether a list that begins now, after this text, is the field `features`. */
function isNamedFeatures(text: string): boolean {
  return /(?<!\\)"features"\s*:\s*\[$/.test(text);
}

/** Bytes of one text that comes in parts; `dropped` counts them where it is too long to keep. */
function collectText(limit: number) {
  let parts: Uint8Array[] = [];
  let length = 0;
  const decoder = new TextDecoder();
  return {
    add(bytes: Uint8Array): void {
      length += bytes.length;
      if (length > limit) parts = [];
      else if (bytes.length > 0) parts.push(bytes);
    },
    take(): { readonly text: string; readonly dropped: number } {
      const dropped = length > limit ? length : 0;
      const [only] = parts;
      const text = parts.length === 1 && only ? decoder.decode(only) : decoder.decode(join(parts));
      parts = [];
      length = 0;
      return { text, dropped };
    },
  };
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
