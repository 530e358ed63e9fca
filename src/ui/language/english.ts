import { analysis } from "./english/analysis.ts";
import { annotations } from "./english/annotations.ts";
import { beside } from "./english/beside.ts";
import { commands } from "./english/commands.ts";
import { common } from "./english/common.ts";
import { conversation } from "./english/conversation.ts";
import { display } from "./english/display.ts";
import { evidence } from "./english/evidence.ts";
import { gamepad } from "./english/gamepad.ts";
import { layers } from "./english/layers.ts";
import { library } from "./english/library.ts";
import { pack } from "./english/pack.ts";
import { progress } from "./english/progress.ts";
import { rail } from "./english/rail.ts";
import { scale } from "./english/scale.ts";
import { slides } from "./english/slides.ts";
import { stage } from "./english/stage.ts";
import { status } from "./english/status.ts";

/** Every text of the page in English, part by part: the others have the same keys. */
export const english = {
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
