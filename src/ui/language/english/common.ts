export const common = {
  cancel: "Cancel",
  retry: "Retry",
  none: "None",
} as const;
