import { type RefObject, useEffect, useRef } from "react";

/** CSS pixels from the end within which a reader counts as reading the end. */
const nearEnd = 24;
/** By these a person scrolls; what the page scrolls itself says nothing of where they read. */
const ownScrolling = ["wheel", "touchmove", "keydown", "pointerdown"] as const;

/**
 * Brings a new question to the reader and then follows its answer, until its first line reaches
 * the top or it is done. A reader who scrolls away is left alone, until they return to the end.
 */
export function useFollow(log: RefObject<HTMLElement | null>, latest: number | undefined): void {
  const followed = useRef<Followed>({ isOn: true, article: null });

  useEffect(() => {
    const element = log.current;
    if (element === null) return;
    const onScrolled = () =>
      requestAnimationFrame(() => {
        const left = element.scrollHeight - element.scrollTop - element.clientHeight;
        followed.current = { isOn: left < nearEnd, article: null };
      });
    for (const event of ownScrolling) element.addEventListener(event, onScrolled);
    const growth = new MutationObserver(() => follow(element, followed.current));
    growth.observe(element, { childList: true, subtree: true, characterData: true });
    return () => {
      for (const event of ownScrolling) element.removeEventListener(event, onScrolled);
      growth.disconnect();
    };
  }, [log]);

  useEffect(() => {
    if (latest === undefined || log.current === null) return;
    log.current.scrollTop = log.current.scrollHeight;
    followed.current = { isOn: true, article: null };
    follow(log.current, followed.current);
  }, [log, latest]);
}

/** Which answer is being followed. */
interface Followed {
  isOn: boolean;
  article: HTMLElement | null;
}

function follow(log: HTMLElement, followed: Followed): void {
  if (!followed.isOn) return;
  followed.article ??= log.querySelector('[data-state="working"], [data-state="queued"]');
  const { article } = followed;
  if (article === null) return;
  const end = log.scrollHeight - log.clientHeight;
  log.scrollTop = Math.max(log.scrollTop, Math.min(end, article.offsetTop));
  const isUnderWay = ["working", "queued"].includes(article.dataset["state"] ?? "");
  if (!isUnderWay) followed.isOn = false;
}
