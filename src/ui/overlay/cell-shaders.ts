import { TABLE_WIDTH } from "./gl-table.ts";

/** What every shader of cells knows: where a place is on the canvas, how a cell looks. */
const common = `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
precision highp usampler2D;
uniform sampler2D places;
uniform usampler2D traits;
uniform usampler2D states;
uniform sampler2D palette;
uniform vec2 canvas;
uniform mat2 axes;
uniform vec2 origin;
uniform float leastConfidence;
uniform float faded;
const uint LIT = 1u, SELECTED = 2u, HIDDEN = 3u;

vec4 clip(vec2 device) {
  return vec4((device / canvas * 2.0 - 1.0) * vec2(1.0, -1.0), 0.0, 1.0);
}
vec2 onCanvas(vec2 place) { return origin + axes * place; }
ivec2 entry(uint slot) { return ivec2(slot % ${TABLE_WIDTH}u, slot / ${TABLE_WIDTH}u); }

vec4 classColour(uint cellClass, uint state) {
  vec4 colour = texelFetch(palette, ivec2(cellClass, 0), 0);
  if (state == HIDDEN || colour.a == 0.0) return vec4(0.0);
  return state == SELECTED ? vec4(0.878, 0.2, 0.498, 1.0) : vec4(colour.rgb, 1.0);
}
/* No opacity: the cell is not drawn. */
vec4 cellColour(uint slot, out uint state) {
  uvec4 trait = texelFetch(traits, entry(slot), 0);
  state = texelFetch(states, entry(slot), 0).r;
  float confidence = float(trait.g) / 255.0;
  if (confidence + 0.002 < leastConfidence) return vec4(0.0);
  vec4 colour = classColour(trait.r, state);
  return state == SELECTED ? colour : colour * mix(1.0, confidence, faded);
}
const vec4 nowhere = vec4(2.0, 2.0, 2.0, 1.0);
`;

/** A side of an outline: a point of the tile's chain and the one behind it. */
const sides = `
uniform sampler2D chain;
vec3 linked(int link) { return texelFetch(chain, ivec2(link % ${TABLE_WIDTH}, link / ${TABLE_WIDTH}), 0).rgb; }
`;

/** Six vertices for each side: a bar with round ends, as wide on every zoom. */
export const outlineVertex = `${common}${sides}
const int CORNERS[6] = int[6](0, 1, 2, 2, 1, 3);
uniform float width;
flat out vec4 colour;
flat out float halfWidth;
flat out float sideLength;
out vec2 bar;
void main() {
  vec3 from = linked(gl_VertexID / 6), to = linked(gl_VertexID / 6 + 1);
  int corner = CORNERS[gl_VertexID % 6];
  uint state;
  colour = from.z == to.z ? cellColour(uint(from.z), state) : vec4(0.0);
  halfWidth = width * (state == LIT || state == SELECTED ? 1.0 : 0.5);
  vec2 start = onCanvas(from.xy);
  vec2 side = onCanvas(to.xy) - start;
  sideLength = length(side);
  vec2 ahead = sideLength > 0.0 ? side / sideLength : vec2(1.0, 0.0);
  float reach = halfWidth + 0.5;
  bar.x = (corner & 2) == 0 ? -reach : sideLength + reach;
  bar.y = (corner & 1) == 0 ? -reach : reach;
  vec2 device = start + ahead * bar.x + vec2(-ahead.y, ahead.x) * bar.y;
  gl_Position = colour.a == 0.0 ? nowhere : clip(device);
}`;

export const outlineFragment = `#version 300 es
precision highp float;
flat in vec4 colour;
flat in float halfWidth;
flat in float sideLength;
in vec2 bar;
out vec4 painted;
void main() {
  float beyond = max(max(-bar.x, bar.x - sideLength), 0.0);
  painted = colour * clamp(halfWidth + 0.5 - length(vec2(beyond, bar.y)), 0.0, 1.0);
}`;

/** Each side as a triangle with the cell's centre: nuclei are round enough for a fan. */
export const fillVertex = `${common}${sides}
uniform vec2 corner;
uniform float fill;
flat out vec4 colour;
void main() {
  vec3 from = linked(gl_VertexID / 3), to = linked(gl_VertexID / 3 + 1);
  uint state, slot = uint(from.z);
  colour = from.z == to.z ? cellColour(slot, state) * fill : vec4(0.0);
  int end = gl_VertexID % 3;
  vec2 place = end == 0 ? texelFetch(places, entry(slot), 0).rg - corner : end == 1 ? from.xy : to.xy;
  gl_Position = colour.a == 0.0 ? nowhere : clip(onCanvas(place));
}`;

export const fillFragment = `#version 300 es
precision highp float;
flat in vec4 colour;
out vec4 painted;
void main() { painted = colour; }`;

/** A dot for each slot; no attributes, for the slot is the vertex's number. */
export const pointVertex = `${common}
uniform float diameter;
flat out vec4 colour;
flat out float size;
void main() {
  uint state;
  uint slot = uint(gl_VertexID);
  colour = cellColour(slot, state);
  size = diameter * (state == LIT || state == SELECTED ? 1.6 : 1.0);
  gl_PointSize = size + 1.0;
  gl_Position = colour.a == 0.0 ? nowhere : clip(onCanvas(texelFetch(places, entry(slot), 0).rg));
}`;

/** A dot for the cells of a square: its area is as their number. */
export const dotVertex = `${common}
layout(location = 0) in vec3 place;
layout(location = 1) in uvec2 kind;
uniform float diameter;
uniform float most;
flat out vec4 colour;
flat out float size;
void main() {
  uint state = kind.g;
  colour = classColour(kind.r, state);
  size = min(most, diameter * sqrt(place.z) * (state == LIT || state == SELECTED ? 1.6 : 1.0));
  gl_PointSize = size + 1.0;
  gl_Position = colour.a == 0.0 ? nowhere : clip(onCanvas(place.xy));
}`;

export const dotFragment = `#version 300 es
precision highp float;
flat in vec4 colour;
flat in float size;
out vec4 painted;
void main() {
  float distance = length(gl_PointCoord - 0.5) * (size + 1.0);
  painted = colour * clamp(size / 2.0 + 0.5 - distance, 0.0, 1.0);
}`;
