import type { english } from "./english.ts";

type English = typeof english;
type Counted<Name> = Name extends `${infer Base}_${"one" | "other"}` ? Base : Name;

/** The keys of one part of the page, those that count without their endings. */
export type KeyIn<Part extends keyof English> = {
  [P in Part]: `${P}.${Counted<keyof English[P]> & string}`;
}[Part];

/** The key of a text: "conversation.ask". */
export type Key = KeyIn<keyof English>;

type TextOf<K extends Key> = K extends `${infer Part extends keyof English}.${infer Name}`
  ? Name extends keyof English[Part]
    ? English[Part][Name]
    : `${Name}_other` extends keyof English[Part]
      ? English[Part][`${Name}_other`]
      : never
  : never;

/** "{{count, number}} of {{what}}" has the values count and what. */
type NamesIn<Text> = Text extends `${string}{{${infer Value}}}${infer Rest}`
  ? (Value extends `${infer Name}, ${string}` ? Name : Value) | NamesIn<Rest>
  : never;

type IsCounted<K extends Key> = K extends `${infer Part extends keyof English}.${infer Name}`
  ? `${Name}_other` extends keyof English[Part]
    ? true
    : false
  : false;

type Names<K extends Key> = NamesIn<TextOf<K>> | (IsCounted<K> extends true ? "count" : never);

/** What a text has to be told; nothing where it says all itself. */
export type ValuesOf<K extends Key> = [Names<K>] extends [never]
  ? []
  : [values: { readonly [Name in Names<K>]: Name extends "count" ? number : string | number }];

/** The keys of a part whose texts say all themselves, as tables keep them. */
export type PlainKeyIn<Part extends keyof English> = {
  [K in KeyIn<Part> & Key]: ValuesOf<K> extends [] ? K : never;
}[KeyIn<Part> & Key];
