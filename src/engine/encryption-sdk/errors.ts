/** Why a message cannot be made or opened. The texts are this program's own. */
export class MessageError extends Error {
  override readonly name = 'MessageError';
}
