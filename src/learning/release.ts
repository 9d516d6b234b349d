/** The version of this app, as its package has it: what was made with another one says so. */
export const release = '0.1.0';
