import type { FieldRule } from './field-rule.ts'

const models = 'django.db.models.'
const field = `${models}Field`

const geometry: FieldRule = { base: 'django.contrib.gis.db.models.fields.GeometryField' }

const continuousRange: FieldRule = { base: 'django.contrib.postgres.fields.ranges.ContinuousRangeField' }

const range: FieldRule = { base: 'django.contrib.postgres.fields.ranges.RangeField' }

/** The fields of django.contrib.postgres (fields and search.py) and django.contrib.gis, 3.2 to 6.0. */
export const contrib: Readonly<Record<string, FieldRule>> = {
  'django.contrib.postgres.fields.ArrayField': {
    base: field,
    positional: ['base_field', 'size'],
    own: { base_field: { when: 'always' }, size: { when: 'always' } },
    defaults: { size: null },
    noneOutSince: { size: [6, 0] },
  },
  'django.contrib.postgres.fields.hstore.HStoreField': { base: field },
  'django.contrib.postgres.fields.jsonb.JSONField': { base: `${models}JSONField` },
  'django.contrib.postgres.fields.ranges.RangeField': { base: field },
  'django.contrib.postgres.fields.ranges.ContinuousRangeField': {
    ...range,
    own: { default_bounds: { when: 'true' } },
    hidden: { default_bounds: '[)' },
  },
  'django.contrib.postgres.fields.ranges.IntegerRangeField': range,
  'django.contrib.postgres.fields.ranges.BigIntegerRangeField': range,
  'django.contrib.postgres.fields.ranges.FloatRangeField': range,
  'django.contrib.postgres.fields.ranges.DateRangeField': range,
  'django.contrib.postgres.fields.ranges.DecimalRangeField': continuousRange,
  'django.contrib.postgres.fields.ranges.DateTimeRangeField': continuousRange,
  'django.contrib.postgres.fields.citext.CICharField': { base: `${models}CharField` },
  'django.contrib.postgres.fields.citext.CIEmailField': { base: `${models}EmailField` },
  'django.contrib.postgres.fields.citext.CITextField': { base: `${models}TextField` },
  'django.contrib.postgres.search.SearchVectorField': { base: field },
  'django.contrib.postgres.search.SearchQueryField': { base: field },

  'django.contrib.gis.db.models.fields.BaseSpatialField': {
    base: field,
    positional: ['verbose_name', 'srid', 'spatial_index'],
    own: { srid: { when: 'always' }, spatial_index: { unless: true } },
    defaults: { srid: 4326 },
  },
  'django.contrib.gis.db.models.fields.GeometryField': {
    base: 'django.contrib.gis.db.models.fields.BaseSpatialField',
    positional: ['verbose_name', 'dim', 'geography'],
    own: {
      dim: { unless: 2 },
      geography: { unless: false },
      extent: { unless: { tuple: [-180, -90, 180, 90] } },
      tolerance: { unless: 0.05 },
    },
    attributes: { extent: '_extent', tolerance: '_tolerance' },
  },
  'django.contrib.gis.db.models.fields.PointField': geometry,
  'django.contrib.gis.db.models.fields.LineStringField': geometry,
  'django.contrib.gis.db.models.fields.PolygonField': geometry,
  'django.contrib.gis.db.models.fields.MultiPointField': geometry,
  'django.contrib.gis.db.models.fields.MultiLineStringField': geometry,
  'django.contrib.gis.db.models.fields.MultiPolygonField': geometry,
  'django.contrib.gis.db.models.fields.GeometryCollectionField': geometry,
  'django.contrib.gis.db.models.fields.RasterField': {
    base: 'django.contrib.gis.db.models.fields.BaseSpatialField',
  },
}
