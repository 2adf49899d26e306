import { activeConf } from './active-conf.ts';
import type { CommandServices, Handler } from './services.ts';

export function showEffectiveConfiguration({ reports, say }: CommandServices): Handler {
  return async (argument) => {
    const document = await activeConf(argument, say);
    if (document !== undefined) await reports.show({ kind: 'effective', source: document.uri });
  };
}
