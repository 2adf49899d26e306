/** What the lab's hosts can be: Debian's releases, what is put on them, and what their apt can get. */

export const suites = ['bookworm', 'trixie'] as const;
export type Suite = (typeof suites)[number];

export const layerNames = ['db', 'app', 'proxy'] as const;
/** What hosts have that keep copies of others: a layer each, and a mirror that the other hosts do without. Debian 12 only. */
export const keeperLayers = ['copies', 'storage'] as const;
export type LayerName = (typeof layerNames)[number] | (typeof keeperLayers)[number];

const postgres = { bookworm: '15', trixie: '17' } as const;
const java = { bookworm: '17', trixie: '21' } as const;

export const layerPackages = (suite: Suite, layer: LayerName): readonly string[] =>
  ({
    db: ['postgresql', `postgresql-${postgres[suite]}-postgis-3`],
    app: ['tomcat10', `openjdk-${java[suite]}-jre-headless`],
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
  'tomcat10-user',
  'ufw',
  'unzip',
  'zstd',
];

/** To build the stand-in of DHIS2: its driver, its password hash, and the older servlet interface with its Tomcat. */
export const standInPackages = ['libpostgresql-jdbc-java', 'libjbcrypt-java', 'libservlet-api-java', 'libtomcat9-java'] as const;

const only: { readonly [suite in Suite]: readonly string[] } = { bookworm: [...standInPackages, 'lxd'], trixie: ['tomcat11'] };

export const mirrorPackages = (suite: Suite): readonly string[] => [
  ...layerNames.flatMap((layer) => layerPackages(suite, layer)),
  ...more,
  ...only[suite],
];

export const keeperPackages = (suite: Suite): readonly string[] => keeperLayers.flatMap((layer) => layerPackages(suite, layer));
