import { AwsError } from './errors';

/**
 * What a service that was called answers, or its refusal. Failures, and refusals for want of
 * capacity, are no answer: the request that led to the call ends by them, and its client tries again.
 */
export async function unlessRefused<T>(answer: Promise<T>): Promise<T | AwsError> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof AwsError) || error.statusCode >= 500) throw error;
    if (error.code === 'ThrottlingException') throw error;
    return error;
  }
}
