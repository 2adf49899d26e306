/** Tells internal errors once for each cause, without a word of the document that caused them. */
import { type Locale, message, render, type Text } from '#service/announced.ts';

export type ErrorLog = (where: string, error: unknown) => void;

const internalError: Text = {
  en: 'Internal error in {where}; everything else goes on. It is told once; please report it with these lines:\n{trace}',
  fr: 'Erreur interne dans {where} ; tout le reste continue. Elle est signalée une seule fois ; merci de la transmettre avec ces lignes :\n{trace}',
};

/** A server that fails in ever new places must not grow for ever. */
const mostCauses = 200;

export function createErrorLog(write: (line: string) => void, locale: () => Locale): ErrorLog {
  const told = new Set<string>();
  return (where, error) => {
    const trace = traceOf(error);
    const cause = `${where}\n${trace}`;
    if (told.has(cause) || told.size >= mostCauses) return;
    told.add(cause);
    write(render(message(internalError, { where, trace }), locale()));
  };
}

/** Name and frames only: the message of an error may quote the text of a `dhis.conf`, passwords included. */
function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 6)].join('\n');
}
