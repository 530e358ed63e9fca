/** One row of a table (RFC 4180). */
export function csvRow(values: readonly (string | number)[]): string {
  return `${values.map((value) => quoted(String(value))).join(",")}\r\n`;
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
