/** Where a caller is: outside of every network of the account, or behind a VPC endpoint. */
export type Whereabouts = 'outside' | { readonly endpoint: string };
