/** The `yaml` package asked as all of ours ask it. */
import { Composer, type Document, Parser } from 'yaml';
import { withoutDepths } from './depths.ts';

/** Keys are compared in plain-data.ts: the package compares each with all before it, which takes minutes in a large file. */
export function parseWhole(text: string): readonly Document.Parsed[] {
  return withoutStacks(() => {
    try {
      const composer = new Composer({ uniqueKeys: false, stringKeys: true, prettyErrors: false, logLevel: 'silent' });
      return [...composer.compose(withoutDepths(new Parser().parse(text)))];
    } catch {
      // Only a stack that is nearly used up before we are called gets here; no text, no findings.
      return [];
    }
  });
}

/** A broken text can have thousands of errors, and nobody reads where in the package each was made; stacks take two thirds of the time. */
function withoutStacks<Answer>(work: () => Answer): Answer {
  // Of V8, and in no library of types without Node.
  const engine = Error as { stackTraceLimit?: number };
  const { stackTraceLimit = 10 } = engine;
  engine.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    engine.stackTraceLimit = stackTraceLimit;
  }
}
