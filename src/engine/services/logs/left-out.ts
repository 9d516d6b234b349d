import { AwsError } from '../../errors';

/** What the model leaves out is refused by name. */
export const notImplemented = (what: string) =>
  new AwsError('NotImplemented', `This model leaves this out: ${what}.`, 501);
