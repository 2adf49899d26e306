/** The commands that reach hosts. Loaded when one of them is asked for. */
import { describeError, isOperationError } from '@dhis2-hosting/client/operations';
import { type ExitCode, exitCodes, type Operate, type OperationName } from '@dhis2-hosting/server/cli';
import { render } from '@dhis2-hosting/server/service';
import { adopt } from './commands/adopt.ts';
import { apply } from './commands/apply.ts';
import { atOnce } from './commands/at-once.ts';
import { attach } from './commands/attach.ts';
import { backups } from './commands/backups.ts';
import { plan } from './commands/plan.ts';
import { playbook } from './commands/playbook.ts';
import { restore } from './commands/restore.ts';
import { runs } from './commands/runs.ts';
import { trust } from './commands/trust.ts';
import { Refusal } from './refusal.ts';
import { openSession, type Session } from './session.ts';

const commands: { readonly [N in OperationName]: (session: Session) => Promise<ExitCode> } = {
  plan,
  apply,
  runs,
  attach,
  trust,
  backup: atOnce('back-up'),
  backups,
  restore,
  'restore-test': atOnce('test-restore'),
  adopt,
  playbook,
};

export const operate: Operate = async (name, args, io, locale) => {
  let session: Session | undefined;
  try {
    session = await openSession(args, io, locale);
    return await commands[name](session);
  } catch (error) {
    if (!(error instanceof Refusal) && !isOperationError(error)) throw error;
    io.stderr.write(`${error instanceof Refusal ? render(error.said, locale) : describeError(error, locale)}\n`);
    return exitCodes.cannotRun;
  } finally {
    await session?.transport.dispose();
  }
};
