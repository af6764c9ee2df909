import { type TokenListed, type TokenMade, tokenRoutes } from '@atelier/core/contract';
import { askOnce } from '../routes/ask-route.ts';
import type { AskedDoor } from '../routes/send-request.ts';

/** What a token is asked to be. */
export interface TokenAsked {
  readonly name: string;
  readonly scope: 'read' | 'all';
  readonly project: string | null;
  readonly days?: number | undefined;
  readonly keys: 'none' | 'pair';
}

/** A person's own tokens at the front door of a workspace. */
export interface TokenClient {
  list(): Promise<{ readonly person: string; readonly tokens: readonly TokenListed[] }>;
  make(token: TokenAsked): Promise<TokenMade>;
  end(id: string): Promise<void>;
}

/** Talk about the tokens of whoever has one. Throws as `apiClient` does. */
export function tokenClient(door: AskedDoor): TokenClient {
  return {
    list: () => askOnce(door, tokenRoutes.tokens, { params: {}, body: undefined }),
    make: (body) => askOnce(door, tokenRoutes.makeToken, { params: {}, body }),
    end: async (id) => void (await askOnce(door, tokenRoutes.endToken, { params: { id }, body: undefined })),
  };
}
