import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Direction, nearest } from '../../client/src/webview/nearest.ts';

/** Two rows of three boxes, and one inside the first. */
const boxes = [
  { x: 0, y: 0, width: 100, height: 80 },
  { x: 120, y: 0, width: 100, height: 80 },
  { x: 240, y: 0, width: 100, height: 80 },
  { x: 0, y: 100, width: 100, height: 40 },
  { x: 120, y: 100, width: 100, height: 40 },
  { x: 10, y: 30, width: 80, height: 40 },
] as const;

const cases: readonly (readonly [from: number, direction: Direction, to: number | undefined])[] = [
  [0, 'right', 1],
  [1, 'right', 2],
  [2, 'right', undefined],
  [2, 'left', 1],
  [0, 'left', undefined],
  [0, 'up', undefined],
  [0, 'down', 5],
  [5, 'up', 0],
  [5, 'down', 3],
  [1, 'down', 4],
  [4, 'up', 1],
  [4, 'left', 3],
];

for (const [from, direction, to] of cases) {
  test(`${direction} of box ${from} is ${to ?? 'the edge'}`, () => {
    assert.equal(nearest(boxes, boxes[from] ?? boxes[0], direction), to);
  });
}
