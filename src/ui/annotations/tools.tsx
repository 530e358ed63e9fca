import type { ReactNode } from "react";
import type { Tool } from "#stores/annotation-store.ts";
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
  readonly name: string;
  /** As QuPath has it, but for the polygon: P goes to the patch before. */
  readonly key: string;
  readonly hint: string;
  readonly icon: ReactNode;
}

/** The tools in the order of their buttons. */
export const tools: readonly ToolWords[] = [
  { tool: "move", name: "Move and select", key: "m", hint: "", icon: <MoveIcon /> },
  { tool: "point", name: "Point", key: ".", hint: "Click to set points.", icon: <PointIcon /> },
  {
    tool: "line",
    name: "Line",
    key: "l",
    hint: "Drag from one end to the other, or click both.",
    icon: <LineIcon />,
  },
  {
    tool: "rectangle",
    name: "Rectangle",
    key: "r",
    hint: "Drag from corner to corner, or click both.",
    icon: <RectangleIcon />,
  },
  {
    tool: "ellipse",
    name: "Ellipse",
    key: "o",
    hint: "Drag from corner to corner of its box, or click both.",
    icon: <EllipseIcon />,
  },
  {
    tool: "polygon",
    name: "Polygon",
    key: "v",
    hint: "Click the corners; click the first again, or press Enter, to close.",
    icon: <PolygonIcon />,
  },
  {
    tool: "freehand",
    name: "Freehand",
    key: "b",
    hint: "Hold and draw around; let go to close.",
    icon: <FreehandIcon />,
  },
];
