/** Milliseconds a finger rests until it counts as a long press; CSS pixels it may tremble meanwhile. */
const [restMs, tremblePixels] = [500, 8];

/** Tells of a finger or pen that rests on the element: it selects as a click does. */
export function watchLongPress(
  element: HTMLElement,
  onLongPress: (event: PointerEvent) => void,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pressed: PointerEvent | null = null;
  const leave = (): void => {
    clearTimeout(timer);
    pressed = null;
  };
  element.addEventListener("pointerdown", (event) => {
    leave(); // a second finger is a pinch
    if (event.pointerType === "mouse" || !event.isPrimary) return;
    pressed = event;
    timer = setTimeout(() => {
      if (element.isConnected) onLongPress(event);
    }, restMs);
  });
  element.addEventListener("pointermove", ({ pointerId, clientX, clientY }) => {
    if (pressed?.pointerId !== pointerId) return;
    const way = Math.hypot(clientX - pressed.clientX, clientY - pressed.clientY);
    if (way > tremblePixels) leave();
  });
  for (const end of ["pointerup", "pointercancel"] as const) element.addEventListener(end, leave);
}
