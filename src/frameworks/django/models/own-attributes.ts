import type { ClassValue, Origin, Value } from '../../../python/value.ts'
import type { DjangoContext } from '../context.ts'
import type { Doubt } from '../state/doubt.ts'
import { attributeKind, libraryClass } from './attribute-kind.ts'
import { contribution, type Contribution } from './contribution.ts'
import { recordsOf, type Records } from './history/records.ts'
import { isForeign } from './hidden-makers.ts'
import { withCompanions } from './library-effects.ts'
import { originOf } from './meta.ts'
import type { Declared } from './model-class.ts'

/** What the attributes that a model is made with are to Django. */
export class OwnAttributes {
  readonly fields = new Map<string, Declared>()
  readonly managers = new Map<string, Declared>()
  /** The options that attributes set on `_meta`. */
  readonly options = new Map<string, Value>()
  readonly doubts: Doubt[] = []
  /** See `ModelClass`. */
  readonly mayAdd = new Map<string, string>()
  makes: string | undefined
  readonly records: Records[] = []
  readonly #context: DjangoContext

  /** @param declared what stands in the class body, and what a metaclass made of it */
  constructor(model: ClassValue, declared: ReadonlyMap<string, Value>, context: DjangoContext) {
    this.#context = context
    if (model.decorators.some(isForeign))
      this.makes = `what decorates \`${model.name}\` may make another model of it`
    for (const [name, attribute] of declared) if (name !== 'Meta') this.#read(model, name, attribute)
  }

  #read(model: ClassValue, name: string, attribute: Value): void {
    const origin = originOf(model, name, attribute)
    const described = libraryClass(attribute, this.#context)
    if (described?.field?.unknown !== undefined)
      this.doubts.push({ aspect: 'fields', name, cause: described.field.unknown, origin })
    const records = recordsOf(name, attribute, origin, this.#context)
    if (records) this.records.push(records)
    else if (described?.makes !== undefined)
      this.makes = `\`${described.path}\` makes ${described.makes} for \`${model.name}\``
    const does = attribute.kind === 'call' ? contribution(attribute, name, model, this.#context) : undefined
    if (typeof does === 'string') this.#doubtMore(name, attribute, does, origin)
    else if (does) this.#contribute(does, origin)
    this.#add(name, attribute, origin)
  }

  /** An attribute that may do more to the model than to stand in it. */
  #doubtMore(name: string, attribute: Value, cause: string, origin: Origin): void {
    this.mayAdd.set(name, cause)
    if (attributeKind(attribute, this.#context) !== 'other') return
    this.makes ??= cause
    this.doubts.push({ aspect: 'options', cause, origin })
  }

  #contribute({ added, options }: Contribution, origin: Origin): void {
    for (const [option, value] of options) this.options.set(option, value)
    for (const [name, value] of added) this.#add(name, value, origin)
  }

  #add(name: string, value: Value, origin: Origin): void {
    const kind = attributeKind(value, this.#context)
    if (kind === 'other') return
    if (kind === 'field')
      for (const [each, field] of withCompanions(name, { value, origin }, this.#context))
        this.fields.set(each, field)
    else if (kind === 'manager') this.managers.set(name, { value, origin })
    // Django calls `contribute_to_class` of what is no field too: it may set options, as that of django-dbsettings does.
    else this.doubts.push({ aspect: 'fields', name, ...kind, origin }, { aspect: 'options', ...kind, origin })
  }
}
