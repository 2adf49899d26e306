/** The commands that look at hosts as they are found: which machine it is. */
import type { CommandRow } from './arguments.ts';
import { cannotRun, hostOption, sshLog } from './operation-options.ts';

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
] as const satisfies readonly CommandRow[];
