/** The account number AWS uses in its own examples. */
export const exampleAccount = '123456789012';
