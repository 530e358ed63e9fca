import { expose } from "comlink";
import { installTransferHandlers } from "#core/wire.ts";
import { createOnnxRuntime } from "#workers/runtime/onnx-runtime.ts";
import { createSlideService } from "#workers/slide/slide-service.ts";

installTransferHandlers();
expose(createSlideService(createOnnxRuntime({ threads: "one" })));
