/** Which box an arrow key leads to. */

export type Rect = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export type Direction = 'left' | 'right' | 'up' | 'down';

/** Steps to the side count double: the next box in a row is nearer than one in the row below. */
const sideWeight = 2;

const holds = (outer: Rect, inner: Rect): boolean =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  outer.x + outer.width >= inner.x + inner.width &&
  outer.y + outer.height >= inner.y + inner.height;

/**
 * Index of the nearest in that direction, by the corners where boxes begin; undefined at the edge. Down leads into a box,
 * up out of it.
 */
export function nearest(boxes: readonly Rect[], from: Rect, direction: Direction): number | undefined {
  let best: { readonly index: number; readonly distance: number } | undefined;
  for (const [index, box] of boxes.entries()) {
    const [right, down] = [box.x - from.x, box.y - from.y];
    const [ahead, aside] = direction === 'left' || direction === 'right' ? [right, down] : [down, right];
    const along = direction === 'left' || direction === 'up' ? -ahead : ahead;
    if (along <= 0 || (direction !== 'down' && holds(from, box)) || (direction !== 'up' && holds(box, from))) continue;
    const distance = along + sideWeight * Math.abs(aside);
    if (best === undefined || distance < best.distance) best = { index, distance };
  }
  return best?.index;
}
