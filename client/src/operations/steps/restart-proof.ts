/** One restart of the host, in the maintenance window, that proves that everything comes back by itself. */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import { file } from '../facts/file.ts';
import { type RestartProof, restartProof as restartProofFact } from '../facts/restart-proof.ts';
import { instancesOn, serverOf } from '../hosts/parts.ts';
import { all, run, type Script, snippet } from '../script.ts';
import { restoreFile, writeFile } from '../script-files.ts';
import { defineStep, type Target } from '../step.ts';
import { windowOpening } from '../templates/maintenance-window.ts';
import {
  restartCheck,
  restartCheckFile,
  restartProgram,
  restartRecord,
  restartScript,
  restartService,
  restartServiceFile,
  restartTimer,
  restartTimerFile,
} from '../templates/restart-proof.ts';
import { staleFiles } from './parts/file-change.ts';
import { gateFor } from './parts/running.ts';

const texts = {
  plan: {
    en: 'Restart the host once, when the maintenance window opens next ({calendar}).',
    fr: 'Redémarrer l’hôte une fois, à la prochaine ouverture de la plage de maintenance ({calendar}).',
  },
  look: {
    en: 'Then see whether every service that ran runs again and every instance passes its gate, and write that down. The next plan tells it.',
    fr: 'Puis vérifier que chaque service qui tournait tourne de nouveau et que chaque instance passe ses contrôles, et le consigner. Le prochain plan le dira.',
  },
  away: {
    en: 'Everything on this host is away for some minutes then.',
    fr: 'Tout ce qui est sur cet hôte sera absent quelques minutes à ce moment-là.',
  },
  noWindow: {
    en: 'The plan has no maintenance window, so nobody knows when the host may be away.',
    fr: 'Le plan n’a pas de plage de maintenance : on ne sait pas quand l’hôte peut être absent.',
  },
  noWindowTodo: {
    en: 'Write `maintenance.window` with days and hours, then plan again.',
    fr: 'Écrivez `maintenance.window` avec des jours et des heures, puis planifiez de nouveau.',
  },
  planned: { en: 'The restart comes at {time}.', fr: 'Le redémarrage aura lieu à {time}.' },
  passed: {
    en: 'Proved at {time}: after a restart all {services} services ran again, and every instance passed its gate.',
    fr: 'Prouvé à {time} : après un redémarrage, les {services} services tournaient de nouveau et chaque instance a passé ses contrôles.',
  },
  failed: {
    en: 'The proof of {time} failed: {why}.',
    fr: 'La preuve de {time} a échoué : {why}.',
  },
  underWay: {
    en: 'The host was restarted at {time} and is still looking at itself.',
    fr: 'L’hôte a été redémarré à {time} et s’examine encore.',
  },
  underWayTodo: { en: 'Plan again in some minutes.', fr: 'Planifiez de nouveau dans quelques minutes.' },
} as const satisfies Readonly<Record<string, Text>>;

const folder = '/etc/systemd/system';

export const restartProof = defineStep({
  id: 'restart-proof',
  title: { en: 'Proof of a restart', fr: 'Preuve d’un redémarrage' },
  why: {
    en: 'A host that was never restarted may not come back after the next power cut. Better to see that in the maintenance window.',
    fr: 'Un hôte jamais redémarré peut ne pas revenir après la prochaine coupure de courant. Mieux vaut le voir pendant la plage de maintenance.',
  },
  controls: [],
  risk: 'restart',
  after: ['preflight'],
  needs: () => ({
    proof: restartProofFact,
    program: file(restartProgram),
    service: file(`${folder}/${restartService}`),
    check: file(`${folder}/${restartCheck}`),
    timer: file(`${folder}/${restartTimer}`),
  }),
  plan: ({ proof, program, service, check, timer }, target) => {
    const opening = windowOpening(target);
    if (opening === undefined) return { state: 'blocked', problems: [{ why: message(texts.noWindow), todo: message(texts.noWindowTodo) }] };
    if (proof.kind === 'restarting') {
      return {
        state: 'blocked',
        problems: [{ why: message(texts.underWay, { time: timeOf(proof.at) }), todo: message(texts.underWayTodo) }],
      };
    }
    const files = staleFiles(
      { path: restartProgram, now: program, content: restartScript(gatesOf(target)), mode: '755' },
      { path: `${folder}/${restartService}`, now: service, content: restartServiceFile, mode: '644' },
      { path: `${folder}/${restartCheck}`, now: check, content: restartCheckFile, mode: '644' },
      { path: `${folder}/${restartTimer}`, now: timer, content: restartTimerFile(opening.calendar), mode: '644' },
    );
    const notes = notesOf(proof);
    // A proof of fewer instances, or one planned for another window, is none.
    const isOfThis = files.count === 0 && (proof.kind === 'passed' || (proof.kind === 'planned' && proof.at !== undefined));
    if (isOfThis) return { state: 'already-so', notes };
    return {
      state: 'will-change',
      notes: proof.kind === 'failed' ? notes : [],
      changes: [
        { kind: 'words', message: message(texts.plan, { calendar: opening.calendar }) },
        { kind: 'words', message: message(texts.look) },
        ...files.changes,
      ],
      affects: [message(texts.away)],
      seconds: 5,
      change: all(
        ...files.write,
        writeFile({ path: restartRecord, content: 'state=planned\n', mode: '640', record: true }),
        run('systemctl', 'daemon-reload'),
        run('systemctl', 'enable', '--quiet', restartCheck, restartTimer),
        run('systemctl', 'restart', restartTimer),
      ),
      verify: snippet('verify', isPlanned, restartProgram, restartTimer, restartCheck),
      undo: all(
        snippet('stop', 'systemctl disable --quiet --now "$@" 2> /dev/null || :', restartTimer, restartCheck),
        ...files.restore,
        restoreFile(restartRecord),
        run('systemctl', 'daemon-reload'),
      ),
    };
  },
});

function gatesOf(target: Target): ReadonlyMap<string, Script> {
  const gates = instancesOn(target).flatMap((instance) => {
    const server = serverOf(target.manifest, instance);
    return server === undefined ? [] : [[instance.name, gateFor(instance, server, instance.dhis2Version ?? '', target)] as const];
  });
  return new Map(gates);
}

function notesOf(proof: RestartProof): readonly Message[] {
  switch (proof.kind) {
    case 'none':
    case 'restarting':
      return [];
    case 'planned':
      return proof.at === undefined ? [] : [message(texts.planned, { time: timeOf(proof.at) })];
    case 'passed':
      return [message(texts.passed, { time: timeOf(proof.at), services: proof.services })];
    case 'failed':
      return [message(texts.failed, { time: timeOf(proof.at), why: proof.why })];
  }
}

/** As everybody reads it, whatever the zone of the host. */
function timeOf(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

const isPlanned = `
bash -n "$1"
systemctl --quiet is-active "$2"
systemctl --quiet is-enabled "$2" "$3"
[ -n "$(systemctl show --property=NextElapseUSecRealtime --value "$2")" ]
`;
