/** One file from its bytes to its findings, mended on the way when that is asked for. */
import type { Writable } from 'node:stream';
import { type LanguageService, type Message, message, type TextDocument } from '#service/index.ts';
import { type DecodedText, decodeBytes, type Encoding, encodeText } from './encoding.ts';
import { mend, writeBack } from './fix/fix-input.ts';
import { unifiedDiff } from './fix/unified-diff.ts';
import { type Input, readProblem } from './inputs.ts';
import type { Manifests } from './manifests.ts';
import type { FileReport } from './reporters/report.ts';
import { fixTexts, texts } from './texts.ts';

/** `show` prints what `write` would change. */
export type FixMode = 'none' | 'show' | 'write';

export type Checked = { readonly report: FileReport; readonly fixes: number };

type Outside = {
  readonly stdout: Writable;
  readonly miss: (problem: Message) => void;
  /** Hears of the encoding before the text is checked. */
  readonly noteEncoding: (uri: string, encoding: Encoding) => void;
  readonly manifests: Pick<Manifests, 'documentOf' | 'keep'>;
};

/** Undefined for what cannot be read. A file that cannot be written is reported as it is. */
export async function checkInput(service: LanguageService, input: Input, mode: FixMode, outside: Outside): Promise<Checked | undefined> {
  const bytes = await readInput(input, outside);
  if (bytes === undefined) return undefined;
  const decoded = decodeBytes(bytes);
  outside.noteEncoding(input.uri, decoded.encoding);
  const document = outside.manifests.documentOf(input.uri, input.kind ?? 'plaintext', decoded.text);
  if (service.kind(document) === undefined) {
    if (input.isNamed) outside.miss(message(texts.notOurs, { path: input.name }));
    return undefined;
  }
  if (mode === 'none') return { report: reportOf(service, input, document, decoded), fixes: 0 };

  const mended = mend(service, document);
  const after = { report: reportOf(service, input, mended.document, decoded), fixes: mended.count };
  if (mode === 'show') {
    const version = (of: TextDocument) => ({ text: of.getText(), secrets: service.secretSpans(of) });
    outside.stdout.write(unifiedDiff(input.name, version(document), version(mended.document)));
    return after;
  }
  if (input.target === undefined) {
    const encoded = encodeText({ ...decoded, text: mended.document.getText() });
    if (encoded === undefined) outside.miss(message(fixTexts.notEncodable, { path: input.name, encoding: decoded.encoding }));
    outside.stdout.write(encoded ?? bytes);
    return after;
  }
  if (mended.count === 0) return after;
  const problem = await writeBack(input.name, input.target, bytes, mended.document.getText());
  if (problem === undefined) {
    outside.manifests.keep(mended.document);
    return after;
  }
  outside.miss(problem);
  return { report: reportOf(service, input, document, decoded), fixes: 0 };
}

async function readInput({ name, read }: Input, { miss }: Outside): Promise<Uint8Array | undefined> {
  try {
    return await read();
  } catch (error) {
    miss(readProblem(name, error));
    return undefined;
  }
}

function reportOf(service: LanguageService, { name }: Input, document: TextDocument, { encoding }: DecodedText): FileReport {
  return {
    name,
    document,
    encoding,
    findings: service.findings(document),
    secrets: service.secretSpans(document),
    // What is said of the whole file stands before its first character, and has nothing to do with what follows there.
    placeOf: ({ span }) => (span.end === 0 ? '' : service.placeName(document, span.start)),
  };
}
