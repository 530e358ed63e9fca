import { analysis } from "./spanish/analysis.ts";
import { annotations } from "./spanish/annotations.ts";
import { beside } from "./spanish/beside.ts";
import { commands } from "./spanish/commands.ts";
import { common } from "./spanish/common.ts";
import { conversation } from "./spanish/conversation.ts";
import { display } from "./spanish/display.ts";
import { evidence } from "./spanish/evidence.ts";
import { gamepad } from "./spanish/gamepad.ts";
import { layers } from "./spanish/layers.ts";
import { library } from "./spanish/library.ts";
import { pack } from "./spanish/pack.ts";
import { progress } from "./spanish/progress.ts";
import { rail } from "./spanish/rail.ts";
import { scale } from "./spanish/scale.ts";
import { slides } from "./spanish/slides.ts";
import { stage } from "./spanish/stage.ts";
import { status } from "./spanish/status.ts";

/** Every text of the page in Spanish. */
export const spanish = {
  analysis,
  annotations,
  beside,
  commands,
  common,
  conversation,
  display,
  evidence,
  gamepad,
  layers,
  library,
  pack,
  progress,
  rail,
  scale,
  slides,
  stage,
  status,
} as const;
