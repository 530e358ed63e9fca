import { expose } from "comlink";
import { installTransferHandlers } from "#core/wire.ts";
import { geoJsonService } from "#workers/geojson/geojson-service.ts";

installTransferHandlers();
expose(geoJsonService);
