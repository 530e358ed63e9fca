export const evidence = {
  title: "Evidence",
  share_one: "{{cited}} cited of {{count}} patch kept",
  share_other: "{{cited}} cited of {{count}} patches kept",
  showAll_one: "Show all {{count}} patches",
  showAll_other: "Show all {{count}} patches",
  relevance: "relevance {{value}}",
  within: "in {{area}}",
  notReadable: "Not readable",
  strong: "strong evidence",
  moderate: "moderate evidence",
  weak: "weak evidence",
  citation: "P{{id}}, {{strength}}",
} as const;
