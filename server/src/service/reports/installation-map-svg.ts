/**
 * The map as SVG. Colours are classes: the page in the editor gives them those of its theme, a file of its own carries
 * a style for light and dark. No attribute holds a style, since the page allows none.
 */
import { type Locale, type Message, message, render, type Text } from '../messages.ts';
import { xmlText } from '../text/xml.ts';
import type { InstallationMap, MapEdge, MapEdgeKind, MapNode } from './installation-map.ts';
import { type Box, boxPadding, layOut, lineHeight, titleHeight } from './installation-map-layout.ts';
import { edgeNames, kindNames, mapTexts, relationTexts } from './installation-map-words.ts';

export type SvgOptions = { readonly locale: Locale; readonly standalone: boolean };

const legendHeight = 34;

export function mapSvg(map: InstallationMap, { locale, standalone }: SvgOptions): string {
  const say = (text: Text, args: Message['args'] = {}) => render(message(text, args), locale);
  const { width, height, boxes } = layOut(map);
  const title = map.title === undefined ? say(mapTexts.title) : say(mapTexts.titleOf, { name: map.title });
  const legend = legendOf(map.edges, height, say);
  const size = { width: Math.max(width, legend.width), height: height + (map.edges.length > 0 ? legendHeight : 0) };
  const names = new Map(boxes.map(({ node }) => [node.id, node.name]));
  const draw = (box: Box) => boxSvg(box, labelOf(box.node, map.edges, names, say), { locale, standalone }, say);
  const isHolder = ({ node }: Box) => node.kind === 'site' || node.kind === 'elsewhere' || node.kind === 'host';
  const [holders, others] = [boxes.filter(isHolder), boxes.filter((box) => !isHolder(box))];
  const byId = new Map(boxes.map((box) => [box.node.id, box]));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="map" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" role="group" aria-label="${xmlText(title)}">`,
    `<title>${xmlText(title)}</title>`,
    ...(standalone ? [`<style>${standaloneStyle}</style>`, `<rect class="paper" width="${size.width}" height="${size.height}"/>`] : []),
    arrowHeads,
    // Lines go over what holds others, and behind what is held.
    ...holders.map(draw),
    ...map.edges.flatMap((edge) => edgeSvg(edge, byId.get(edge.from), byId.get(edge.to), tipOf(edge, names, say))),
    ...others.map(draw),
    ...(map.edges.length > 0 ? [legend.svg] : []),
    ...(boxes.length === 0 ? [`<text class="name" x="${boxPadding}" y="${2 * boxPadding}">${xmlText(say(mapTexts.empty))}</text>`] : []),
    '</svg>',
    '',
  ].join('\n');
}

type Say = (text: Text, args?: Message['args']) => string;

function boxSvg({ node, x, y, width, height, depth }: Box, label: string, { locale, standalone }: SvgOptions, say: Say): string {
  const isHolder = node.kind === 'site' || node.kind === 'elsewhere';
  const badge = badgeSvg(node, x + width - 8, y + 4);
  const room = width - 2 * boxPadding;
  const name = node.kind === 'elsewhere' ? say(kindNames.elsewhere) : node.name;
  const texts = node.lines.map((line, i) => {
    const at = y + boxPadding + titleHeight + i * lineHeight + 8;
    return `<text class="line" x="${x + boxPadding}" y="${at}">${xmlText(fitting(render(line, locale), room, 6.2))}</text>`;
  });
  // In the editor each box can be reached by the keyboard; in a picture there is nothing to press.
  const role = standalone ? '' : ` role="button" tabindex="-1" aria-label="${xmlText(label)}"`;
  return [
    `<g class="box ${node.kind} depth${Math.min(depth, 3)}" data-id="${xmlText(node.id)}"${role}>`,
    `<title>${xmlText(label)}</title>`,
    `<rect class="frame" x="${x}" y="${y}" width="${width}" height="${height}" rx="${isHolder ? 10 : 5}"/>`,
    `<rect class="mark" x="${x}" y="${y + 6}" width="4" height="${Math.max(10, Math.min(height, 40) - 12)}" rx="2"/>`,
    `<text class="name" x="${x + boxPadding}" y="${y + boxPadding + 10}">${xmlText(fitting(name, room - badge.width, 7.4))}</text>`,
    ...texts,
    badge.svg,
    '</g>',
  ]
    .filter((part) => part !== '')
    .join('');
}

