/** What is wrong with an address before the server has looked; null where nothing is. */
export const emailFault = (address: string): string | null => (/^\S+@\S+\.\S+$/.test(address) ? null : "Write an e-mail address, such as name@example.org.");
