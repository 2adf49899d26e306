/** The public face of the operations engine: the only module other layers may import. */

export { draftOf } from './adopt/draft.ts';
export { type Drift, driftOf } from './adopt/drift.ts';
export { backupFolders, type Found, findOn } from './adopt/found.ts';
export { type FoundInstance, type Place, placesOf } from './adopt/instances.ts';
export { type JudgedDump, judgeDump, judgeDumps } from './adopt/judge.ts';
export { dumpWords } from './adopt/judged-report.ts';
export { foundMarkdown } from './adopt/report.ts';
export { evidenceMarkdown } from './backup-evidence.ts';
export { type BackupReport, reportBackups } from './backup-report.ts';
export { type TimelineOptions, type TimelineRow, timelineSvg } from './backup-timeline.ts';
export type { TroubleCode } from './backup-trouble-texts.ts';
export type { BackupTrouble } from './backup-troubles.ts';
export { isOperationError, OperationError, type OperationErrorCode, operationErrorCodes } from './errors.ts';
export { type BackupAttempt, type BackupSet, newestVerifiedSet } from './facts/backup-sets.ts';
export { type BackupJob, backupJobsOn } from './hosts/backups.ts';
export { type HostSurroundings, hostAddressFromManifest, type ManifestHost } from './hosts/from-manifest.ts';
export { knownHostsFiles } from './hosts/known-hosts-files.ts';
export { readHostSurroundings } from './hosts/ssh-surroundings.ts';
export { askRelated } from './installation.ts';
export { createJournal, type Journal, type JournalEntry } from './journal.ts';
export { type TailOptions, tailLog } from './logs/follow.ts';
export type { LogEvent, LogLines, LogSource } from './logs/log-source.ts';
export { printable } from './logs/printable.ts';
export { readMoment } from './moment.ts';
export { filesToSend, isSettled, type Plan, type Prepared, planHash, secretsToGive, stepsLeft } from './plan.ts';
export { comparePlans, type PlanDifference, readPlan, savePlan } from './plan-file.ts';
export { planHost } from './plan-host.ts';
export { planMarkdown, planText } from './plan-text.ts';
export { type PlaybookMode, playbookRecipe } from './playbook/recipe.ts';
export { type PlaybookSpec, readSpec as readPlaybookSpec } from './playbook/spec.ts';
export { recipes } from './recipes/recipes.ts';
export { askRestored, type RestoredBeside } from './restored-beside.ts';
export type { LinkEvent } from './run/attach.ts';
export { cancelRun } from './run/cancel.ts';
export { carryOut } from './run/carry-out.ts';
export { type ListedRun, listRuns } from './run/list.ts';
export type { Outcome, RunEvent, RunResult } from './run/run-events.ts';
export type { RunHead } from './run/run-head.ts';
export { isRunId, newRunId } from './run/run-id.ts';
export { type RunFiles, runFiles } from './run/run-request.ts';
export { leftMessage, reportText, resultMessage } from './run/run-text.ts';
export { planUndo, type UndoPlan, undoFiles } from './run/undo.ts';
export { type RunReport, watchRun } from './run/watch.ts';
export { Secret } from './secret.ts';
export { sendFile } from './send.ts';
export type { DumpToRestore, FileToSend, Recipe, SecretToGive, Target } from './step.ts';
export { isDumpPath } from './steps/parts/wanted-dump.ts';
export { describeError, errorTexts } from './texts.ts';
export { createElevatedTransport } from './transport/elevated.ts';
export { createSshTransport, type SshTransportOptions } from './transport/ssh.ts';
export type * from './transport/transport.ts';
export {
  type Compared,
  compareHostKey,
  fingerprintsIn,
  type HostTrust,
  lookAtHostKey,
  rememberHostKey,
  type TrustOptions,
} from './trust.ts';
