/** The `.dhis2-lint.yaml` of each file: the nearest one upwards. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type LintSettingsFile, lintSettingsName, type Message, message, readLintSettings } from '#service/index.ts';
import { decode } from './encoding.ts';
import { readProblem } from './inputs.ts';
import { texts } from './texts.ts';

type Settings = LintSettingsFile['settings'];

/** `complain` hears of files that cannot be used as a whole: what was found by the rest may not be what was meant. */
export function createSettingsFiles(cwd: string, complain: (problem: Message) => void): (uri: string) => Settings | undefined {
  const known = new Map<string, Settings | undefined>();

  const read = (folder: string): Settings | undefined => {
    const file = path.join(folder, lintSettingsName);
    const name = path.relative(cwd, file);
    try {
      const { settings, isSound } = readLintSettings(decode(readFileSync(file)));
      if (!isSound) complain(message(texts.unusableSettings, { path: name }));
      return settings;
    } catch (error) {
      if (!isAbsent(error)) complain(readProblem(name, error));
      return undefined;
    }
  };

  const nearest = (folder: string): Settings | undefined => {
    if (!known.has(folder)) {
      const above = path.dirname(folder);
      known.set(folder, read(folder) ?? (above === folder ? undefined : nearest(above)));
    }
    return known.get(folder);
  };

  return (uri) => nearest(path.dirname(fileURLToPath(uri)));
}

function isAbsent(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