/** A circle with a cross and the number of errors, a triangle and that of warnings: not by colour alone. */
function badgeSvg({ errors, warnings }: MapNode, right: number, y: number): { readonly svg: string; readonly width: number } {
  const parts: string[] = [];
  let end = right;
  const add = (kind: 'error' | 'warning', count: number, sign: (x: number) => string) => {
    if (count === 0) return;
    const shown = count > 99 ? '99+' : String(count);
    const width = 22 + shown.length * 7;
    const x = end - width;
    parts.push(
      `<g class="badge ${kind}"><rect x="${x}" y="${y}" width="${width}" height="18" rx="9"/>${sign(x)}<text x="${x + 18}" y="${y + 13}">${shown}</text></g>`,
    );
    end = x - 4;
  };
  add('warning', warnings, (x) => `<path class="sign" d="M${x + 11} ${y + 4}l5 9h-10z"/>`);
  add('error', errors, (x) => `<path class="sign" d="M${x + 7} ${y + 5}l8 8m0 -8l-8 8"/>`);
  return { svg: parts.join(''), width: right - end };
}

const arrowHeads = `<defs>${(['serves', 'stores', 'backs-up', 'jumps'] as const)
  .map(
    (kind) =>
      `<marker id="head-${kind}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="head ${kind}" d="M0 0L8 4L0 8z"/></marker>`,
  )
  .join('')}</defs>`;

function edgeSvg({ kind }: MapEdge, from: Box | undefined, to: Box | undefined, tip: string): readonly string[] {
  if (from === undefined || to === undefined) return [];
  const path = kind === 'jumps' && from.y === to.y ? arch(from, to) : fromSideToSide(kind, from, to);
  return [`<path class="edge ${kind}" d="${path}" marker-end="url(#head-${kind})"><title>${xmlText(tip)}</title></path>`];
}

/** Between boxes above each other, around their right side. */
function fromSideToSide(kind: MapEdgeKind, from: Box, to: Box): string {
  // Lines of two kinds leave a box beside each other.
  const [y1, y2] = [middle(from) + (kind === 'backs-up' ? 10 : 0), middle(to)];
  if (to.x > from.x + from.width) return curve(from.x + from.width, y1, to.x, y2, 1, -1);
  if (to.x + to.width < from.x) return curve(from.x, y1, to.x + to.width, y2, -1, 1);
  return curve(from.x + from.width, y1, to.x + to.width, y2, 1, 1);
}

/** Over the top, past the hosts between them. */
function arch(from: Box, to: Box): string {
  const [x1, x2] = [from, to].map(({ x, width }) => x + width / 2);
  return `M${x1} ${from.y}C${x1} ${from.y - 12} ${x2} ${to.y - 12} ${x2} ${to.y}`;
}

/** Beside the head of a box, so that arrows do not hide in what it holds. */
const middle = ({ y, height }: Box): number => y + Math.min(height / 2, 30);

function curve(x1: number, y1: number, x2: number, y2: number, out: number, into: number): string {
  const bend = Math.max(24, Math.min(120, Math.abs(x2 - x1) / 2));
  return `M${x1} ${y1}C${x1 + out * bend} ${y1} ${x2 + into * bend} ${y2} ${x2} ${y2}`;
}

function legendOf(edges: readonly MapEdge[], top: number, say: Say): { readonly svg: string; readonly width: number } {
  const shown = (Object.keys(edgeNames) as MapEdgeKind[]).filter((kind) => edges.some((edge) => edge.kind === kind));
  let x = 18;
  const parts = shown.map((kind) => {
    const name = say(edgeNames[kind]);
    const at = top + 8;
    const part = `<path class="edge ${kind}" d="M${x} ${at}h30" marker-end="url(#head-${kind})"/><text class="line" x="${x + 38}" y="${at + 4}">${xmlText(name)}</text>`;
    x += 38 + name.length * 6.4 + 26;
    return part;
  });
  return { svg: `<g class="legend" aria-hidden="true">${parts.join('')}</g>`, width: Math.ceil(x) };
}

function tipOf({ kind, from, to, names }: MapEdge, nodeNames: ReadonlyMap<string, string>, say: Say): string {
  const words = `${nodeNames.get(from)} ${say(edgeNames[kind])} ${nodeNames.get(to)}`;
  return names.length === 0 ? words : `${words} (${names.join(', ')})`;
}

/** All that the box and its lines say, in one sentence. */
function labelOf(node: MapNode, edges: readonly MapEdge[], names: ReadonlyMap<string, string>, say: Say): string {
  const relations = (Object.keys(relationTexts) as MapEdgeKind[]).flatMap((kind) => {
    const others = (end: 'from' | 'to') =>
      edges
        .filter((edge) => edge.kind === kind && edge[end] === node.id)
        .flatMap((edge) => names.get(end === 'from' ? edge.to : edge.from) ?? []);
    const sentence = (end: 'from' | 'to') =>
      others(end).length === 0 ? [] : [say(relationTexts[kind][end], { names: others(end).join(', ') })];
    return [...sentence('from'), ...sentence('to')];
  });
  const { errors, warnings } = node;
  const findings = [
    ...(errors > 0 ? [say(mapTexts.errors, { errors })] : []),
    ...(warnings > 0 ? [say(mapTexts.warnings, { warnings })] : []),
  ];
  const head = node.name === '' ? say(kindNames[node.kind]) : `${say(kindNames[node.kind])} ${node.name}`;
  const lines = node.lines.map((line) => say({ en: '{line}', fr: '{line}' }, { line }));
  return [head, ...lines, ...relations, ...(findings.length > 0 ? findings : [say(mapTexts.noFindings)])].join(', ');
}

/** Cut where the box ends, by the usual width of a letter; the title of the box has all of it. */
function fitting(text: string, width: number, letter: number): string {
  const most = Math.max(4, Math.floor(width / letter));
  const letters = [...text.replace(/\s+/g, ' ')];
  return letters.length <= most ? letters.join('') : `${letters.slice(0, most - 1).join('')}\u2026`;
}

/** Colours with a contrast of 4.5 to 1 and more for text, in light and in dark. */
const standaloneStyle = [
  'text{font-family:system-ui,"Segoe UI",sans-serif;fill:#1f2328}.name{font-size:13px;font-weight:600}.line{font-size:11px;fill:#424a53}',
  '.paper{fill:#ffffff}.frame{fill:#ffffff;stroke:#6e7781}.site .frame,.elsewhere .frame{fill:#f6f8fa}.elsewhere .frame{stroke-dasharray:5 4}.host .frame{fill:#eaeef2}',
  '.mark{fill:#6e7781}.instance .mark{fill:#0969da}.database .mark{fill:#8250df}.proxy .mark{fill:#1a7f37}.target .mark{fill:#9a6700}',
  '.edge{fill:none;stroke-width:1.5;stroke:#57606a}.head{fill:#57606a}.edge.backs-up{stroke:#9a6700;stroke-dasharray:6 4}.head.backs-up{fill:#9a6700}.edge.jumps{stroke-dasharray:2 3}.edge.serves{stroke:#1a7f37}.head.serves{fill:#1a7f37}.edge.stores{stroke:#8250df}.head.stores{fill:#8250df}',
  '.badge rect{fill:#cf222e}.badge.warning rect{fill:#9a6700}.badge text{font-size:11px;font-weight:600;fill:#ffffff}.sign{stroke:#ffffff;stroke-width:1.6;fill:none}',
  '@media (prefers-color-scheme:dark){text{fill:#e6edf3}.line{fill:#b7bfc7}.paper{fill:#0d1117}.frame{fill:#0d1117;stroke:#8b949e}.site .frame,.elsewhere .frame{fill:#161b22}.host .frame{fill:#21262d}.edge{stroke:#9da5ae}.head{fill:#9da5ae}.edge.backs-up{stroke:#d29922}.head.backs-up{fill:#d29922}.edge.serves{stroke:#3fb950}.head.serves{fill:#3fb950}.edge.stores{stroke:#a371f7}.head.stores{fill:#a371f7}.badge text{fill:#ffffff}}',
].join('');
