import { type RefObject, useLayoutEffect, useRef } from "react";

/** A panel takes the focus when it opens and gives it back when it closes with it. */
export function usePanelFocus(): RefObject<HTMLElement | null> {
  const panel = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const { current } = panel;
    const before = document.activeElement;
    current?.focus({ preventScroll: true });
    return () => {
      // React has not taken the panel out yet: the focus is still inside, or the person moved it.
      if (current?.contains(document.activeElement) !== true) return;
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return panel;
}
