import { hideSecretsKey, writeSettingWhereItIs } from '../platform/settings.ts';
import type { Handler } from './services.ts';

/** Kept as a setting, so that secrets that were hidden for a meeting are still hidden after a reload. */
export function switchSecrets(hidden: boolean): Handler {
  return () => writeSettingWhereItIs(hideSecretsKey, hidden);
}
