import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

// tsc holds the types; ESLint only looks for what tsc cannot see.
export default ts.config(
  { ignores: ['dist', 'node_modules', '.bench', '.server', 'test-results', '**/*.gen.*'] },
  // Code that runs in AWS Lambda, not here.
  { ignores: ['src/functions/templates/*.mjs'] },
  {
    files: ['**/*.{js,mjs,ts,svelte}'],
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parser: ts.parser,
      parserOptions: {
        projectService: { allowDefaultProject: ['eslint.config.js', 'svelte.config.js'] },
        extraFileExtensions: ['.svelte'],
      },
    },
    plugins: { '@typescript-eslint': ts.plugin },
    rules: {
      'no-console': 'error',
      'no-debugger': 'error',
      eqeqeq: 'error',
      'prefer-const': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      // What is named to be left out of a copy is used by that.
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  ...svelte.configs['flat/recommended'],
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  { files: ['**/*.mjs', 'tests/bench/**'], rules: { 'no-console': 'off' } },
  // Props are declared with let, whether or not the component writes to them.
  { files: ['**/*.svelte'], rules: { 'prefer-const': 'off', 'svelte/prefer-const': 'error' } },
);
