/** Fills the screen with the page, or gives the screen back. */
export async function toggleFullScreen(): Promise<void> {
  if (document.fullscreenElement !== null) await document.exitFullscreen();
  // Refused where the page stands in another page's frame: nothing changes then.
  else await document.documentElement.requestFullscreen().catch(() => undefined);
}
