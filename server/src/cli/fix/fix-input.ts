/** `lint --fix` for one file: what was mended, written back as it was encoded. */
import { type LanguageService, type Message, message, TextDocument } from '#service/index.ts';
import { decodeBytes, encodeText } from '../encoding.ts';
import { fixTexts } from '../texts.ts';
import { replaceFile } from './replace-file.ts';

export type Mended = {
  readonly document: TextDocument;
  /** Fixes applied. */
  readonly count: number;
};

export function mend(service: LanguageService, document: TextDocument): Mended {
  const { text, count } = service.fixAll(document);
  if (text === document.getText()) return { document, count: 0 };
  return { document: TextDocument.create(document.uri, document.languageId, document.version + 1, text), count };
}

/** What kept the text from the file; undefined when it is there. `bytes` is what was read from it. */
export async function writeBack(name: string, target: string, bytes: Uint8Array, text: string): Promise<Message | undefined> {
  const read = decodeBytes(bytes);
  const encoded = encodeText({ ...read, text });
  if (encoded === undefined) return message(fixTexts.notEncodable, { path: name, encoding: read.encoding });
  try {
    switch (await replaceFile(target, bytes, encoded)) {
      case 'replaced':
        return undefined;
      case 'changed-meanwhile':
        return message(fixTexts.changedMeanwhile, { path: name });
      case 'owner-would-change':
        return message(fixTexts.ownerWouldChange, { path: name });
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const mayNot = code === 'EACCES' || code === 'EPERM' || code === 'EROFS';
    return message(mayNot ? fixTexts.mayNotWrite : fixTexts.cannotWrite, { path: name, code });
  }
}
