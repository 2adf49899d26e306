/**
 * Remembers what was judged of a thing that keystrokes elsewhere in a long file do not change. Since places move, a
 * judgement names entries rather than places, and is made a finding each time.
 */
export type Judgements<Thing extends object, Judgement> = (thing: Thing, circumstances: string, judge: () => Judgement) => Judgement;

export function createJudgements<Thing extends object, Judgement>(): Judgements<Thing, Judgement> {
  const known = new WeakMap<Thing, { readonly circumstances: string; readonly judgement: Judgement }>();
  return (thing, circumstances, judge) => {
    const before = known.get(thing);
    if (before?.circumstances === circumstances) return before.judgement;
    const judgement = judge();
    known.set(thing, { circumstances, judgement });
    return judgement;
  };
}
