import { useEffect, useState } from "react";

interface MeasuredPerformance extends Performance {
  measureUserAgentSpecificMemory?(): Promise<{ readonly bytes: number }>;
}

const everyMilliseconds = 30_000;

/** Bytes of the page and its workers; null where the browser does not tell (only Chromium does, isolated). */
export function useMemory(): number | null {
  const [bytes, setBytes] = useState<number | null>(null);
  useEffect(() => {
    const measured: MeasuredPerformance = performance;
    if (measured.measureUserAgentSpecificMemory === undefined || !crossOriginIsolated) return;
    const measure = () =>
      measured.measureUserAgentSpecificMemory?.().then(
        (memory) => setBytes(memory.bytes),
        () => setBytes(null),
      );
    void measure();
    const timer = setInterval(measure, everyMilliseconds);
    return () => clearInterval(timer);
  }, []);
  return bytes;
}
