/** A value that must not be seen: every way to print it gives dots. */

export const masked = '••••••';

export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** Only for what writes to a standard input. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return masked;
  }

  toJSON(): string {
    return masked;
  }

  /** For console.log and error messages of Node. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return masked;
  }
}
