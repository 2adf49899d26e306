/** Texts of files that need not be open: read here, or sent by the client. One document object for each text. */
import { sameFileKey, TextDocument } from '#service/index.ts';

export type StoredTexts = {
  get(uri: string): TextDocument | undefined;
  all(): readonly TextDocument[];
  /** It was never read, or may be another by now. A file that is not there was read, too. */
  isUnread(uri: string): boolean;
  /** True when the text is another than before. */
  put(uri: string, languageId: string, text: string | undefined): boolean;
  doubt(uri: string): void;
  doubtAll(): void;
  /** The same text as it was in an editor that has closed it: what is known of it there need not be worked out again. */
  adopt(document: TextDocument): void;
  /** Forgets all that is not in the list. True when a text went. */
  keepOnly(uris: readonly string[]): boolean;
};

export function createStoredTexts(): StoredTexts {
  const known = new Map<string, { document: TextDocument | undefined; isDoubtful: boolean }>();
  return {
    get: (uri) => known.get(sameFileKey(uri))?.document,
    all: () => [...known.values()].flatMap(({ document }) => document ?? []),
    isUnread: (uri) => known.get(sameFileKey(uri))?.isDoubtful !== false,
    put(uri, languageId, text) {
      const before = known.get(sameFileKey(uri))?.document;
      const isSame = before?.getText() === text;
      const document = isSame || text === undefined ? before : TextDocument.create(uri, languageId, 0, text);
      known.set(sameFileKey(uri), { document: text === undefined ? undefined : document, isDoubtful: false });
      return !isSame;
    },
    doubt(uri) {
      const one = known.get(sameFileKey(uri));
      if (one !== undefined) one.isDoubtful = true;
    },
    doubtAll() {
      for (const one of known.values()) one.isDoubtful = true;
    },
    adopt(document) {
      const one = known.get(sameFileKey(document.uri));
      if (one !== undefined) one.document = document;
    },
    keepOnly(uris) {
      const kept = new Set(uris.map(sameFileKey));
      const gone = [...known].filter(([key]) => !kept.has(key));
      for (const [key] of gone) known.delete(key);
      return gone.some(([, { document }]) => document !== undefined);
    },
  };
}
