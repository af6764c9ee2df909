/** Tables of how people sign in, and of who is signed in. */
export const signInTables = '';
