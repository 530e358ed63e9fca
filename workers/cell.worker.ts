import { expose } from "comlink";
import { installTransferHandlers } from "#core/wire.ts";
import { createCellService } from "#workers/cell/cell-service.ts";
import { createOnnxRuntime } from "#workers/runtime/onnx-runtime.ts";

installTransferHandlers();
expose(createCellService(createOnnxRuntime({ threads: "all" })));
