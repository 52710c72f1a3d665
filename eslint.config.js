import * as parser from '@typescript-eslint/parser'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

/** Who may import whom is held by test/architecture.test.ts; how code is laid out, by Prettier. */
export default defineConfig(
  globalIgnores(['dist/', 'fixtures/', '.conformance/', 'coverage/', '**/recorded/', 'test/built/consumer/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-param-reassign': 'error',
      'default-case-last': 'error',
      'no-control-regex': 'error',

      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],

      // `env['NAME']` says that the key is data, `env.NAME` that it is known: both are meant.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      // A string is spread into code points, which is what Python's own strings are made of.
      '@typescript-eslint/no-misused-spread': ['error', { allow: [{ from: 'lib', name: 'string' }] }],
      // `!` after an index or a `get` says "there, by what was just checked": noUncheckedIndexedAccess cannot see it.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // `type` and `interface` are chosen by what reads best.
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      // Interfaces are written with methods, and what implements them are plain objects without a `this`.
      '@typescript-eslint/unbound-method': 'off',
      // A parameter that only a generic signature names carries a type from the caller to the callee.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // `||` is meant where an empty string counts as absent.
      '@typescript-eslint/prefer-nullish-coalescing': 'off',
    },
  },
  {
    // The kinds of nodes are typed as an enumeration of a package that is not there when the program runs.
    files: ['src/typescript/*.ts', 'src/frameworks/typeorm/*.ts'],
    rules: { '@typescript-eslint/no-unsafe-enum-comparison': 'off' },
  },
  {
    // Tests look into untyped output (JSON, YAML) and hand out stubs.
    files: ['test/**/*.ts'],
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
)
