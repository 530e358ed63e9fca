import type { Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { page } from "vitest/browser";
import { drag, mouse, openTissueRoom, tissue } from "#test/hands-on-tissue.ts";
import type { Stores } from "#ui/session/stores.ts";

let root: Root;
let stores: Stores;

const marks = () => stores.annotations.getState();
const names = () => marks().annotations.map(({ name }) => name);

beforeEach(async () => {
  ({ root, stores } = await openTissueRoom());
});

afterEach(() => root.unmount());

describe("a file", () => {
  const square = (x: number) => [
    [x, 10],
    [x + 90, 10],
    [x + 90, 90],
    [x, 90],
    [x, 10],
  ];
  const feature = (x: number, properties: object) => ({
    type: "Feature",
    geometry: { type: "Polygon", coordinates: [square(x)] },
    properties,
  });
  const choose = async (text: string, name: string) => {
    await page.getByRole("button", { name: "Annotations", exact: true }).click();
    const input = document.querySelector<HTMLInputElement>(
      "input[type=file][aria-label='GeoJSON file']",
    );
    const files = new DataTransfer();
    files.items.add(new File([text], name));
    if (input === null) throw new Error("no field for a file");
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  test("is read in a worker; what was left out is listed", async () => {
    const features = [
      feature(10, { objectType: "annotation", name: "Lumen" }),
      feature(300, { objectType: "detection", classification: { name: "epithelial" } }),
      feature(90_000, { objectType: "annotation" }),
    ];
    await choose(JSON.stringify({ type: "FeatureCollection", features }), "from-qupath.geojson");
    const report = page.getByRole("region", { name: "Import report" });
    await expect
      .element(report.getByText("1 annotation and 1 cell taken of 3 objects."))
      .toBeVisible();
    await expect.element(report.getByText(/Outside of the slide/)).toBeVisible();
    expect(names()).toEqual(["Lumen"]);
    expect(stores.cells.getState().table?.count).toBe(1);
    expect(stores.cells.getState().source).toMatchObject({ kind: "imported" });
  });

  const drop = (file: File, target: Element) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(file);
    const event = { bubbles: true, cancelable: true, dataTransfer };
    target.dispatchEvent(new DragEvent("drop", event));
  };
  const lumen = () => {
    const features = [feature(10, { objectType: "annotation", name: "Lumen" })];
    return new File([JSON.stringify({ type: "FeatureCollection", features })], "lumen.geojson");
  };

  test("that is dropped is imported into the open slide, with its report", async () => {
    const opened = stores.slide.getState().state;
    drop(lumen(), tissue());
    const report = page.getByRole("region", { name: "Import report" });
    await expect
      .element(report.getByText(/1 annotation and 0 cells taken of 1 object/))
      .toBeVisible();
    expect(names()).toEqual(["Lumen"]);
    expect(stores.slide.getState().state).toBe(opened);
  });

  test("that is dropped where no slide is open says what to do", async () => {
    const { slideFailed, state } = stores.slide.getState();
    if (state.kind !== "open") throw new Error("no slide");
    slideFailed(state.origin, { kind: "slide-unreadable", message: "No slide.", remedy: "Look." });
    await expect.poll(() => document.querySelector(".viewer")).toBeNull();
    drop(lumen(), page.getByText("No slide.").element());
    await expect
      .element(page.getByText(/lumen.geojson holds annotations, not a slide/))
      .toBeVisible();
    expect(names()).toEqual([]);
  });

  test("that is no GeoJSON is refused with what to do", async () => {
    await choose("not json", "notes.geojson");
    await expect.element(page.getByText(/not GeoJSON that can be read/)).toBeVisible();
    expect(marks().annotations).toEqual([]);
  });

  test("is written in a worker and read again as it was", async () => {
    await page.getByRole("button", { name: "Rectangle", exact: true }).click();
    drag(stores, mouse, [
      [400, 400],
      [800, 700],
    ]);
    await page.getByRole("button", { name: "Annotations", exact: true }).click();
    const saved = new Promise<Blob>((resolve) => {
      const { createObjectURL } = URL;
      URL.createObjectURL = (blob) => {
        URL.createObjectURL = createObjectURL;
        if (blob instanceof Blob) resolve(blob);
        return createObjectURL(blob);
      };
    });
    const before = marks().annotations;
    await page.getByRole("checkbox", { name: "Packed (.geojson.gz)" }).click();
    await page.getByRole("button", { name: "Export GeoJSON" }).click();
    const bytes = await new Response(
      (await saved).stream().pipeThrough(new DecompressionStream("gzip")),
    ).text();
    marks().annotationsLoaded([]);
    await page.getByRole("button", { name: "Close Annotations" }).click();
    await choose(bytes, "again.geojson");
    await expect.poll(() => marks().annotations).toEqual(before);
  });
});
