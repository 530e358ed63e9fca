import { type RefObject, useEffect, useRef } from "react";

/** CSS pixels from the end within which a reader counts as reading the end. */
const nearEnd = 24;

/**
 * Brings a new question to the reader, then follows the text only while they read its end and only
 * until its question reaches the top: what is being read never moves.
 */
export function useFollow(log: RefObject<HTMLElement | null>, latest: number | undefined): void {
  const isFollowing = useRef(true);

  useEffect(() => {
    const element = log.current;
    if (element === null) return;
    const onScroll = () => {
      isFollowing.current =
        element.scrollHeight - element.scrollTop - element.clientHeight < nearEnd;
    };
    const onGrowth = () => {
      if (isFollowing.current) follow(element);
    };
    element.addEventListener("scroll", onScroll);
    const growth = new MutationObserver(onGrowth);
    growth.observe(element, { childList: true, subtree: true, characterData: true });
    return () => {
      element.removeEventListener("scroll", onScroll);
      growth.disconnect();
    };
  }, [log]);

  useEffect(() => {
    if (latest === undefined || log.current === null) return;
    isFollowing.current = true;
    follow(log.current);
  }, [log, latest]);
}

function follow(log: HTMLElement): void {
  const question = log.querySelector<HTMLElement>("article:last-of-type");
  const end = log.scrollHeight - log.clientHeight;
  const top = question === null ? end : question.offsetTop - log.offsetTop;
  log.scrollTop = Math.max(log.scrollTop, Math.min(end, top));
}
