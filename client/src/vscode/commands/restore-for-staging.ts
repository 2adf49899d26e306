/** Restores a set of a production for an instance where people practise, without what such a copy must not have. */
import { installationOf } from '../runs/installation.ts';
import { chooseInstance } from '../ui/choose-instance.ts';
import { pickSetOfOther } from './pick-set.ts';
import { showPlan } from './plan-host.ts';
import { confirmAndRun } from './provision.ts';
import type { CommandServices, Handler } from './services.ts';
import { withHosts } from './with-hosts.ts';

export function restoreForStaging(services: CommandServices): Handler {
  return withHosts(services, async (hosted, argument) => {
    const chosen = await chooseInstance(hosted, argument);
    if (chosen === undefined) return;
    const { host, entry } = chosen;
    const { name } = entry.instance;
    const manifest = installationOf(host, hosted.manifests.sources());
    const purpose = manifest?.instances?.find((each) => each.name === name)?.purpose ?? 'production';
    // Nobody chooses a set for what is refused anyway: the plan says why.
    const set = purpose === 'production' ? undefined : await pickSetOfOther(hosted, host, name);
    if (purpose !== 'production' && set === undefined) return;
    const proposal = await showPlan(hosted, host, { recipe: 'restore-scrubbed', instance: name, ...(set === undefined ? {} : { set }) });
    if (proposal !== undefined) await confirmAndRun(hosted, host, proposal);
  });
}
