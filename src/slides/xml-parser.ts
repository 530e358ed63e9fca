import { XMLParser } from "fast-xml-parser";

/** Attributes and tags as plain text under their own names; entities stay unread. */
const plainXml = {
  ignoreAttributes: false,
  attributeNamePrefix: "",
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
} as const;

export const xmlParser = (lists: readonly string[] = []): XMLParser =>
  new XMLParser({ ...plainXml, isArray: (name) => lists.includes(name) });
