/** Where the boxes of the map stand: inside each other, in rows, none over another. Pixels from the top left corner. */
import type { InstallationMap, MapKind, MapNode } from './installation-map.ts';

export type Box = {
  readonly node: MapNode;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** How many boxes are around it. */
  readonly depth: number;
};

export type Layout = { readonly width: number; readonly height: number; readonly boxes: readonly Box[] };

export const boxPadding = 12;
export const titleHeight = 18;
export const lineHeight = 15;
const gap = 18;
const itemWidth = 200;

/** As wide as what a row of boxes may become before the next one begins below it. */
const rowWidths: { readonly [K in MapKind | 'root']: number } = {
  root: 1500,
  site: 1000,
  elsewhere: 1000,
  host: 2 * itemWidth + gap,
  proxy: itemWidth,
  instance: itemWidth,
  database: itemWidth,
  service: itemWidth,
  target: itemWidth,
};

type Sized = { readonly node: MapNode; readonly width: number; readonly height: number; readonly inside: Row };

type Row = {
  readonly width: number;
  readonly height: number;
  readonly places: readonly { readonly sized: Sized; readonly x: number; readonly y: number }[];
};

/** The boxes that hold others come before those inside them. */
export function layOut({ roots }: Pick<InstallationMap, 'roots'>): Layout {
  const rows = inRows(roots.map(sizeOf), rowWidths.root);
  const boxes: Box[] = [];
  const place = (row: Row, left: number, top: number, depth: number): void => {
    for (const { sized, x, y } of row.places) {
      const { node, width, height, inside } = sized;
      boxes.push({ node, x: left + x, y: top + y, width, height, depth });
      place(inside, left + x + boxPadding, top + y + headHeight(node) + gap / 2, depth + 1);
    }
  };
  place(rows, gap, gap, 0);
  return { width: Math.max(rows.width, itemWidth) + 2 * gap, height: rows.height + 2 * gap, boxes };
}

function sizeOf(node: MapNode): Sized {
  const inside = inRows(node.children.map(sizeOf), rowWidths[node.kind]);
  const isHolder = inside.places.length > 0;
  return {
    node,
    inside,
    width: Math.max(itemWidth, isHolder ? inside.width + 2 * boxPadding : 0),
    height: headHeight(node) + (isHolder ? inside.height + gap / 2 + boxPadding : 0),
  };
}

const headHeight = ({ lines }: MapNode): number => 2 * boxPadding - 4 + titleHeight + lines.length * lineHeight;

/** From left to right, and below when the row is full. */
function inRows(items: readonly Sized[], most: number): Row {
  const places: { sized: Sized; x: number; y: number }[] = [];
  let [x, y, rowHeight, width] = [0, 0, 0, 0];
  for (const sized of items) {
    if (x > 0 && x + sized.width > most) [x, y, rowHeight] = [0, y + rowHeight + gap, 0];
    places.push({ sized, x, y });
    width = Math.max(width, x + sized.width);
    rowHeight = Math.max(rowHeight, sized.height);
    x += sized.width + gap;
  }
  return { width, height: y + rowHeight, places };
}
