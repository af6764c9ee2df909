import { isUtf8 } from 'node:buffer';
import type { Source, Unreadable } from './source.ts';
import { positionIn } from './source-positions.ts';

/** The characters of a file in UTF-8, or the first place that is no text. */
export function decodeText(bytes: Uint8Array, { file, folder }: Omit<Source, 'text'>): Source | Unreadable {
  const text = new TextDecoder('utf-8').decode(bytes);
  const wrong = firstWrong(text, bytes);
  if (wrong === undefined) return { file, folder, text };
  return {
    file,
    place: positionIn(text, wrong),
    code: 'NotText',
    message: `${file} is not a text in UTF-8: this is the first character that cannot be read.`,
    fix: 'Save the file as UTF-8, without control characters.',
  };
}

function firstWrong(text: string, bytes: Uint8Array): number | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const first = text.search(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/);
  return first < 0 || (text[first] === '\ufffd' && isUtf8(bytes)) ? undefined : first;
}
