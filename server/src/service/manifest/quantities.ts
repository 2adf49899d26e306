/** Sizes as manifests write them (`16 GiB`, `200 GB`), to bytes and back. The form is that of the schema. */
import { type Message, message, type Text } from '../messages.ts';
import { remembered } from '../text/remembered.ts';

const units: { readonly [unit: string]: number } = {
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
  TiB: 1024 ** 4,
  MB: 1000 ** 2,
  GB: 1000 ** 3,
  TB: 1000 ** 4,
};

/** Undefined for a text of another form. */
export function bytesOf(size: unknown): number | undefined {
  return typeof size === 'string' ? bytesIn(size) : undefined;
}

const bytesIn = /* @__PURE__ */ remembered((size): number | undefined => {
  const match = /^(\d+(?:\.\d+)?) ([KMGT]i?B)$/.exec(size);
  const unit = units[match?.[2] ?? ''];
  return match === null || unit === undefined ? undefined : Math.round(Number(match[1]) * unit);
});

const sizeText = {
  gibibytes: { en: '{n} GiB', fr: '{n} Gio' },
  mebibytes: { en: '{n} MiB', fr: '{n} Mio' },
  gigabytes: { en: '{n} GB', fr: '{n} Go' },
  terabytes: { en: '{n} TB', fr: '{n} To' },
  megabytes: { en: '{n} MB', fr: '{n} Mo' },
} as const satisfies Record<string, Text>;

/** Memory in powers of 1024, with one decimal at most. */
export function memoryInWords(bytes: number): Message {
  const [text, unit] = bytes >= 1024 ** 3 ? ([sizeText.gibibytes, 1024 ** 3] as const) : ([sizeText.mebibytes, 1024 ** 2] as const);
  return message(text, { n: rounded(bytes / unit) });
}

/** Disks in powers of 1000, with one decimal at most. */
export function diskInWords(bytes: number): Message {
  if (bytes >= 1000 ** 4) return message(sizeText.terabytes, { n: rounded(bytes / 1000 ** 4) });
  if (bytes >= 1000 ** 3) return message(sizeText.gigabytes, { n: rounded(bytes / 1000 ** 3) });
  return message(sizeText.megabytes, { n: rounded(bytes / 1000 ** 2) });
}

const rounded = (value: number): number => Math.round(value * 10) / 10;
