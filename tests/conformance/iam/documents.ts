const version = '2012-10-17';

/** A policy that allows one action on everything. */
export const allow = (Action: string) =>
  JSON.stringify({ Version: version, Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });

/** A trust policy that lets an account in. */
export const trust = JSON.stringify({
  Version: version,
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: '123456789012' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
    },
  ],
});

/** A policy of AWS's own. */
export const boundary = 'arn:aws:iam::aws:policy/AdministratorAccess';
