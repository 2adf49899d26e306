/** The order of logging in: agent and keys, keyboard-interactive, password; each only while the server offers it. */
import type { AnyAuthMethod, AuthenticationType, AuthHandlerMiddleware, KeyboardInteractiveAuthMethod } from 'ssh2';
import { OperationError } from '../errors.ts';
import type { LoginKeys } from './login-keys.ts';
import type { HostAddress, Prompter } from './transport.ts';

/** Secrets typed by the person in one login, over both methods; OpenSSH asks three times too. */
const maxTyped = 3;

export type Login = {
  readonly host: HostAddress;
  readonly keys: LoginKeys;
  readonly prompter: Prompter;
  readonly signal: AbortSignal;
  /** Runs a question while the connection's patience rests, one at a time. */
  asking<T>(question: () => Promise<T>): Promise<T>;
  fail(error: OperationError): void;
  log(line: string): void;
};

/** Called by ssh2 for each next attempt. It ends by `fail` and never by running out of methods in silence. */
export function createAuthHandler(login: Login): AuthHandlerMiddleware {
  const { host, keys, log } = login;
  const username = host.user;
  /** Keys after which the offer was asked for again. */
  const refreshed = new Set<number>();
  let nextKey = 0;
  let typed = 0;
  /** Set when the server asked something in the current keyboard-interactive attempt; many servers offer it and ask nothing. */
  let asked = true;

  const prompt = interactivePrompt(login, () => {
    asked = true;
    typed++;
  });

  async function step(offered: readonly AuthenticationType[]): Promise<AnyAuthMethod | undefined> {
    const last = keys.keys[nextKey - 1];
    const key = keys.keys[nextKey];
    // A key that was signed with and did not log us in was one of several factors. ssh2 does not pass on what the
    // server still wants after an agent's key, so ask again what is offered.
    if (last?.signed() === true && !refreshed.has(nextKey)) {
      refreshed.add(nextKey);
      return { type: 'none', username };
    }
    if (offered.includes('publickey') && key) {
      nextKey++;
      log(`login as ${username}: ${key.label}`);
      return { type: 'agent', username, agent: key.agent };
    }
    if (offered.includes('keyboard-interactive') && asked && typed < maxTyped) {
      asked = false;
      log(`login as ${username}: keyboard-interactive`);
      return { type: 'keyboard-interactive', username, prompt };
    }
    if (offered.includes('password') && typed < maxTyped) {
      const again = typed > 0;
      typed++;
      log(`login as ${username}: password`);
      const password = await login.asking(() => login.prompter.password({ host: host.name, user: username, again, signal: login.signal }));
      if (password === undefined) throw new OperationError('cancelled', host.name);
      return { type: 'password', username, password };
    }
    return undefined;
  }
  return (offered: readonly AuthenticationType[] | null, _partial, next) => {
    // A key that is at hand is offered before it is known what the server takes: asking is a way there and back, and
    // OpenSSH lets every refusal wait for 5 to 9 ms (auth2.c, ensure_minimum_time_since).
    if (offered === null && keys.keys[0]?.isAtHand !== true) {
      next({ type: 'none', username });
      return;
    }
    const methods = offered ?? ['publickey'];
    step(methods)
      .then((method) => (method ? next(method) : login.fail(refusal(login, methods, typed))))
      .catch((error: unknown) => login.fail(asOperationError(error, host.name)));
  };
}

/** Passes the server's questions on to the person, and each round of answers back. */
function interactivePrompt({ host, prompter, signal, asking, fail }: Login, onAsked: () => void): KeyboardInteractiveAuthMethod['prompt'] {
  return (title, instructions, _language, prompts, finish) => {
    onAsked();
    const texts = prompts.map(({ prompt, echo }) => ({ text: prompt, echo: echo === true }));
    asking(() => prompter.answers({ host: host.name, title, instructions, prompts: texts, signal }))
      .then((answers) => (answers ? finish([...answers]) : fail(new OperationError('cancelled', host.name))))
      .catch((error: unknown) => fail(asOperationError(error, host.name)));
  };
}

/** The most helpful reason: what kept a key from being tried comes before "refused". */
function refusal({ host, keys }: Login, offered: readonly AuthenticationType[], typed: number): OperationError {
  const user = host.user;
  const [locked] = keys.locked;
  const [unreadable] = keys.unreadable;
  if (typed === 0 && locked !== undefined) return new OperationError('identity-file-locked', host.name, { file: locked });
  if (typed === 0 && unreadable !== undefined) return new OperationError('identity-file-unreadable', host.name, { file: unreadable });
  if (typed === 0 && keys.keys.length === 0 && keys.agentProblem !== undefined) {
    return new OperationError('agent-unreachable', host.name, { agent: host.agent ?? '' });
  }
  return new OperationError('login-refused', host.name, { user, keys: keys.keys.length, methods: offered.join(', ') || '-' });
}

export function asOperationError(error: unknown, host: string): OperationError {
  if (error instanceof OperationError) return error;
  return new OperationError('protocol-error', host, {}, error);
}
