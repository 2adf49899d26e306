import assert from 'node:assert/strict';
import { test } from 'node:test';
import { locales } from '@dhis2-hosting/server/service';
import { mapPage } from '../../client/src/vscode/map/map-page.ts';
import { sayIn } from '../../client/src/vscode/texts.ts';

for (const locale of locales) {
  const page = mapPage({ nonce: 'abc', script: 'https://x/map.js?a&b', title: '<b>"plan"', language: locale, say: sayIn(locale) });

  test(`the page of the map (${locale}) allows its own script and style and nothing else`, () => {
    const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    assert.equal(policy, "default-src 'none'; style-src 'nonce-abc'; script-src 'nonce-abc'; base-uri 'none'; form-action 'none'");
    assert.equal(page.match(/<script\b/g)?.length, 1);
    assert.match(page, /<script nonce="abc" src="https:\/\/x\/map\.js\?a&amp;b"><\/script>/);
    assert.equal(page.match(/<style nonce="abc">/g)?.length, page.match(/<style\b/g)?.length);
    assert.doesNotMatch(page, /\son\w+=|\sstyle=|javascript:|<b>/);
  });

  test(`each button of the page (${locale}) has a name, and the language is told`, () => {
    const buttons = [...page.matchAll(/<button [^>]*>/g)].map(([tag]) => /aria-label="([^"]+)"/.exec(tag)?.[1]);
    assert.equal(buttons.length, 4);
    assert.equal(new Set(buttons).size, 4);
    assert.match(page, new RegExp(`<html lang="${locale}">`));
  });
}

test('colours are those of the theme, also where it has borders instead of shades', () => {
  const page = mapPage({ nonce: 'abc', script: 'x', title: '', language: 'en', say: sayIn('en') });
  const [, style = ''] = /<style[^>]*>([^<]*)<\/style>/.exec(page) ?? [];
  const plain = [...style.matchAll(/(?:fill|stroke|color|background):([^;}]*)/g)].map(([, value = '']) => value);
  assert.deepEqual(
    plain.filter((value) => !value.startsWith('var(--vscode-') && value !== 'none'),
    [],
  );
  assert.match(style, /--vscode-contrastBorder/);
  assert.match(style, /\.box:focus>\.frame\{stroke:var\(--vscode-focusBorder\)/);
});
