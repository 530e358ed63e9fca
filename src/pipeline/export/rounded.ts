/** So many digits after the point, and no more than it has. */
export function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
