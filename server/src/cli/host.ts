/** The service host of the command line: settings from the arguments, problems for the standard error. */
import { defaultSettings, type Locale, localDay, type Message, message, type ServiceHost } from '#service/index.ts';
import { texts } from './texts.ts';

export function createHost(locale: Locale, dhis2Version: string, complain: (problem: Message) => void): ServiceHost {
  const settings = { ...defaultSettings, dhis2Version };
  const told = new Set<string>();
  return {
    locale,
    settings: () => settings,
    rulePage: (rule) => rulePage(rule, locale),
    today: () => localDay(new Date()),
    onInternalError(where, error) {
      // The message of an error may quote the text of the file, passwords included: only its kind is told.
      const name = error instanceof Error ? error.name : typeof error;
      if (told.has(`${where} ${name}`)) return;
      told.add(`${where} ${name}`);
      complain(message(texts.internalError, { where, name }));
    },
  };
}

/** Page of a rule in the documentation of the product. */
export function rulePage(rule: string, locale: Locale): string {
  return `docs/rules/${rule}${locale === 'en' ? '' : `.${locale}`}.md`;
}
