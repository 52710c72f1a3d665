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

const numbered = (module: string, names: string, first = 0, step = 1): [string, number][] =>
  names.split(' ').map((name, index) => [`${module}.${name}`, first + index * step])

const lower = 'abcdefghijklmnopqrstuvwxyz'

/** Constants of the standard library, of dateutil and of Django that choices and defaults are made of. */
export const constants: Readonly<Record<string, Json>> = {
  ...Object.fromEntries([
    ...numbered('logging', 'NOTSET DEBUG INFO WARNING ERROR CRITICAL', 0, 10),
    ...numbered('calendar', 'MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY'),
    ...numbered(
      'calendar',
      'JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER',
      1,
    ),
    ...numbered('dateutil.rrule', 'YEARLY MONTHLY WEEKLY DAILY HOURLY MINUTELY SECONDLY'),
    ...numbered('django.contrib.admin.models', 'ADDITION CHANGE DELETION', 1),
    ...numbered('django.contrib.messages.constants', 'DEBUG INFO', 10, 10),
    ...numbered('django.contrib.messages.constants', 'SUCCESS WARNING', 25, 5),
  ]),
  'django.contrib.messages.constants.ERROR': 40,
  'logging.WARN': 30,
  'logging.FATAL': 50,
  'string.ascii_lowercase': lower,
  'string.ascii_uppercase': lower.toUpperCase(),
  'string.ascii_letters': lower + lower.toUpperCase(),
  'string.digits': '0123456789',
  'string.hexdigits': '0123456789abcdefABCDEF',
  'string.punctuation': '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
  'math.pi': Math.PI,
  'math.e': Math.E,
  'django.db.models.constants.LOOKUP_SEP': '__',
  'django.db.models.fields.BLANK_CHOICE_DASH': [{ tuple: ['', '---------'] }],
  'django.core.validators.EMPTY_VALUES': [null, '', [], { tuple: [] }, {}],
}
