import { useEffect, useState } from "react";
import { useLibrary, useSession } from "#ui/session/room.tsx";

/** The slide's picture as it was kept; a plain square until it is read, and where there is none. */
export function KeptThumbnail({ digest }: { digest: string }) {
  const { keeper } = useSession();
  const [url, setUrl] = useState<string | null>(null);
  const slides = useLibrary((store) => store.slides);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new list may come with a new picture
  useEffect(() => {
    let made: string | null = null;
    let isGone = false;
    void keeper
      .use(({ records }) => records.get(digest, "thumbnail"))
      .then((picture) => {
        if (isGone || picture === null) return;
        made = URL.createObjectURL(picture);
        setUrl(made);
      });
    return () => {
      isGone = true;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [keeper, digest, slides]);
  return <span className="kept-thumbnail">{url !== null && <img src={url} alt="" />}</span>;
}
