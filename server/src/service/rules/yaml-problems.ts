/** What the YAML parser says of a text, told by the rules about such texts. */
import { message } from '../messages.ts';
import type { YamlPart, YamlProblemKind } from '../yaml/document.ts';
import type { Reporter } from './define-rule.ts';

export function reportYamlProblems(parts: readonly YamlPart[], report: Reporter<YamlProblemKind>): void {
  for (const { problems } of parts) {
    for (const { kind, span, args, related } of problems) {
      report({
        message: kind,
        span,
        ...(args === undefined ? {} : { args }),
        ...(related === undefined ? {} : { related: [{ span: related, message: message({ en: 'First here', fr: "D'abord ici" }) }] }),
      });
    }
  }
}
