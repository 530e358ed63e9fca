import { scaleOf } from "#stores/slide-store.ts";
import type { Room } from "#ui/session/room.tsx";
import { magnifications, zoomAt } from "#ui/viewer/magnification.ts";
import { goBack, goForward } from "#ui/viewer/travel.ts";
import type { Command } from "./command.ts";

const panStep = 0.15;
const zoomStep = 1.6;

/** Moving about the slide and magnifying it. */
export function viewCommands({ stores }: Room): readonly Command[] {
  const view = stores.view.getState;
  const command = (title: string, keys: readonly string[], run: () => void): Command => ({
    title,
    group: "Slide",
    keys,
    run,
  });
  const pan = (title: string, key: string, right: number, down: number): Command =>
    command(title, [key], () => view().camera?.panBy(right * panStep, down * panStep));
  return [
    pan("Move left", "ArrowLeft", -1, 0),
    pan("Move right", "ArrowRight", 1, 0),
    pan("Move up", "ArrowUp", 0, -1),
    pan("Move down", "ArrowDown", 0, 1),
    command("Zoom in", ["+", "="], () => view().camera?.zoomBy(zoomStep)),
    command("Zoom out", ["-"], () => view().camera?.zoomBy(1 / zoomStep)),
    command("Fit the slide", ["0"], () => view().camera?.fit()),
    ...magnifications.map((times, index) =>
      command(`Magnify ${times}×`, [`${index + 1}`], () => {
        const { camera, pointer } = view();
        camera?.zoomTo(zoomAt(times, scaleOf(stores.slide.getState())), pointer);
      }),
    ),
    command("Back to the view before", ["Alt+ArrowLeft"], () => goBack(stores)),
    command("Forward to the next view", ["Alt+ArrowRight"], () => goForward(stores)),
    {
      ...command("Drag the slide with any tool", [" "], () =>
        stores.display.getState().panHeld(true),
      ),
      release: () => stores.display.getState().panHeld(false),
    },
  ];
}
