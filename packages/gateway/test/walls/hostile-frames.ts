import { deflateRawSync } from 'node:zlib';

/** Bytes that somebody sends once they have a websocket, in place of the frames that a server expects. */
export interface HostileFrames {
  /** Also what each is called, for a test that fails. */
  next(): { readonly kind: string; readonly bytes: Buffer };
}

const opcodes = { more: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;
/** As RFC 6455, 5.2 has it: final, and the three bits that no extension of ours gives a meaning. */
const [final, compressed, reserved, mask] = [0x80, 0x40, 0x30, 0x80];

interface FrameForm {
  readonly first: number;
  readonly payload: Buffer;
  /** Said in its head; left out: the payload's. */
  readonly length?: bigint;
  readonly masked?: 'not' | 'with zeros';
}

/** A frame, right or wrong; lengths always in their longest form where one is given. */
function frame({ first, payload, length, masked }: FrameForm): Buffer {
  const isMasked = masked === 'not' ? 0 : mask;
  const head = length === undefined && payload.length < 126 ? Buffer.of(first, isMasked | payload.length) : undefined;
  const long = Buffer.alloc(10);
  long[0] = first;
  long[1] = isMasked | 127;
  long.writeBigUInt64BE(length ?? BigInt(payload.length), 2);
  if (masked === 'not') return Buffer.concat([head ?? long, payload]);
  const key = masked === 'with zeros' ? Buffer.alloc(4) : Buffer.of(1, 2, 3, 4);
  return Buffer.concat([head ?? long, key, payload.map((byte, index) => byte ^ (key[index % 4] ?? 0))]);
}

/** A few kilobytes that are many megabytes once they are let out. */
const bomb = deflateRawSync(Buffer.alloc(16 * 2 ** 20));
const request = 'POST /projects/beta/sql HTTP/1.1\r\nHost: localhost\r\nAtelier-Person: admin.beta\r\n\r\n';

/** @param random numbers from 0 to below 1 */
export function hostileFrames(random: () => number): HostileFrames {
  const below = (most: number) => Math.floor(random() * most);
  const noise = (most: number) => Buffer.from(Array.from({ length: below(most) }, () => below(256)));
  const text = (first: number, payload = noise(100)) => frame({ first, payload });
  const kinds: Readonly<Record<string, () => Buffer>> = {
    'no mask': () => frame({ first: final | opcodes.text, payload: noise(200), masked: 'not' }),
    'a mask of zeros': () => frame({ first: final | opcodes.text, payload: noise(200), masked: 'with zeros' }),
    'half a mask': () => Buffer.of(final | opcodes.text, mask | 5, 1, 2),
    'longer than it is': () => frame({ first: final | opcodes.text, payload: noise(200), length: 2n ** 40n }),
    'longer than there are numbers': () =>
      frame({ first: final | opcodes.text, payload: noise(50), length: 2n ** 63n }),
    'shorter than it is': () => frame({ first: final | opcodes.text, payload: noise(200), length: 3n }),
    'a short length in a long form': () => frame({ first: final | opcodes.text, payload: noise(3), length: 2n }),
    'much at once': () => frame({ first: final | opcodes.binary, payload: Buffer.alloc(256 * 1024, below(256)) }),
    'a control frame in parts': () => Buffer.concat([text(opcodes.ping), text(opcodes.close), text(opcodes.more)]),
    'a long control frame': () => text(final | opcodes.ping, Buffer.alloc(4000)),
    'a message that never ends': () => Buffer.concat([text(opcodes.text), ...Array(200).fill(text(opcodes.more))]),
    'a message within another': () => Buffer.concat([text(opcodes.text), text(opcodes.text), text(final)]),
    'the rest of nothing': () => text(final | opcodes.more),
    'opcodes that are none': () => text(final | (3 + below(5)) | (below(2) * 8)),
    'bits that are reserved': () => text(final | reserved | opcodes.text),
    'compressed, and nobody agreed': () => text(final | compressed | opcodes.text),
    'a bomb': () => text(final | compressed | opcodes.text, bomb),
    'a bomb in parts': () => Buffer.concat([text(compressed | opcodes.text, bomb), text(final | opcodes.more, bomb)]),
    'a close that says too much': () => text(final | opcodes.close, noise(125)),
    'a close of one byte': () => text(final | opcodes.close, Buffer.of(3)),
    'frames after the close': () => Buffer.concat([text(final | opcodes.close, Buffer.of(3, 232)), text(final | 1)]),
    'text that is none': () => text(final | opcodes.text, Buffer.of(0xc3, 0x28, 0xff, 0xed, 0xa0, 0x80)),
    'many pings': () => Buffer.concat(Array(500).fill(text(final | opcodes.ping, Buffer.alloc(0)))),
    'another request': () => Buffer.from(request),
    'another upgrade': () =>
      Buffer.from(request.replace('\r\n\r\n', '\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')),
    'a later protocol': () => Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
    noise: () => noise(3000),
    nothing: () => Buffer.alloc(0),
  };
  const names = Object.keys(kinds);
  return {
    next: () => {
      const kind = names[below(names.length)] as string;
      return { kind, bytes: (kinds[kind] as () => Buffer)() };
    },
  };
}
