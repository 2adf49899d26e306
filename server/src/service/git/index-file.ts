/**
 * Whether a path is in the index of a Git repository, which is what makes it part of the next commit. Only the paths are
 * read. Source: Git documentation, gitformat-index, versions 2 to 4 with SHA-1 names.
 */

/** Times, device, inode, mode, owner, size and object name in front of the flags of an entry. */
const flagsAt = 60;

const extendedFlag = 0x4000;

/** `path` is relative to the root of the working tree, with `/`. False for an index that cannot be understood. */
export function indexHolds(index: Uint8Array, path: string): boolean {
  const view = new DataView(index.buffer, index.byteOffset, index.byteLength);
  if (index.byteLength < 12 || view.getUint32(0) !== 0x44495243) return false;
  const version = view.getUint32(4);
  if (version < 2 || version > 4) return false;
  const wanted = utf8(path);
  let previous: Uint8Array = new Uint8Array();
  let at = 12;
  for (let count = view.getUint32(8); count > 0; count--) {
    const start = at;
    if (start + flagsAt + 2 > index.byteLength) return false;
    at += flagsAt + ((view.getUint16(start + flagsAt) & extendedFlag) === 0 ? 2 : 4);
    let kept = 0;
    if (version === 4) ({ kept, at } = keptOf(index, at, previous.length));
    const end = index.indexOf(0, at);
    if (end < 0) return false;
    const name = joined(previous.subarray(0, kept), index.subarray(at, end));
    if (equal(name, wanted)) return true;
    previous = name;
    // Up to version 3 an entry is filled up with one to eight zeros to a multiple of eight bytes.
    at = version === 4 ? end + 1 : start + Math.ceil((end + 1 - start) / 8) * 8;
  }
  return false;
}

/** Version 4 says how many bytes of the path before to drop, in Git's variable length: seven bits a byte, plus one. */
function keptOf(index: Uint8Array, from: number, length: number): { readonly kept: number; readonly at: number } {
  let at = from;
  let byte = index[at++] ?? 0;
  let dropped = byte & 0x7f;
  while ((byte & 0x80) !== 0) {
    byte = index[at++] ?? 0;
    dropped = ((dropped + 1) << 7) | (byte & 0x7f);
  }
  return { kept: Math.max(0, length - dropped), at };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** Half of a character, which no file name in an index has. */
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The core has no TextEncoder; `encodeURIComponent` writes the same bytes. */
function utf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const part of encodeURIComponent(text.replace(loneSurrogate, '\ufffd')).matchAll(/%([0-9A-F]{2})|[^%]/g)) {
    bytes.push(part[1] === undefined ? part[0].charCodeAt(0) : Number.parseInt(part[1], 16));
  }
  return Uint8Array.from(bytes);
}
