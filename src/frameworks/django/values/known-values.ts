import type { Json } from '../library/library.ts'

/** Python's `re` flags as numbers (the documentation of `re.RegexFlag`). */
export const regexFlags: Readonly<Record<string, number>> = {
  're.TEMPLATE': 1,
  're.IGNORECASE': 2,
  're.LOCALE': 4,
  're.MULTILINE': 8,
  're.DOTALL': 16,
  're.UNICODE': 32,
  're.VERBOSE': 64,
  're.DEBUG': 128,
  're.ASCII': 256,
}

const pattern = (text: string): Json => ({ call: ['re.compile', [text], {}] })

const regexValidator = 'django.core.validators.RegexValidator'

/** Validators of Django that are objects, and what made them (django/core/validators.py, the same in 3.2 to 5.2). */
export const validators: Readonly<Record<string, Json>> = {
  'django.core.validators.integer_validator': {
    call: [regexValidator, [pattern('^-?\\d+\\Z')], { message: 'Enter a valid integer.', code: 'invalid' }],
  },
  'django.core.validators.validate_comma_separated_integer_list': {
    call: [
      regexValidator,
      [pattern('^\\d+(?:,\\d+)*\\Z')],
      { message: 'Enter only digits separated by commas.', code: 'invalid' },
    ],
  },
  'django.core.validators.validate_domain_name': {
    call: ['django.core.validators.DomainNameValidator', [], {}],
  },
  'django.core.validators.validate_email': { call: ['django.core.validators.EmailValidator', [], {}] },
  'django.core.validators.validate_slug': {
    call: [
      regexValidator,
      [
        pattern('^[-a-zA-Z0-9_]+\\Z'),
        'Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.',
        'invalid',
      ],
      {},
    ],
  },
  'django.core.validators.validate_unicode_slug': {
    call: [
      regexValidator,
      [
        pattern('^[-\\w]+\\Z'),
        'Enter a valid “slug” consisting of Unicode letters, numbers, underscores, or hyphens.',
        'invalid',
      ],
      {},
    ],
  },
}
