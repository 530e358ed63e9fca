import { expose } from "comlink";
import { installTransferHandlers } from "#core/wire.ts";
import { createLanguageService } from "#workers/llm/language-service.ts";
import { createOnnxRuntime } from "#workers/runtime/onnx-runtime.ts";

installTransferHandlers();
expose(createLanguageService(createOnnxRuntime({ threads: "all" })));
