/**
 * Where Django defines what its packages export: the module that `__module__` names, and that migrations write
 * (`__init__.py` of each package in Django 3.2 to 5.2). What `django.db.models` itself is in the path that a class
 * deconstructs to stands under `''`.
 */
export const exported: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'django.db.models': {
    '': 'AutoField BigAutoField BigIntegerField BinaryField BooleanField CharField CommaSeparatedIntegerField CompositePrimaryKey DateField DateTimeField DecimalField DurationField EmailField Field FileField FilePathField FloatField ForeignKey ForeignObject GeneratedField GenericIPAddressField IPAddressField ImageField IntegerField JSONField ManyToManyField NullBooleanField OneToOneField OrderWrt PositiveBigIntegerField PositiveIntegerField PositiveSmallIntegerField SlugField SmallAutoField SmallIntegerField TextField TimeField URLField UUIDField Index CheckConstraint UniqueConstraint BaseConstraint Q F Func Value ExpressionWrapper When Case OrderBy SET Model Choices TextChoices IntegerChoices',
    aggregates: 'Aggregate Avg Count Max Min StdDev Sum Variance',
    constraints: 'Deferrable',
    deletion: 'CASCADE DO_NOTHING PROTECT ProtectedError RESTRICT RestrictedError SET_DEFAULT SET_NULL',
    expressions:
      'Exists Expression ExpressionList OuterRef RowRange Subquery ValueRange Window WindowFrame WindowFrameExclusion CombinedExpression NegatedExpression RawSQL Combinable Star Ref Col',
    fields: 'NOT_PROVIDED',
    'fields.reverse_related': 'ForeignObjectRel ManyToManyRel ManyToOneRel OneToOneRel',
    lookups: 'Lookup Transform',
    manager: 'BaseManager EmptyManager Manager',
    query: 'Prefetch QuerySet',
    query_utils: 'FilteredRelation',
  },
  'django.db.models.functions': {
    comparison: 'Cast Coalesce Collate Greatest Least NullIf',
    json: 'JSONArray JSONObject',
    datetime:
      'Extract ExtractDay ExtractHour ExtractIsoWeekDay ExtractIsoYear ExtractMinute ExtractMonth ExtractQuarter ExtractSecond ExtractWeek ExtractWeekDay ExtractYear Now Trunc TruncDate TruncDay TruncHour TruncMinute TruncMonth TruncQuarter TruncSecond TruncTime TruncWeek TruncYear',
    math: 'ACos ASin ATan ATan2 Abs Ceil Cos Cot Degrees Exp Floor Ln Log Mod Pi Power Radians Random Round Sign Sin Sqrt Tan',
    text: 'Chr Concat ConcatPair LPad LTrim Left Length Lower MD5 Ord RPad RTrim Repeat Replace Reverse Right SHA1 SHA224 SHA256 SHA384 SHA512 StrIndex Substr Trim Upper',
    window: 'CumeDist DenseRank FirstValue Lag LastValue Lead NthValue Ntile PercentRank Rank RowNumber',
    uuid: 'UUID4 UUID7',
  },
  'django.contrib.postgres.fields': {
    '': 'ArrayField',
    citext: 'CICharField CIEmailField CIText CITextField',
    hstore: 'HStoreField',
    jsonb: 'JSONField JsonAdapter',
    ranges:
      'BigIntegerRangeField ContinuousRangeField DateRangeField DateTimeRangeField DecimalRangeField FloatRangeField IntegerRangeField RangeBoundary RangeField RangeOperators',
  },
  'django.contrib.gis.db.models': {
    fields:
      'GeometryCollectionField GeometryField LineStringField MultiLineStringField MultiPointField MultiPolygonField PointField PolygonField RasterField',
    aggregates: 'Collect Extent Extent3D MakeLine Union',
  },
  // Written with the short path: `@deconstructible(path=…)`.
  'django.core.files.storage': {
    '': 'FileSystemStorage InMemoryStorage DefaultStorage default_storage storages get_storage_class',
    base: 'Storage',
  },
  'django.db.migrations': {
    '': 'AddConstraint AddField AddIndex AlterConstraint AlterField AlterIndexTogether AlterModelManagers AlterModelOptions AlterModelTable AlterModelTableComment AlterOrderWithRespectTo AlterUniqueTogether CreateModel DeleteModel RemoveConstraint RemoveField RemoveIndex RenameField RenameIndex RenameModel RunPython RunSQL SeparateDatabaseAndState Migration',
  },
}

/** Names that Django or Python knows by another path than the one where they are defined, or knew in older releases. */
export const renamed: Readonly<Record<string, string>> = {
  'django.utils.timezone.utc': 'datetime.timezone.utc',
  'django.utils.timezone.timedelta': 'datetime.timedelta',
  'django.utils.timezone.datetime': 'datetime.datetime',
  'json.JSONDecoder': 'json.decoder.JSONDecoder',
  'json.JSONEncoder': 'json.encoder.JSONEncoder',
  'datetime.UTC': 'datetime.timezone.utc',
  'pytz.UTC': 'datetime.timezone.utc',
  'pytz.utc': 'datetime.timezone.utc',
  'django.utils.encoding.force_text': 'django.utils.encoding.force_str',
  'django.utils.encoding.smart_text': 'django.utils.encoding.smart_str',
  'django.utils.text.format_lazy': 'django.utils.text.format_lazy',
  'django.contrib.auth.models.UnicodeUsernameValidator':
    'django.contrib.auth.validators.UnicodeUsernameValidator',
  'django.contrib.auth.models.ASCIIUsernameValidator':
    'django.contrib.auth.validators.ASCIIUsernameValidator',
  'django.contrib.auth.get_user_model': 'django.contrib.auth.get_user_model',
  'django.conf.global_settings.AUTH_USER_MODEL': 'django.conf.settings.AUTH_USER_MODEL',
  're.I': 're.IGNORECASE',
  're.M': 're.MULTILINE',
  're.S': 're.DOTALL',
  're.X': 're.VERBOSE',
  're.A': 're.ASCII',
  're.U': 're.UNICODE',
  're.L': 're.LOCALE',
  're._compiler.compile': 're.compile',
  '_decimal.Decimal': 'decimal.Decimal',
  'collections.abc.Callable': 'typing.Callable',
}
