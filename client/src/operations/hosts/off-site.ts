/** Where the sets of a plan go away from their host, as the program there is told. Secrets are named by their files only. */
import type { HostingManifest } from '@dhis2-hosting/server/service';
import type { SecretToGive, Target } from '../step.ts';
import { type BackupJob, type BackupPlan, backupAccount, backupJobsOn, backupState, jobName, lateAfterHours } from './backups.ts';
import type { ItemOf } from './parts.ts';

export type BackupTarget = ItemOf<'backupTargets'>;
type Reference = NonNullable<BackupTarget['secretKey']>;

/** What a target is opened with. `made` are files of ours; the others are named by the manifest or given through it. */
export type TargetSecret = {
  readonly what: 'password' | 'access-key' | 'secret-key';
  readonly file: string;
  /** It comes from elsewhere when the file is not there. */
  readonly from?: SecretToGive['from'];
  /** The host makes it when it is not there. */
  readonly made: boolean;
};

/** Where over SSH; undefined for storage. */
export type SshPlace = { readonly address: string; readonly port: number; readonly user: string; readonly hostKey: string | undefined };

export function targetFolder({ name }: Pick<BackupTarget, 'name'>): string {
  return `/etc/dhis2-hosting/off-site/${name}`;
}

/** In the order of the plan. A name that leads nowhere is a finding of the manifest. */
export function targetsOf({ targets = [] }: BackupPlan, { backupTargets = [] }: HostingManifest): readonly BackupTarget[] {
  return targets.flatMap((name) => backupTargets.find((each) => each.name === name) ?? []);
}

/** Of all plans with dumps on this host, each once. */
export function targetsOn(target: Target): readonly BackupTarget[] {
  const all = backupJobsOn(target).flatMap(({ plan }) => targetsOf(plan, target.manifest));
  return all.filter((each, index) => all.findIndex(({ name }) => name === each.name) === index);
}

export function sshPlace(
  { kind, host, address, port, user, hostKey }: BackupTarget,
  { hosts = [] }: HostingManifest,
): SshPlace | undefined {
  if (kind !== 'ssh') return undefined;
  const known = hosts.find(({ name }) => name === host);
  return {
    address: address ?? known?.address ?? '',
    port: port ?? known?.port ?? 22,
    user: user ?? backupAccount,
    hostKey: hostKey ?? known?.hostKey,
  };
}

/** The password of the repository first: its own, or the passphrase of the first plan that brings one. */
export function secretsOf(target: BackupTarget, { backups = [] }: HostingManifest): readonly TargetSecret[] {
  const passphrase = backups.find(({ targets = [], encryption }) => targets.includes(target.name) && encryption?.method === 'restic');
  const password = secretOf(target, 'password', target.repositoryPassword ?? passphrase?.encryption?.passphrase);
  if (target.kind !== 's3') return [password];
  return [password, secretOf(target, 'access-key', target.accessKey), secretOf(target, 'secret-key', target.secretKey)];
}

function secretOf(target: BackupTarget, what: TargetSecret['what'], { hostFile, env, store }: Reference = {}): TargetSecret {
  const file = hostFile ?? `${targetFolder(target)}/${what}`;
  if (env !== undefined) return { what, file, from: { env }, made: false };
  if (store !== undefined) return { what, file, from: { store }, made: false };
  return { what, file, made: what === 'password' && hostFile === undefined };
}

/** As the program reads it, see templates/backup/repository.ts. */
export type TargetConf = {
  readonly name: string;
  readonly kind: 'sftp' | 'rclone' | 's3';
  readonly repository: string;
  readonly immutable: boolean;
  readonly files: { readonly [what: string]: string };
};

/** A repository for each instance, so that one can be opened, checked and restored without the others. */
export function targetConf(target: BackupTarget, instance: string, manifest: HostingManifest): TargetConf {
  const { name, immutable = false } = target;
  const secrets = secretsOf(target, manifest).map(({ what, file }) => [what, file] as const);
  const place = sshPlace(target, manifest);
  if (place === undefined) {
    const at = [target.endpoint, target.bucket, target.prefix, instance].map((part) => part?.replace(/^\/+|\/+$/g, ''));
    const lookup = target.pathStyle === undefined ? 'auto' : target.pathStyle ? 'path' : 'dns';
    const more = { lookup, region: target.s3Region ?? null, authority: target.caFile ?? null };
    const repository = `s3:${at.filter((part) => part !== undefined && part !== '').join('/')}`;
    return { name, kind: 's3', repository, immutable, ...more, files: Object.fromEntries(secrets) } as TargetConf;
  }
  const folder = targetFolder(target);
  const files = { ...Object.fromEntries(secrets), key: `${folder}/id_ed25519`, known_hosts: `${folder}/known_hosts` };
  const where = { address: place.address, port: place.port, user: place.user };
  // To what can only be added, restic speaks through a program at the other end, which knows the folder by itself.
  return immutable
    ? ({ name, kind: 'rclone', repository: `rclone:off-site:${instance}`, immutable, ...where, files } as TargetConf)
    : ({ name, kind: 'sftp', repository: `sftp:off-site:${folderOf(target)}/${instance}`, immutable, ...where, files } as TargetConf);
}

function folderOf({ path = '' }: BackupTarget): string {
  return path.replace(/\/+$/, '');
}

/** Its time is that of the newest set which is at all targets. */
export function offSiteMarker(job: BackupJob): string {
  return `${backupState}/${jobName(job)}.off-site`;
}

/** A copy takes its time, and is tried again each hour. */
const copyHours = 6;

/** Hours after which the newest set off site is too old; undefined when the plan does not say. */
export function offSiteLateHours(plan: BackupPlan): number | undefined {
  const hours = lateAfterHours(plan);
  return hours === undefined ? undefined : hours + copyHours;
}
