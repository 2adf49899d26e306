/** What a comment in a `dhis.conf` may ignore. */
import { confRules } from '../generated/conf-rules.ts';
import type { ConfRule } from '../rules/define-rule.ts';

/** By a call, because the rules are not where comments are completed (../parts.ts). */
export function ignorableRules(): readonly ConfRule[] {
  return confRules;
}
