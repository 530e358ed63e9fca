import { Tokenizer } from "@huggingface/tokenizers";

/** Text to token ids and back; the one door to the tokenizer library. */
export interface TextTokenizer {
  encode(text: string): number[];
  /** Text of the ids, special tokens included. */
  decode(ids: readonly number[]): string;
  /** Special tokens by their text: the chat marks and [P1]..[P64], each a single id. */
  readonly specials: ReadonlyMap<string, number>;
}

/** From the bytes of a `tokenizer.json` in Hugging Face's format. */
export function createTokenizer(json: ArrayBuffer): TextTokenizer {
  const parsed: unknown = JSON.parse(new TextDecoder().decode(json));
  if (typeof parsed !== "object" || parsed === null) throw new TypeError("Not a tokenizer.json.");
  const tokenizer = new Tokenizer(parsed, { clean_up_tokenization_spaces: false });
  const added = [...tokenizer.get_added_tokens_decoder()];
  return {
    encode: (text) => tokenizer.encode(text, { add_special_tokens: false }).ids,
    decode: (ids) => tokenizer.decode([...ids], { skip_special_tokens: false }),
    specials: new Map(added.map(([id, token]) => [token.content, id])),
  };
}
