/** The commands for hosts that are there already: which machine it is, what is on it, and the playbooks that keep fleets. */
import type { CommandRow } from './arguments.ts';
import { cannotRun, formatOption, hostOption, reason, runEnds, sshLog } from './operation-options.ts';

export const accessRows = [
  {
    name: 'trust',
    operands: '[MANIFEST...]',
    summary: {
      en: 'Compares the key that a host shows with the fingerprint you got another way, and pins it in the manifest.',
      fr: "Compare la clé que montre un hôte avec l'empreinte obtenue par un autre moyen, et l'épingle dans le manifeste.",
    },
    details: {
      en: 'Get the fingerprint on the console of the server or from who runs it, by `ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub`; give it with --fingerprint, or paste it when you are asked. Only a key that is the same is trusted: it goes into `hostKey` of the manifest and into known_hosts. A key that changed is refused, with what to do. Nobody logs in.',
      fr: "Obtenez l'empreinte sur la console du serveur ou auprès de qui le gère, par `ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub` ; donnez-la avec --fingerprint, ou collez-la quand elle est demandée. Seule une clé identique est approuvée : elle entre dans `hostKey` du manifeste et dans known_hosts. Une clé qui a changé est refusée, avec la marche à suivre. Aucune connexion n'est ouverte.",
    },
    options: [
      hostOption,
      {
        name: 'fingerprint',
        value: 'TEXT',
        description: {
          en: 'What ssh-keygen -lf printed on the server: SHA256:..., a whole line, or the public key itself.',
          fr: 'Ce que ssh-keygen -lf a affiché sur le serveur : SHA256:..., une ligne entière, ou la clé publique elle-même.',
        },
      },
      sshLog,
    ],
    exitCodes: [
      {
        code: 0,
        meaning: {
          en: 'The host shows the key that the manifest promises, now or already.',
          fr: "L'hôte montre la clé qu'annonce le manifeste, désormais ou déjà.",
        },
      },
      {
        code: 1,
        meaning: {
          en: 'Not trusted: the fingerprints differ, or none was given.',
          fr: "Pas de confiance : les empreintes diffèrent, ou aucune n'a été donnée.",
        },
      },
      cannotRun,
    ],
    examples: [
      {
        line: 'dhis2-hosting trust --host app-1 --fingerprint SHA256:uNiVztksCsDhcc0u9e8BrNVFdgdcS6dCUMMHSPFkOSc',
        what: { en: 'Before the first plan of a new host.', fr: "Avant le premier plan d'un nouvel hôte." },
      },
    ],
  },
  {
    name: 'adopt',
    operands: '[MANIFEST...]',
    summary: {
      en: 'Shows a host as it is found, whoever made it: instances, versions, logs, dumps, and what differs from the manifest.',
      fr: "Montre un hôte tel qu'il est, qui que soit celui qui l'a fait : instances, versions, journaux, sauvegardes, et écarts avec le manifeste.",
    },
    details: {
      en: 'Hosts of dhis2-server-tools and dhis2-tools-ng (with their LXD containers), those made by hand after the reference guide, and those provisioned from here are recognised. Nothing is changed, and no secret is read. What a host does not tell is told as not known. A manifest of what was found follows, for you to complete.',
      fr: "Les hôtes de dhis2-server-tools et de dhis2-tools-ng (avec leurs conteneurs LXD), ceux faits à la main selon le guide de référence, et ceux mis en service d'ici sont reconnus. Rien n'est modifié, et aucun secret n'est lu. Ce qu'un hôte ne dit pas est indiqué comme inconnu. Suit un manifeste de ce qui a été trouvé, à compléter.",
    },
    options: [
      hostOption,
      {
        name: 'write',
        value: 'FILE',
        description: {
          en: 'Writes the manifest of what was found into a new file. One that is there is never written over.',
          fr: "Écrit le manifeste de ce qui a été trouvé dans un nouveau fichier. Un fichier existant n'est jamais remplacé.",
        },
      },
      {
        name: 'judge',
        description: {
          en: 'Also reads the newest dump of each name to its end, where it lies and behind all others: whole or cut, of which database, how much is in it, how old the newest change. A large one takes minutes.',
          fr: "Lit aussi jusqu'au bout la sauvegarde la plus récente de chaque nom, là où elle est et après tout le reste : entière ou tronquée, de quelle base, combien elle contient, quel âge a la dernière modification. Une grosse prend des minutes.",
        },
      },
      formatOption,
      sshLog,
    ],
    exitCodes: [
      { code: 0, meaning: { en: 'The host is as the manifest says.', fr: "L'hôte est tel que le dit le manifeste." } },
      {
        code: 1,
        meaning: {
          en: 'Something differs, or is not known; with `--judge` also when a dump is not whole.',
          fr: 'Quelque chose diffère, ou est inconnu ; avec `--judge`, aussi quand une sauvegarde n’est pas entière.',
        },
      },
      cannotRun,
    ],
    json: {
      en: '`found` (each fact with `known` and its `value`, or the `reason` why not), `drift` (`kind`, `about`, `text`) `draft`, the text of the manifest, and with `--judge` also `judged` (`path`, `bytes`, `written`, `place`, `verdict`).',
      fr: '`found` (chaque fait avec `known` et sa `value`, ou la `reason` de son absence), `drift` (`kind`, `about`, `text`) `draft`, le texte du manifeste, et avec `--judge` aussi `judged` (`path`, `bytes`, `written`, `place`, `verdict`).',
    },
    examples: [
      {
        line: 'dhis2-hosting adopt --host old-1 --write old-1.dhis2-hosting.yaml',
        what: { en: 'What runs there, as a manifest to complete.', fr: 'Ce qui y tourne, en manifeste à compléter.' },
      },
    ],
  },
  {
    name: 'playbook',
    operands: '[MANIFEST...]',
    summary: {
      en: 'Runs an Ansible playbook on its control host: tried without a change, then on one host, then on the rest.',
      fr: 'Exécute un playbook Ansible sur son hôte de contrôle : essayé sans rien modifier, puis sur un hôte, puis sur les autres.',
    },
    details: {
      en: 'The run lives on the control host and goes on when this program ends. Host keys are checked whatever ansible.cfg and the inventory say, the first failure ends it, and no password is asked for: keys and sudo rules must be there. What check mode cannot try is told as not known. A playbook cannot be taken back.',
      fr: "L'exécution vit sur l'hôte de contrôle et continue si ce programme se termine. Les clés d'hôte sont vérifiées quoi qu'en disent ansible.cfg et l'inventaire, le premier échec y met fin, et aucun mot de passe n'est demandé : clés et règles sudo doivent être en place. Ce que le mode d'essai ne peut pas essayer est indiqué comme inconnu. Un playbook ne peut pas être annulé.",
    },
    options: [
      hostOption,
      {
        name: 'folder',
        value: 'PATH',
        description: {
          en: 'Folder of the playbooks on the control host, such as /opt/dhis2-server-tools/deploy.',
          fr: "Dossier des playbooks sur l'hôte de contrôle, comme /opt/dhis2-server-tools/deploy.",
        },
      },
      {
        name: 'playbook',
        value: 'FILE',
        description: { en: 'The playbook, below the folder.', fr: 'Le playbook, dans ce dossier.' },
      },
      {
        name: 'inventory',
        value: 'FILE',
        default: 'inventory/hosts',
        description: { en: 'The inventory, below the folder.', fr: "L'inventaire, dans ce dossier." },
      },
      {
        name: 'user',
        value: 'NAME',
        default: 'root',
        description: {
          en: 'Account of the control host whose keys and known_hosts are used.',
          fr: "Compte de l'hôte de contrôle dont les clés et le known_hosts servent.",
        },
      },
      {
        name: 'first',
        value: 'NAME',
        description: {
          en: 'Host of the inventory that is taken alone before the others. Without it, the first by name.',
          fr: "Hôte de l'inventaire qui passe seul avant les autres. À défaut, le premier par son nom.",
        },
      },
      {
        name: 'check',
        description: { en: 'Only tries it; nothing is changed.', fr: "L'essaie seulement ; rien n'est modifié." },
      },
      {
        name: 'yes',
        description: {
          en: 'Does not ask between the try and the run. A try that fails still ends it.',
          fr: "Ne demande rien entre l'essai et l'exécution. Un essai en échec y met fin quand même.",
        },
      },
      reason,
      sshLog,
    ],
    exitCodes: runEnds,
    examples: [
      {
        line: 'dhis2-hosting playbook --host control --folder /opt/dhis2-server-tools/deploy --playbook dhis2.yml --check',
        what: { en: 'What the playbook would change.', fr: 'Ce que le playbook modifierait.' },
      },
    ],
  },
] as const satisfies readonly CommandRow[];
