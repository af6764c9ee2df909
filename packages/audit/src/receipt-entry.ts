/** One request that crossed a socket of a space, or a part of a websocket, written down when it is over. */
export interface ReceiptEntry {
  /** Id of the space, such as `july/sales`. */
  readonly space: string;
  /** Socket that the space sees, or `browser` for what was asked of the space itself. */
  readonly door: string;
  /** Name of the person who asked. */
  readonly who: string;
  readonly kind: 'request' | 'websocket';
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  /** 0: no answer was begun. */
  readonly status: number;
  /** Of the body, as far as it came; of a websocket, what came from its caller. */
  readonly requestBytes: number;
  /** Of the body, as far as it was sent; of a websocket, what was sent to its caller. */
  readonly answerBytes: number;
  /** SHA-256 of the request's body as far as it came, in hexadecimal; null where it had none, and for websockets. */
  readonly sha256: string | null;
  /** Whether it was let in; what was not has reached nothing. */
  readonly isPassedOn: boolean;
  /** Whether request and answer came to their ends; of a websocket, whether it is over. */
  readonly isWhole: boolean;
  readonly tookMillis: number;
}
