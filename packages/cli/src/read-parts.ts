import { createGunzip } from 'node:zlib';
import { Problem } from '@atelier/problem';

/** More text than this comes out of no day's log that somebody looks into by hand. */
const mostBytes = 2 * 1024 ** 3;

/**
 * The text of a stream of bytes while it comes, unpacked where it is packed with gzip, as files of CloudTrail are.
 *
 * @throws Problem NotText, TooLarge
 */
export async function* readParts(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  let length = 0;
  for await (const part of await unpacked(bytes)) {
    if (length < 65_536 && part.includes(0)) throw notText();
    length += part.length;
    if (length > mostBytes) throw tooLarge();
    yield decoder.decode(part, { stream: true });
  }
  yield decoder.decode();
}

async function unpacked(bytes: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const parts = bytes[Symbol.asyncIterator]();
  const first = await parts.next();
  const whole = (async function* () {
    if (first.done !== true) yield first.value;
    for (let next = await parts.next(); next.done !== true; next = await parts.next()) yield next.value;
  })();
  const isPacked = first.done !== true && first.value[0] === 0x1f && first.value[1] === 0x8b;
  return isPacked ? unpack(whole) : whole;
}

async function* unpack(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  const feeding = (async () => {
    for await (const part of bytes)
      if (!gunzip.write(part)) await new Promise((resolve) => gunzip.once('drain', resolve));
    gunzip.end();
  })();
  feeding.catch((error: Error) => gunzip.destroy(error));
  try {
    for await (const part of gunzip) yield part as Uint8Array;
  } catch (error) {
    throw new Problem(
      {
        code: 'NotText',
        message: 'The input begins as a file packed with gzip, and cannot be unpacked to its end.',
        fix: 'Get the file again, or unpack it and give what comes out.',
        whose: 'yours',
        state: 'Nothing was changed.',
      },
      error,
    );
  } finally {
    gunzip.destroy();
  }
}

function notText(): Problem {
  return new Problem({
    code: 'NotText',
    message: 'The input is no text in UTF-8: it has zero bytes in it.',
    fix: 'Give records of CloudTrail as JSON, or a message as text.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}

function tooLarge(): Problem {
  return new Problem({
    code: 'TooLarge',
    message: `The input has more than ${mostBytes / 1024 ** 3} GiB of text.`,
    fix: 'Give the hours in which it was refused.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
