/** What commands work with; built in activate.ts. */
import type { Locale } from '@dhis2-hosting/server/service';
import type * as vscode from 'vscode';
import type { Timeline } from '../backups/timeline.ts';
import type { ManifestFiles } from '../inventory/manifest-files.ts';
import type { LanguageServer } from '../language-client/language-server.ts';
import type { Maps } from '../map/maps.ts';
import type { Reports } from '../reports/reports.ts';
import type { PlanPages } from '../runs/plan-pages.ts';
import type { RunChannels } from '../runs/run-channels.ts';
import type { RunStates } from '../runs/run-states.ts';
import type { Runs } from '../runs/runs.ts';
import type { Remote } from '../sessions/remote.ts';
import type { SessionStates } from '../sessions/session-states.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Say } from '../texts.ts';
import type { ShowFailure } from '../ui/failure.ts';
import type { LogChannels } from '../ui/log-channels.ts';

/** What they are made of, besides what belongs to SSH. */
export type HostServiceParts = {
  readonly states: SessionStates;
  readonly runStates: RunStates;
  readonly say: Say;
  /** A folder of the extension's own on this machine. */
  readonly storage: vscode.Uri;
  readonly secrets: vscode.SecretStorage;
};

/** Everything that reaches hosts; the browser has none of it. */
export type HostServices = {
  readonly sessions: Sessions;
  readonly remote: Remote;
  readonly runs: Runs;
  /** Of the editor. */
  readonly secrets: vscode.SecretStorage;
  readonly runChannels: RunChannels;
  readonly planPages: PlanPages;
  readonly channels: LogChannels;
  readonly sshLog: vscode.LogOutputChannel;
  readonly showFailure: ShowFailure;
  /** Aborts when the window closes: runs go on without it. */
  readonly closing: AbortSignal;
  close(): void;
};

export type CommandServices = {
  readonly say: Say;
  readonly locale: Locale;
  readonly manifests: ManifestFiles;
  readonly states: SessionStates;
  readonly server: LanguageServer;
  readonly reports: Reports;
  readonly maps: Maps;
  readonly runStates: RunStates;
  readonly timeline: Timeline | undefined;
  readonly hosts: HostServices | undefined;
};

/** Runs one command; the argument is a tree node, an id or nothing. */
export type Handler = (argument?: unknown) => Promise<void>;

export type HostCommandServices = CommandServices & { readonly hosts: HostServices };
