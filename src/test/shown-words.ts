import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "oxc-parser";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Attributes by which a person is told something. */
const telling = new Set(["aria-label", "aria-valuetext", "title", "placeholder", "alt", "label"]);

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

/**
 * The words a component shows as they stand in its source, where no other language reaches them: the
 * text between tags, and literals in what names or explains something.
 */
export function shownWords(
  path: string,
  source = readFileSync(join(root, path), "utf8"),
): string[] {
  const { program, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`);
  return wordsIn(program as unknown as Node, false).filter((text) => /\p{L}{3,}/u.test(text));
}

/** Texts of two words and more anywhere in a file, but for what an error says. */
export function sentences(path: string, source = readFileSync(join(root, path), "utf8")): string[] {
  const texts: string[] = [];
  const { program } = parseSync(path, source);
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const one of node) walk(one);
    if (!isNode(node) || isOfError(node)) return;
    if (node.type === "Literal") texts.push(String(node["value"]));
    if (node.type === "TemplateElement") texts.push(squeezed((node["value"] as Raw).raw));
    for (const below of Object.values(node)) walk(below);
  };
  walk(program);
  return texts.filter((text) => /^\p{Lu}\p{Ll}+,?( \p{Ll}+)+/u.test(text));
}

interface Raw {
  readonly raw: string;
}

const isOfError = (node: Node): boolean =>
  node.type === "NewExpression" && /Error$/.test(nameOf(node["callee"]));

/** `isTold`: what stands here is shown to a person. */
function wordsIn(node: unknown, isTold: boolean): string[] {
  if (Array.isArray(node)) return node.flatMap((one) => wordsIn(one, isTold));
  if (!isNode(node)) return [];
  switch (node.type) {
    case "JSXText":
      return [squeezed(node["value"])];
    case "Literal":
      return isTold && typeof node["value"] === "string" ? [node["value"]] : [];
    case "TemplateElement":
      return isTold ? [squeezed((node["value"] as Raw).raw)] : [];
    case "CallExpression":
      return wordsIn(node["arguments"], false); // of `t`: a key
    case "BinaryExpression":
      return []; // compared, not shown
    case "MemberExpression":
      return [];
    case "JSXAttribute":
      return wordsIn(node["value"], telling.has(nameOf(node["name"])));
    case "JSXElement":
    case "JSXFragment":
      return [...wordsIn(node["openingElement"], false), ...wordsIn(node["children"], true)];
    case "ConditionalExpression":
      return [
        ...wordsIn(node["test"], false),
        ...wordsIn([node["consequent"], node["alternate"]], isTold),
      ];
    default:
      return Object.entries(node).flatMap(([, below]) => wordsIn(below, isTold));
  }
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

const nameOf = (name: unknown): string => (isNode(name) ? String(name["name"]) : "");

const squeezed = (text: unknown): string => String(text).trim().replace(/\s+/g, " ");
