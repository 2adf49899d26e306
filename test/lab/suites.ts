/** What the lab's hosts can be: releases of Debian and Ubuntu, what is put on them, and what their apt can get. */

export type Distribution = {
  /** Where hosts get their packages from. */
  readonly archive: string;
  readonly security: string;
  readonly components: readonly string[];
  /** Whose signatures they trust. */
  readonly keyring: string;
  /** What a server of it has beyond what those of all distributions have. */
  readonly packages: readonly string[];
};

const debian: Distribution = {
  archive: 'http://deb.debian.org/debian',
  security: 'http://deb.debian.org/debian-security',
  components: ['main'],
  keyring: '/usr/share/keyrings/debian-archive-keyring.gpg',
  packages: [],
};
const ubuntu: Distribution = {
  archive: 'http://archive.ubuntu.com/ubuntu',
  security: 'http://security.ubuntu.com/ubuntu',
  components: ['main', 'universe'],
  keyring: '/usr/share/keyrings/ubuntu-archive-keyring.gpg',
  packages: ['apparmor', 'needrestart', 'ufw'],
};

export const distributionOf = { bookworm: debian, trixie: debian, jammy: ubuntu, noble: ubuntu } as const;
export type Suite = keyof typeof distributionOf;

export const isUbuntu = (suite: Suite): boolean => distributionOf[suite] === ubuntu;

/** Of those that can be had here: `npm test` says so when Ubuntu's archive is out of reach, and goes on without it. */
export const suites: readonly Suite[] = (['bookworm', 'trixie', 'jammy', 'noble'] as const).filter(
  (suite) => !isUbuntu(suite) || process.env['DHIS2_HOSTING_LAB_UBUNTU'] !== 'no',
);

export const layerNames = ['db', 'app', 'proxy'] as const;
/** What hosts have that keep copies of others: a layer each, and a mirror that the other hosts do without. Debian 12 only. */
export const keeperLayers = ['copies', 'storage'] as const;
export type LayerName = (typeof layerNames)[number] | (typeof keeperLayers)[number];

const postgres = { bookworm: '15', trixie: '17', jammy: '14', noble: '16' } as const;
const java = { bookworm: '17', trixie: '21', jammy: '17', noble: '17' } as const;
const tomcat = { bookworm: 'tomcat10', trixie: 'tomcat10', jammy: 'tomcat9', noble: 'tomcat10' } as const;

export const layerPackages = (suite: Suite, layer: LayerName): readonly string[] =>
  ({
    db: ['postgresql', `postgresql-${postgres[suite]}-postgis-3`],
    app: [tomcat[suite], `openjdk-${java[suite]}-jre-headless`],
    proxy: ['nginx'],
    // Serves a repository of restic to which a key can only add.
    copies: ['rclone'],
    // OpenStack Swift speaks S3.
    storage: ['swift-proxy', 'swift-account', 'swift-container', 'swift-object', 'python3-swiftclient', 'nginx', 'openssl'],
  })[layer];

/** What provisioning, backups and their tests may ask apt for beyond the layers. */
const more: readonly string[] = [
  'age',
  'ansible-core',
  'apache2',
  'certbot',
  'chrony',
  'fail2ban',
  'needrestart',
  'nftables',
  'pgbackrest',
  'postgresql-client',
  'prometheus-node-exporter',
  'python3-certbot-nginx',
  'restic',
  'rsync',
  's3cmd',
  'ufw',
  'unzip',
  'zstd',
];

/** To build the stand-in of DHIS2: its driver, its password hash, and the older servlet interface with its Tomcat. */
export const standInPackages = ['libpostgresql-jdbc-java', 'libjbcrypt-java', 'libservlet-api-java', 'libtomcat9-java'] as const;

const only: { readonly [suite in Suite]: readonly string[] } = {
  bookworm: [...standInPackages, 'lxd'],
  trixie: ['tomcat11'],
  jammy: [],
  noble: [],
};

export const mirrorPackages = (suite: Suite): readonly string[] => [
  ...layerNames.flatMap((layer) => layerPackages(suite, layer)),
  ...more,
  `${tomcat[suite]}-user`,
  ...only[suite],
];

export const keeperPackages = (suite: Suite): readonly string[] => keeperLayers.flatMap((layer) => layerPackages(suite, layer));
