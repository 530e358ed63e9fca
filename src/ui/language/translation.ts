/**
 * A part of the page in another language: every key of the English part, and for each that counts
 * the form of whole millions, which Spanish and its sisters have beside one and other.
 */
export type Translation<English> = { readonly [Key in keyof English]: string } & {
  readonly [Key in keyof English as Key extends `${infer Counted}_other`
    ? `${Counted}_many`
    : never]: string;
};
