import { expect, it } from "vitest";
import { drawerFor } from "./drawer.ts";

it("leaves the choice to the viewer on a graphics card, and where none is named", () => {
  expect(drawerFor("ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11)")).toBe("auto");
  expect(drawerFor("ANGLE (Apple, ANGLE Metal Renderer: Apple M2)")).toBe("auto");
  expect(drawerFor("")).toBe("auto");
});

it("draws on a 2D canvas where the processor computes WebGL", () => {
  const names = [
    "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)",
    "llvmpipe (LLVM 15.0.7, 256 bits)",
    "ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11)",
  ];
  for (const name of names) expect(drawerFor(name)).toBe("canvas");
});
