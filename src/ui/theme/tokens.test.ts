import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync("src/ui/theme/tokens.css", "utf8");

/** Both values of a colour token. */
function coloursOf(name: string): { light: string; dark: string } {
  const [, light, dark] =
    css.match(new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`)) ?? [];
  if (light === undefined || dark === undefined) throw new Error(`no token --${name}`);
  return { light, dark };
}

/** Relative luminance of an sRGB colour (WCAG 2.2). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const onGrounds = (text: string, grounds: readonly string[]) =>
  grounds.map((ground) => [text, ground] as const);

describe.each(["light", "dark"] as const)("in the %s theme", (theme) => {
  test.each([
    ...onGrounds("ink", ["ground", "paper", "raised", "hover", "violet-wash", "eosin-wash"]),
    ...onGrounds("quiet", ["ground", "paper", "raised", "hover", "violet-wash", "eosin-wash"]),
    ...onGrounds("violet", ["paper", "hover", "violet-wash"]),
    ...onGrounds("eosin", ["paper", "eosin-wash"]),
    ...onGrounds("on-violet", ["violet"]),
  ])("%s on %s is read at 4.5 to 1", (text, ground) => {
    expect(contrast(coloursOf(text)[theme], coloursOf(ground)[theme])).toBeGreaterThanOrEqual(4.5);
  });

  test("the edges of fields and buttons stand out at 3 to 1", () => {
    for (const ground of ["paper", "raised"]) {
      const edge = contrast(coloursOf("edge")[theme], coloursOf(ground)[theme]);
      expect(edge).toBeGreaterThanOrEqual(3);
    }
  });
});
