/** The page around the map, and around other pictures: nothing is allowed in it but its own script and style, and it reaches no network. */
import { xmlText } from '@dhis2-hosting/server/service';
import type { Say } from '../texts.ts';

export type PageParts = {
  readonly nonce: string;
  /** Address of dist/map.js for the page. */
  readonly script: string;
  readonly title: string;
  readonly language: string;
  readonly say: Say;
  /** Of another picture than the map; what all pictures share stays. */
  readonly words?: { readonly tools: string; readonly keys: string; readonly export: string };
  readonly style?: string;
};

/** For the script and the style of one page. */
export function newNonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function mapPage({ nonce, script, title, language, say, words = mapWords(say), style: own = '' }: PageParts): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  const button = (zoom: string, sign: string, label: string) =>
    `<button type="button"${zoom === '' ? '' : ` data-zoom="${zoom}"`} title="${xmlText(label)}" aria-label="${xmlText(label)}">${xmlText(sign)}</button>`;
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${xmlText(title)}</title>
<style nonce="${nonce}">${style}${own}</style>
</head>
<body>
<nav aria-label="${xmlText(words.tools)}">${[
    button('out', '\u2212', say('mapZoomOut')),
    button('in', '+', say('mapZoomIn')),
    button('fit', say('mapFitShort'), say('mapFit')),
    button('', say('mapExportShort'), words.export),
  ].join('')}<span>${xmlText(words.keys)}</span></nav>
<main></main>
<script nonce="${nonce}" src="${xmlText(script)}"></script>
</body>
</html>
`;
}

function mapWords(say: Say): NonNullable<PageParts['words']> {
  return { tools: say('mapTools'), keys: say('mapKeys'), export: say('mapExport') };
}

/** Colours are those of the theme. Where it has borders for contrast, they take the place of shades. */
const style = [
  'html,body{height:100%;margin:0;padding:0}body{display:flex;flex-direction:column;background:var(--vscode-editor-background);color:var(--vscode-foreground)}',
  'nav{display:flex;gap:6px;align-items:center;padding:6px 10px;border-bottom:1px solid var(--vscode-contrastBorder,var(--vscode-editorWidget-border,#8888))}nav span{color:var(--vscode-descriptionForeground);font-size:12px;margin-left:8px}',
  'button{font:inherit;padding:2px 10px;color:var(--vscode-button-secondaryForeground);background:var(--vscode-button-secondaryBackground);border:1px solid var(--vscode-button-border,var(--vscode-contrastBorder,transparent));cursor:pointer}button:hover{background:var(--vscode-button-secondaryHoverBackground)}button:focus-visible{outline:1px solid var(--vscode-focusBorder);outline-offset:2px}',
  'main{flex:1;overflow:auto}svg{display:block}text{font-family:var(--vscode-font-family);fill:var(--vscode-foreground)}.name{font-size:13px;font-weight:600}.line{font-size:11px;fill:var(--vscode-descriptionForeground)}',
  '.frame{fill:var(--vscode-editor-background);stroke:var(--vscode-contrastBorder,var(--vscode-descriptionForeground));stroke-opacity:0.5}.vscode-high-contrast .frame,.vscode-high-contrast-light .frame,.box:focus>.frame,.box:hover>.frame{stroke-opacity:1}.site>.frame,.elsewhere>.frame{fill:var(--vscode-sideBar-background)}.host>.frame{fill:var(--vscode-editorWidget-background)}.elsewhere>.frame{stroke-dasharray:5 4}',
  '.mark{fill:var(--vscode-descriptionForeground)}.instance .mark{fill:var(--vscode-charts-blue)}.database .mark{fill:var(--vscode-charts-purple)}.proxy .mark{fill:var(--vscode-charts-green)}.target .mark{fill:var(--vscode-charts-yellow)}',
  '.edge{fill:none;stroke-width:1.5;stroke:var(--vscode-descriptionForeground)}.head{fill:var(--vscode-descriptionForeground)}.edge.backs-up{stroke:var(--vscode-charts-yellow);stroke-dasharray:6 4}.head.backs-up{fill:var(--vscode-charts-yellow)}.edge.jumps{stroke-dasharray:2 3}.edge.serves{stroke:var(--vscode-charts-green)}.head.serves{fill:var(--vscode-charts-green)}.edge.stores{stroke:var(--vscode-charts-purple)}.head.stores{fill:var(--vscode-charts-purple)}',
  '.badge rect{fill:var(--vscode-statusBarItem-errorBackground,#c72e0f);stroke:var(--vscode-contrastBorder,none)}.badge.warning rect{fill:var(--vscode-statusBarItem-warningBackground,#7a6400)}.badge text{font-size:11px;font-weight:600;fill:var(--vscode-statusBarItem-errorForeground,#fff)}.badge.warning text{fill:var(--vscode-statusBarItem-warningForeground,#fff)}.sign{fill:none;stroke-width:1.6;stroke:var(--vscode-statusBarItem-errorForeground,#fff)}.warning .sign{stroke:var(--vscode-statusBarItem-warningForeground,#fff)}',
  '.box{cursor:pointer}.box:focus{outline:none}.box:focus>.frame{stroke:var(--vscode-focusBorder);stroke-width:3}.box:hover>.frame{stroke-width:2}',
].join('');
