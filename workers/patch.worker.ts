import { expose } from "comlink";
import { installTransferHandlers } from "#core/wire.ts";
import { createPatchService } from "#workers/patch/patch-service.ts";
import { createOnnxRuntime } from "#workers/runtime/onnx-runtime.ts";

installTransferHandlers();
expose(createPatchService(createOnnxRuntime({ threads: "all" })));
