import type { Span } from '../findings.ts';
import type { PropertyEntry, PropertyText } from './ast.ts';

/**
 * A class for its getters: eight small objects for each line of a long file cost the collector more than reading the
 * file costs us. So an entry keeps four numbers and makes a span when it is asked for one.
 */
export class ParsedEntry implements PropertyEntry {
  private readonly start: number;
  private readonly keyEnd: number;
  private readonly valueStart: number;
  private readonly end: number;
  private readonly keyText: string;
  private readonly valueText: string;

  constructor(key: Span, keyText: string, value: Span, valueText: string) {
    this.start = key.start;
    this.keyEnd = key.end;
    this.valueStart = value.start;
    this.end = value.end;
    this.keyText = keyText;
    this.valueText = valueText;
  }

  get span(): Span {
    return { start: this.start, end: this.end };
  }

  get key(): PropertyText {
    return { span: { start: this.start, end: this.keyEnd }, cooked: this.keyText };
  }

  get separator(): Span {
    return { start: this.keyEnd, end: this.valueStart };
  }

  get value(): PropertyText {
    return { span: { start: this.valueStart, end: this.end }, cooked: this.valueText };
  }
}
