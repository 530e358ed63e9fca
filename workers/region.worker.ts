import { expose } from "comlink";
import { installTransferHandlers } from "#core/wire.ts";
import { createRegionService } from "#workers/region/region-service.ts";
import { createOnnxRuntime } from "#workers/runtime/onnx-runtime.ts";

installTransferHandlers();
expose(createRegionService(createOnnxRuntime({ threads: "one" })));
