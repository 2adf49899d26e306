import { liveHosts, settingsIn } from '../inventory/settings-in.ts';
import { defineInventoryRule, type RulePage } from './define-rule.ts';

export const rule = defineInventoryRule<'credentials' | 'bucket'>({
  id: 'incomplete-object-storage',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Object storage that gets no dumps', fr: 'Stockage objet qui ne reçoit aucun export' },
  what: {
    en: 'Some of `s3_access_key`, `s3_secret_key`, `s3_cluster_id` and `s3_bucket` are set, and others are not.',
    fr: "Certaines de `s3_access_key`, `s3_secret_key`, `s3_cluster_id` et `s3_bucket` sont fixées, et d'autres non.",
  },
  source: 'dhis2-server-tools deploy/roles/backups/tasks/lxd.yml and deploy/roles/backups/templates/dhis2-env.j2 @ dce3c4a',
  messages: {
    credentials: {
      en: 'No dump leaves `{host}`, because `{missing}` is not set and the tool then uses none of the keys. Set it too.',
      fr: "Aucun export ne quitte `{host}`, car `{missing}` n'est pas fixée et l'outil n'emploie alors aucune des clés. Fixez-la aussi.",
    },
    bucket: {
      en: 'The keys are there, but the dumps of `{host}` have no target without `s3_bucket`. Set it too.',
      fr: "Les clés sont là, mais les exports de `{host}` n'ont aucune cible sans `s3_bucket`. Fixez-la aussi.",
    },
  },
  check(context, report) {
    const { inventory } = context;
    if (!inventory.complete) return;
    const own = settingsIn(context);
    for (const host of liveHosts(inventory, 'databases')) {
      const missing = credentials.filter((name) => !host.variables.has(name));
      const [first] = credentials.flatMap((name) => host.variables.get(name) ?? []);
      const isWhole = missing.length === 0 && host.variables.has('s3_bucket');
      if (first === undefined || isWhole || !own.some(({ assignment }) => assignment === first.assignment)) continue;
      const [name] = missing;
      report({
        message: name === undefined ? 'bucket' : 'credentials',
        args: { host: host.name, missing: name ?? '' },
        span: first.assignment.nameSpan,
      });
    }
  },
});

const credentials = ['s3_access_key', 's3_secret_key', 's3_cluster_id'];

const databases = '[databases]\npostgres ansible_host=172.19.2.20\n[instances]\ndhis dhis2_version=2.42\n[databases:vars]\n';
const keys = 's3_access_key="{{ a }}"\ns3_secret_key="{{ b }}"\n';

export const page = {
  why: {
    en: 'The script of the backups ends without an error, and the only copy stays on the same machine.',
    fr: 'Le script de sauvegarde se termine sans erreur, et la seule copie reste sur la même machine.',
  },
  todo: {
    en: 'Set all four. The tool reaches `….linodeobjects.com` only: for other storage, copy the dumps yourself.',
    fr: "Fixez les quatre. L'outil ne joint que `….linodeobjects.com` : pour un autre stockage, copiez les exports vous-même.",
  },
  good: [
    { text: `${databases}${keys}s3_cluster_id=eu-central-1\ns3_bucket=dumps\n` },
    { text: databases },
    { text: `${databases}${keys}`, beside: { 'group_vars/databases': '$ANSIBLE_VAULT;1.1;AES256\n6162\n' } },
  ],
  bad: [
    { text: `${databases}s3_access_key="{{ a }}"\n#^^^^^^^^^^^^ credentials\n` },
    { text: `${databases}${keys.replace('\n', '\n#^^^^^^^^^^^^ bucket\n')}s3_cluster_id=eu-central-1\n` },
  ],
} satisfies RulePage;
