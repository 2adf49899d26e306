/** Whether a text is one well-formed XML element: every tag closed in order, attributes quoted, nothing left to escape. */
import assert from 'node:assert/strict';

const tag = /<(\/?)([A-Za-z][\w:-]*)((?:\s+[A-Za-z_:][\w:.-]*="[^"<]*")*)\s*(\/?)>/y;
const text = /(?:[^<&]|&(?:amp|lt|gt|quot|#\d+);)*/y;

export function assertWellFormed(xml: string): void {
  const open: string[] = [];
  for (let at = 0; at < xml.length; ) {
    text.lastIndex = at;
    at += text.exec(xml)?.[0].length ?? 0;
    if (at >= xml.length) break;
    tag.lastIndex = at;
    const [whole, closes, name = '', attributes = '', closed] = tag.exec(xml) ?? [];
    assert.ok(whole !== undefined, `no tag: ${xml.slice(at, at + 80)}`);
    assert.doesNotMatch(attributes, /&(?!(?:amp|lt|gt|quot|#\d+);)/);
    if (closes === '/') assert.equal(open.pop(), name);
    else if (closed !== '/') open.push(name);
    at += whole.length;
  }
  assert.deepEqual(open, []);
}
