/** What the outside gives to the pure core. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { NamedConf } from './manifest/conf-addresses.ts';
import type { Locale } from './messages.ts';
import type { Settings } from './settings.ts';

/** A `.dhis2-lint.yaml`; without a text it is still to be made. */
export type SettingsFilePlace = { readonly uri: string; readonly text: string | undefined };

export type ServiceHost = {
  readonly locale: Locale;
  /** Settings in force for a document, read afresh at every request. */
  settings(uri: string): Settings;
  /** Address of a rule's page, for the link on its findings; undefined where there is none to open. */
  rulePage(rule: string): string | undefined;
  /** The manifest that names this `dhis.conf` and the version it runs with; absent where no manifest can be known. */
  namedConf?(uri: string): NamedConf | undefined;
  /**
   * The documents that are seen together with this one: the manifests of the installation and the `dhis.conf` files that
   * they name, or the hosts file and the files of variables of an inventory; the document itself included, those open in
   * an editor as they are typed. The same object for as long as a text stays the same, since each is read once. Undefined while
   * they cannot be known.
   */
  companions?(uri: string): readonly TextDocument[] | undefined;
  /** The local date as `2027-01-31`: what the clock of the user says. */
  today(): string;
  /** Minutes since midnight on the same clock: what is still to come today. */
  minuteOfDay(): number;
  /** The file that a setting for the document goes into; undefined where actions cannot change other files. */
  settingsFile?(uri: string): SettingsFilePlace | undefined;
  /** Bytes nobody can foresee, for secrets that an action generates; absent where no action is taken. */
  randomBytes?(count: number): Uint8Array;
  /** Whether the file is under version control, where a secret stays for good; absent where that cannot be known. */
  isTracked?(uri: string): boolean;
  /** Address of a file that a path names, if it exists on this machine; absent where there are no files to look for. */
  localFile?(path: string): string | undefined;
  /** A rule or feature that threw. The others go on. */
  onInternalError(where: string, error: unknown): void;
};

/** The day as a clock shows it, for `ServiceHost.today`; takes a `Date`, which only the edges may make. */
export function localDay(clock: { getFullYear(): number; getMonth(): number; getDate(): number }): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${clock.getFullYear()}-${two(clock.getMonth() + 1)}-${two(clock.getDate())}`;
}

/** For `ServiceHost.minuteOfDay`. */
export const localMinute = (clock: { getHours(): number; getMinutes(): number }): number => clock.getHours() * 60 + clock.getMinutes();
