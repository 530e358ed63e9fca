import { HATCH } from "./hatch.ts";

/**
 * A rectangle of the slide, its place in two floats so that large slides keep their digits. Four
 * bars make a frame that overlaps itself nowhere, one of them alone a filled rectangle.
 */
export const rectVertex = `#version 300 es
precision highp float;
layout(location = 0) in vec4 place; // near and far part of x and y
layout(location = 1) in vec2 extent;
layout(location = 2) in vec2 frame; // outer and inner; a fill has no inner
layout(location = 3) in vec4 tint;
layout(location = 4) in float kind;
uniform vec2 canvas;
uniform vec4 centre; // near and far part of x and y
uniform vec2 middle;
uniform vec2 right;
uniform vec2 down;
uniform float scale;
uniform bool isUpright;
flat out vec4 colour;
flat out vec2 size;
flat out vec2 edges;
flat out int pattern;
out vec2 within;
const float FILLED = -1e9;
const vec2 corners[6] = vec2[6](
  vec2(0, 0), vec2(1, 0), vec2(0, 1), vec2(0, 1), vec2(1, 0), vec2(1, 1));

vec2 onCanvas(vec2 offset) {
  vec2 device = middle + scale * (right * offset.x + down * offset.y);
  return isUpright ? floor(device + 0.5) : device;
}
void main() {
  vec2 offset = (place.xy - centre.xy) + (place.zw - centre.zw);
  vec2 start = onCanvas(offset);
  vec2 diagonal = onCanvas(offset + extent) - start;
  size = vec2(dot(diagonal, right), dot(diagonal, down));
  colour = tint;
  edges = frame;
  pattern = int(kind + 0.5);
  bool isFilled = frame.y <= FILLED;
  vec2 low = vec2(-frame.x - 1.0);
  vec2 high = size + frame.x + 1.0;
  if (!isFilled) {
    vec2 inLow = min(vec2(-frame.y + 1.0), size / 2.0);
    vec2 inHigh = max(size + frame.y - 1.0, size / 2.0);
    int bar = gl_VertexID / 6;
    if (bar == 0) high.y = inLow.y;
    if (bar == 1) low.y = inHigh.y;
    if (bar > 1) { low.y = inLow.y; high.y = inHigh.y; }
    if (bar == 2) high.x = inLow.x;
    if (bar == 3) low.x = inHigh.x;
  }
  within = mix(low, high, corners[gl_VertexID % 6]);
  vec2 device = start + right * within.x + down * within.y;
  bool isSpare = isFilled && gl_VertexID >= 6;
  gl_Position = isSpare ? vec4(2.0, 2.0, 2.0, 1.0)
    : vec4((device / canvas * 2.0 - 1.0) * vec2(1.0, -1.0), 0.0, 1.0);
}`;

const [edge, line] = HATCH.strokes;

/** A hatch is fixed to the slide's place but runs in the screen's directions, as in its legend. */
export const rectFragment = `#version 300 es
precision highp float;
flat in vec4 colour;
flat in vec2 size;
flat in vec2 edges;
flat in int pattern;
in vec2 within;
uniform vec2 canvas;
uniform vec2 anchor;
uniform float density;
out vec4 painted;
const int DOTTED = 1, RISING = 2, FALLING = 3;

/* How far inside of a rectangle that reaches so much further. */
float inside(float further) {
  vec2 beyond = abs(within - size / 2.0) - size / 2.0 - further;
  return clamp(0.5 - max(beyond.x, beyond.y), 0.0, 1.0);
}
float stroke(float distance, float width) {
  return clamp(width * density / 2.0 + 0.5 - distance, 0.0, 1.0);
}
vec4 hatched() {
  vec2 at = vec2(gl_FragCoord.x, canvas.y - gl_FragCoord.y) - anchor;
  float pitch = floor(${HATCH.spacing.toFixed(1)} * density + 0.5);
  float along = pattern == RISING ? at.x + at.y : pattern == FALLING ? at.x - at.y : at.y + pitch / 2.0 + 0.5 * density;
  float away = abs(mod(along + pitch / 2.0, pitch) - pitch / 2.0);
  if (pattern == RISING || pattern == FALLING) away *= 0.70710678;
  float light = stroke(away, ${edge.width.toFixed(3)}) * ${edge.opacity.toFixed(3)};
  float dark = stroke(away, ${line.width.toFixed(3)}) * ${line.opacity.toFixed(3)};
  vec3 under = vec3(${edge.rgb.map((part) => (part / 255).toFixed(4)).join()}) * light;
  vec3 over = vec3(${line.rgb.map((part) => (part / 255).toFixed(4)).join()}) * dark;
  return vec4(under * (1.0 - dark) + over, light * (1.0 - dark) + dark);
}
void main() {
  bool isFilled = edges.y <= -1e9;
  float share = inside(edges.x) - (isFilled ? 0.0 : inside(edges.y));
  if (pattern == DOTTED) {
    vec2 out_ = abs(within - size / 2.0) - size / 2.0;
    float along = out_.y > out_.x ? within.x : within.y;
    share *= mod(along, 5.0 * density) < 2.0 * density ? 1.0 : 0.0;
  }
  vec4 ink = pattern > DOTTED ? hatched() * colour.a : vec4(colour.rgb * colour.a, colour.a);
  painted = ink * share;
}`;
