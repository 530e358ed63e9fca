/** Bars of a histogram, on the grid of the other icons. */
export const AnalysisIcon = () => (
  <svg
    width="20"
    height="20"
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.4"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d="M3 16.5h14M5 16V11M8.5 16V5M12 16V8M15.5 16v-3" />
  </svg>
);
