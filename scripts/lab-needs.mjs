// What the lab of test/lab/ needs of the machine: Linux with a root user, and programs that Debian and Ubuntu have.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { findProgram } from './run-program.mjs';
import { render } from './speak.mjs';

const texts = {
  noLinux: { en: 'it needs Linux with apt (Debian or Ubuntu)', fr: 'il faut Linux avec apt (Debian ou Ubuntu)' },
  noRoot: {
    en: 'it needs root, for network and mount namespaces (sudo -E npm test -- --only lab)',
    fr: 'il faut root, pour les espaces de noms réseau et de montage (sudo -E npm test -- --only lab)',
  },
  noCgroups: {
    en: '/sys/fs/cgroup cannot be written to; in a container, run it privileged',
    fr: "/sys/fs/cgroup n'est pas accessible en écriture ; dans un conteneur, lancez-le en mode privilégié",
  },
  missing: { en: 'missing packages: {packages}', fr: 'paquets manquants : {packages}' },
};

/** @param {string} program @param {string} packageName */
const needs = (program, packageName) => ({ isThere: () => Boolean(findProgram(program)), packages: [packageName] });

export const labNeeds = [
  needs('systemd-nspawn', 'systemd-container'),
  needs('mmdebstrap', 'mmdebstrap'),
  needs('ip', 'iproute2'),
  needs('unshare', 'util-linux'),
  needs('ssh', 'openssh-client'),
  needs('curl', 'curl'),
  needs('openssl', 'openssl'),
  needs('mkfs.btrfs', 'btrfs-progs'),
  { isThere: () => existsSync('/usr/share/keyrings/debian-archive-keyring.gpg'), packages: ['debian-archive-keyring'] },
];

/** Why the lab cannot run here, or undefined. */
export function labProblem() {
  if (process.platform !== 'linux' || !findProgram('apt-get')) return render(texts.noLinux);
  if (process.getuid?.() !== 0) return render(texts.noRoot);
  const packages = labNeeds.filter(({ isThere }) => !isThere()).flatMap((need) => need.packages);
  if (packages.length > 0) return render(texts.missing, { packages: packages.join(', ') });
  return isWritable('/sys/fs/cgroup/unified') || isWritable('/sys/fs/cgroup') ? undefined : render(texts.noCgroups);
}

const ubuntuServers = [
  'http://archive.ubuntu.com/ubuntu/dists/noble/InRelease',
  'http://security.ubuntu.com/ubuntu/dists/noble-security/InRelease',
];

/** Whether hosts of Ubuntu can be built here: unlike Debian's, its servers may be out of reach of a machine of Debian. */
export function reachesUbuntu() {
  const words = ['--silent', '--fail', '--fail-early', '--head', '--location', '--retry', '2', '--max-time', '20', ...ubuntuServers];
  return spawnSync('curl', words, { stdio: 'ignore' }).status === 0;
}

/** Whether a folder can have a quota that is tested (F25): the others of Linux need more of the kernel. */
export const hasBtrfs = () => /\tbtrfs$/m.test(readFileSync('/proc/filesystems', 'utf8')) && existsSync('/dev/loop-control');

/** @param {string} folder */
function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
