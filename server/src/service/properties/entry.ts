import type { Span } from '../findings.ts';
import type { PropertyComment, PropertyEntry, PropertyText } from './ast.ts';

/**
 * A class for its getters: eight small objects for each line of a long file cost the collector more than reading the
 * file costs us. So an entry keeps four numbers and makes a span when it is asked for one.
 */
export class ParsedEntry implements PropertyEntry {
  private start: number;
  private keyEnd: number;
  private valueStart: number;
  private end: number;
  private keyText: string;
  private valueText: string;

  constructor(key: Span, keyText: string, value: Span, valueText: string) {
    this.start = key.start;
    this.keyEnd = key.end;
    this.valueStart = value.start;
    this.end = value.end;
    this.keyText = keyText;
    this.valueText = valueText;
  }

  /** For reparse.ts alone, which takes the entries of a text that is no more over into the next one. */
  moveBy(distance: number): void {
    this.start += distance;
    this.keyEnd += distance;
    this.valueStart += distance;
    this.end += distance;
  }

  /**
   * For reparse.ts alone: lets go of the text it was cut from. The engine makes slices that hold on to the whole text,
   * and an entry that outlives its text would keep two megabytes of a long file for each edited line.
   */
  copyTexts(): void {
    this.keyText = copyOf(this.keyText);
    this.valueText = copyOf(this.valueText);
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

/** A comment, with numbers for the same reason. */
export class ParsedComment implements PropertyComment {
  private start: number;
  private end: number;

  constructor(start: number, end: number) {
    this.start = start;
    this.end = end;
  }

  /** For reparse.ts alone. */
  moveBy(distance: number): void {
    this.start += distance;
    this.end += distance;
  }

  get span(): Span {
    return { start: this.start, end: this.end };
  }
}

const copyOf = (text: string) => ` ${text}`.slice(1);
