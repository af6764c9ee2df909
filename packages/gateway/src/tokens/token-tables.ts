/** Tables of what lets programs in. */
export const tokenTables = '';
