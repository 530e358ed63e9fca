import type { ReactNode } from "react";
import type { Tool } from "#stores/annotation-store.ts";
import type { PlainKeyIn } from "#ui/language/key.ts";
import {
  EllipseIcon,
  FreehandIcon,
  LineIcon,
  MoveIcon,
  PointIcon,
  PolygonIcon,
  RectangleIcon,
} from "./annotation-icons.tsx";

export interface ToolWords {
  readonly tool: Tool;
  readonly name: PlainKeyIn<"annotations">;
  /** As QuPath has it, but for the polygon: P goes to the patch before. */
  readonly key: string;
  readonly hint: PlainKeyIn<"annotations"> | null;
  readonly icon: ReactNode;
}

/** The tools in the order of their buttons. */
export const tools: readonly ToolWords[] = [
  { tool: "move", name: "annotations.move", key: "m", hint: null, icon: <MoveIcon /> },
  {
    tool: "point",
    name: "annotations.point",
    key: ".",
    hint: "annotations.pointHint",
    icon: <PointIcon />,
  },
  {
    tool: "line",
    name: "annotations.line",
    key: "l",
    hint: "annotations.lineHint",
    icon: <LineIcon />,
  },
  {
    tool: "rectangle",
    name: "annotations.rectangle",
    key: "r",
    hint: "annotations.rectangleHint",
    icon: <RectangleIcon />,
  },
  {
    tool: "ellipse",
    name: "annotations.ellipse",
    key: "o",
    hint: "annotations.ellipseHint",
    icon: <EllipseIcon />,
  },
  {
    tool: "polygon",
    name: "annotations.polygon",
    key: "v",
    hint: "annotations.polygonHint",
    icon: <PolygonIcon />,
  },
  {
    tool: "freehand",
    name: "annotations.freehand",
    key: "b",
    hint: "annotations.freehandHint",
    icon: <FreehandIcon />,
  },
];
