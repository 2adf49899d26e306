/** A plan for a terminal and as Markdown. */
import type { Locale } from '@dhis2-hosting/server/service';
import type { Plan } from './plan.ts';
import { type PlanView, type StepView, viewPlan } from './plan-view.ts';

export function planText(plan: Plan, locale: Locale): string {
  const view = viewPlan(plan, locale, (text) => text);
  const steps = view.steps.map((step) => [step.heading, ...bodyOf(step).map((line) => `   ${line}`)].join('\n'));
  return `${[...headOf(view), ...steps].join('\n\n')}\n`;
}

function headOf({ title, lines }: PlanView): readonly string[] {
  return [title, lines.join('\n')];
}

function bodyOf(step: StepView): readonly string[] {
  const why = step.state === 'already-so' ? [] : [step.why];
  return [...why, ...step.lines.map((line) => `- ${line}`), ...step.patches.flatMap(({ text }) => text.split('\n'))];
}

/** What is so already is one line of the overview, and is told apart only when there is something to know about it. */
export function planMarkdown(plan: Plan, locale: Locale): string {
  const view = viewPlan(plan, locale, quoted);
  const { head, rows, settled } = view.overview;
  const isSo = ({ state }: StepView): boolean => state === 'already-so';
  const toDo = view.steps.filter((step) => !isSo(step)).map(section);
  const noted = view.steps.filter((step) => isSo(step) && step.lines.length > 0);
  const notes = noted.map(({ title, lines }) => `- **${title}**: ${lines.join(' ')}`);
  const table = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const end = notes.length === 0 ? [] : [`## ${settled}`, notes.join('\n')];
  return `${[`# ${view.title}`, view.lines.join('  \n'), table, ...toDo, ...end].join('\n\n')}\n`;
}

function section({ heading, why, lines, patches }: StepView): string {
  const list = lines.map((line) => `- ${line}`).join('\n');
  return [`## ${heading}`, why, ...(list === '' ? [] : [list]), ...patches.map(({ text }) => fenced(text))].join('\n\n');
}

/** Signs that Markdown or HTML would take for their own. */
function quoted(text: string): string {
  return text.replace(/[\\`*_{}[\]<>&#|~]/g, '\\$&');
}

function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}diff\n${text}\n${fence}`;
}
