/** The instance that a command was called with, else the one that the person picks; says why when there is none. */
import type { HostCommandServices } from '../commands/services.ts';
import { tellNothingToChoose } from './nothing-to-choose.ts';
import { type HostedInstance, hostedInstances, instanceNamed, pickInstance } from './pick.ts';

export async function chooseInstance(services: HostCommandServices, argument: unknown): Promise<HostedInstance | undefined> {
  const inventory = services.manifests.current();
  const instances = hostedInstances(inventory);
  if (instances.length === 0) {
    void tellNothingToChoose(services, 'noInstanceInState');
    return undefined;
  }
  return instanceNamed(inventory, argument) ?? (await pickInstance(instances, services.say('pickInstance')));
}
