import { cameraInHand, inHand } from "#ui/beside/beside-actions.ts";
import { figure } from "#ui/language/numbers.ts";
import { t } from "#ui/language/t.ts";
import type { Room } from "#ui/session/room.tsx";
import { magnifications, zoomAt } from "#ui/viewer/magnification.ts";
import { goBack, goForward } from "#ui/viewer/travel.ts";
import type { Command } from "./command.ts";

const panStep = 0.15;
const zoomStep = 1.6;

/** Moving about the slide and magnifying it. */
export function viewCommands({ stores }: Room): readonly Command[] {
  const camera = () => cameraInHand(stores);
  const command = (title: string, keys: readonly string[], run: () => void): Command => ({
    title,
    group: "slide",
    keys,
    run,
  });
  const pan = (title: string, key: string, right: number, down: number): Command =>
    command(title, [key], () => camera()?.panBy(right * panStep, down * panStep));
  return [
    pan(t("commands.moveLeft"), "ArrowLeft", -1, 0),
    pan(t("commands.moveRight"), "ArrowRight", 1, 0),
    pan(t("commands.moveUp"), "ArrowUp", 0, -1),
    pan(t("commands.moveDown"), "ArrowDown", 0, 1),
    command(t("commands.zoomIn"), ["+", "="], () => camera()?.zoomBy(zoomStep)),
    command(t("commands.zoomOut"), ["-"], () => camera()?.zoomBy(1 / zoomStep)),
    command(t("commands.fit"), ["0"], () => camera()?.fit()),
    ...magnifications.map((times, index) =>
      command(t("commands.magnify", { times: figure(times) }), [`${index + 1}`], () => {
        const { micronsPerPixel, pointer } = inHand(stores);
        camera()?.zoomTo(zoomAt(times, micronsPerPixel), pointer);
      }),
    ),
    command(t("commands.back"), ["Alt+ArrowLeft"], () => goBack(stores)),
    command(t("commands.forward"), ["Alt+ArrowRight"], () => goForward(stores)),
    {
      ...command(t("commands.drag"), [" "], () => stores.display.getState().panHeld(true)),
      release: () => stores.display.getState().panHeld(false),
    },
  ];
}
