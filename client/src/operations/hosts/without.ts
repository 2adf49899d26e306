/** The manifest as it is when an instance is gone, for what the others of its hosts need from then on. */
import type { HostingManifest } from '@dhis2-hosting/server/service';
import type { Step, Target } from '../step.ts';

function withoutInstance(manifest: HostingManifest, name: string): HostingManifest {
  const { instances = [], backups = [], ...rest } = manifest;
  return {
    ...rest,
    instances: instances.filter((instance) => instance.name !== name),
    backups: backups
      .map((backup) => ({ ...backup, instances: backup.instances.filter((each) => each !== name) }))
      .filter((backup) => backup.instances.length > 0),
  };
}

/** A step of provisioning as it is without the instance, once what `after` names is done. */
export function plannedWithout(step: Step, name: string, ...after: readonly string[]): Step {
  const changed = (target: Target): Target => ({ ...target, manifest: withoutInstance(target.manifest, name) });
  const { touches } = step;
  return {
    ...step,
    after: [...(step.after ?? []), ...after],
    needs: (target) => step.needs(changed(target)),
    plan: (facts, target) => step.plan(facts, changed(target)),
    ...(touches === undefined ? {} : { touches: (target) => touches(changed(target)) }),
  };
}
