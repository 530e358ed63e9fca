import type { Adapter } from "./runtime.ts";

/** Names that software renderers give themselves (Chromium's SwiftShader, Mesa, Windows' WARP). */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render/i;

/**
 * The adapter this worker may compute on. A software adapter is no gain over WASM, about 100 times
 * slower, and is refused by name.
 */
export async function describeAdapter(): Promise<Adapter> {
  const adapter = await findAdapter();
  if (adapter === null) return { kind: "none", reason: "no GPU adapter" };
  const name = adapterName(adapter.info);
  const software = adapter.info.isFallbackAdapter || SOFTWARE.test(name);
  return software ? { kind: "none", reason: `software adapter (${name})` } : { kind: "gpu", name };
}

/**
 * A device of the best adapter with all its limits, half floats where it has them. A lost device
 * is fatal for the worker: it is thrown where the page hears it, and the page starts a new one.
 */
export async function requestDevice(): Promise<GPUDevice> {
  const adapter = await findAdapter();
  if (adapter === null) throw new Error("There is no GPU adapter.");
  const device = await adapter.requestDevice({
    requiredFeatures: adapter.features.has("shader-f16") ? ["shader-f16"] : [],
    requiredLimits: {
      maxBufferSize: adapter.limits.maxBufferSize,
      maxStorageBufferBindingSize: adapter.limits.maxStorageBufferBindingSize,
      maxStorageBuffersPerShaderStage: adapter.limits.maxStorageBuffersPerShaderStage,
      maxComputeWorkgroupStorageSize: adapter.limits.maxComputeWorkgroupStorageSize,
      maxComputeInvocationsPerWorkgroup: adapter.limits.maxComputeInvocationsPerWorkgroup,
      maxComputeWorkgroupSizeX: adapter.limits.maxComputeWorkgroupSizeX,
      maxComputeWorkgroupSizeY: adapter.limits.maxComputeWorkgroupSizeY,
      maxComputeWorkgroupSizeZ: adapter.limits.maxComputeWorkgroupSizeZ,
    },
  });
  device.lost.then(({ reason, message }) => {
    if (reason !== "destroyed") reportError(new Error(`The GPU was lost: ${message}`));
  });
  return device;
}

async function findAdapter(): Promise<GPUAdapter | null> {
  if (navigator.gpu === undefined) return null;
  return navigator.gpu.requestAdapter({ powerPreference: "high-performance" });
}

function adapterName(info: GPUAdapterInfo): string {
  return [info.vendor, info.architecture, info.description].filter(Boolean).join(" ");
}
