import { useEffect } from "react";
import { useRoom } from "#ui/session/room.tsx";
import { padActions } from "./pad-actions.ts";
import { watchPads } from "./watch-pads.ts";

/** A gamepad moves the slide, for as long as the page is there. */
export function useGamepad(): void {
  const room = useRoom();
  useEffect(() => watchPads(padActions(room)), [room]);
}
