/** Where an instance's Tomcat writes, as the manifest says. */
export type LogSource = { readonly kind: 'unit'; readonly unit: string } | { readonly kind: 'file'; readonly path: string };

/** Lines that came. They are made of their bytes each time they are asked for: of a flood, a window shows the end. */
export type LogLines = {
  readonly count: number;
  readonly bytes: number;
  readonly lines: readonly string[];
};

/** What a tail tells its reader, in the order it happened. */
export type LogEvent =
  | ({ readonly kind: 'lines' } & LogLines)
  /** `state` is what the reader shows beside the lines: a quiet server and a broken link must not look alike. */
  | {
      readonly kind: 'state';
      readonly state: 'connecting' | 'live' | 'reconnecting' | 'ended';
      /** Technical words of the reason, for the log. */
      readonly detail?: string;
      /** Milliseconds until the next attempt, while reconnecting. */
      readonly retryIn?: number;
    }
  | { readonly kind: 'rotated' }
  /** Lines that this side did not keep because the reader was slower than the log. */
  | { readonly kind: 'dropped'; readonly lines: number }
  /** Bytes that may be missing: the file was truncated in place, or its rotated part is gone. */
  | { readonly kind: 'gap' };
