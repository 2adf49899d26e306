/** The page of the map: shows the picture it is sent, and says which box was chosen. It reaches nothing but the extension. */
import { type Direction, nearest } from './nearest.ts';

type Api = { postMessage(message: unknown): void };

declare function acquireVsCodeApi(): Api;

const api = acquireVsCodeApi();
const holder = document.querySelector('main');
const directions: { readonly [key: string]: Direction } = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };
const [smallest, smallestReadable, largest, step] = [0.25, 0.7, 4, 1.25];
let zoom = 1;
/** Until somebody chooses a size, the picture is as wide as the page, if it can still be read then. */
let isChosen = false;
/** `data-id` of the box that Tab leads to. */
let current: string | undefined;

const boxes = (): readonly SVGGElement[] => [...(holder?.querySelectorAll<SVGGElement>('g.box') ?? [])];
const boxNamed = (id: string | undefined): SVGGElement | undefined => boxes().find(({ dataset }) => dataset['id'] === id);

function show(svg: string): void {
  const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  if (holder === null || parsed.localName !== 'svg') return;
  const hadFocus = holder.contains(document.activeElement);
  holder.replaceChildren(document.importNode(parsed, true));
  if (isChosen) resize();
  else zoomTo(Math.max(smallestReadable, wholeZoom()));
  const kept = boxNamed(current) ?? boxes()[0];
  if (kept !== undefined) makeCurrent(kept);
  if (hadFocus) kept?.focus({ preventScroll: true });
}

/** One of the boxes is in the order of Tab; arrow keys lead on from it. */
function makeCurrent(box: SVGGElement): void {
  boxNamed(current)?.setAttribute('tabindex', '-1');
  box.setAttribute('tabindex', '0');
  current = box.dataset['id'];
}

function resize(): void {
  const svg = holder?.querySelector('svg');
  if (svg === null || svg === undefined) return;
  const { width, height } = svg.viewBox.baseVal;
  svg.setAttribute('width', String(Math.round(width * zoom)));
  svg.setAttribute('height', String(Math.round(height * zoom)));
}

function zoomTo(wanted: number): void {
  zoom = Math.min(largest, Math.max(smallest, wanted));
  resize();
}

function wholeZoom(): number {
  const view = holder?.querySelector('svg')?.viewBox.baseVal;
  return holder === null || view === undefined ? 1 : Math.min(1, holder.clientWidth / view.width, holder.clientHeight / view.height);
}

function choose(wanted: number): void {
  isChosen = true;
  zoomTo(wanted);
}

const zooms: { readonly [name: string]: () => void } = {
  in: () => choose(zoom * step),
  out: () => choose(zoom / step),
  fit: () => choose(wholeZoom()),
};
const zoomKeys: { readonly [key: string]: string } = { '+': 'in', '=': 'in', '-': 'out', '0': 'fit' };

function boxAround(target: EventTarget | null): SVGGElement | undefined {
  return target instanceof Element ? (target.closest<SVGGElement>('g.box') ?? undefined) : undefined;
}

function reveal(box: SVGGElement): void {
  api.postMessage({ type: 'reveal', id: box.dataset['id'] });
}

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const box = boxAround(event.target);
  const direction = directions[event.key];
  if (box !== undefined && direction !== undefined) {
    const all = boxes();
    const index = nearest(all.map(rectOf), rectOf(box), direction);
    const next = index === undefined ? undefined : all[index];
    if (next !== undefined) {
      makeCurrent(next);
      next.focus();
    }
  } else if (box !== undefined && (event.key === 'Enter' || event.key === ' ')) reveal(box);
  else if (zoomKeys[event.key] !== undefined) zooms[zoomKeys[event.key] ?? '']?.();
  else return;
  event.preventDefault();
}

function rectOf(box: SVGGElement) {
  const { x, y, width, height } = (box.querySelector<SVGGraphicsElement>('.frame') ?? box).getBBox();
  return { x, y, width, height };
}

document.addEventListener('keydown', onKey);
holder?.addEventListener('click', (event) => {
  const box = boxAround(event.target);
  if (box === undefined) return;
  makeCurrent(box);
  box.focus();
  reveal(box);
});
for (const button of document.querySelectorAll('button')) {
  button.addEventListener('click', () => {
    const { zoom: name } = button.dataset;
    if (name === undefined) api.postMessage({ type: 'export' });
    else zooms[name]?.();
  });
}
window.addEventListener('message', ({ data }: MessageEvent<{ readonly type?: unknown; readonly svg?: unknown }>) => {
  if (data.type === 'map' && typeof data.svg === 'string') show(data.svg);
});
api.postMessage({ type: 'ready' });
