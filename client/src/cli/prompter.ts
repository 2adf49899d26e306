/** Everything that SSH and sudo need of the person, asked on the terminal. */
import { type Prompter, printable } from '@dhis2-hosting/client/operations';
import type { Message, Text } from '@dhis2-hosting/server/service';
import type { Terminal } from './terminal.ts';
import { prompts } from './texts.ts';

export function createPrompter(terminal: Terminal, say: (text: Text, args?: Message['args']) => string): Prompter {
  const secret = (again: boolean, question: string, signal: AbortSignal) =>
    terminal.ask(`${again ? `${say(prompts.again)} ` : ''}${question}`, { hidden: true, signal });
  return {
    password: ({ host, user, again, signal }) => secret(again, say(prompts.password, { host, user }), signal),
    passphrase: ({ identityFile, again, signal }) => secret(again, say(prompts.passphrase, { file: identityFile }), signal),
    sudoPassword: ({ host, user, again, signal }) => secret(again, say(prompts.sudo, { host, user }), signal),
    answers: async ({ host, title, instructions, prompts: asked, signal }) => {
      const answers: string[] = [];
      for (const { text, echo } of asked) {
        // The words of a server are shown with its name, so that they cannot pass for ours.
        const words = [title, instructions, text]
          .filter((part) => part !== '')
          .map(printable)
          .join('\n');
        const answer = await terminal.ask(`[${host}] ${words}`, { hidden: !echo, signal });
        if (answer === undefined) return undefined;
        answers.push(answer);
      }
      return answers;
    },
    trustNewHostKey: ({ host, address, keyType, fingerprint, signal }) =>
      terminal.agrees(say(prompts.newKey, { host, address, keyType, fingerprint }), signal),
  };
}
