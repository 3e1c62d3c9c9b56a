// The filter that all pages share, kept in the address so that it can be sent and gone back to.
import type { Query } from './api'

export interface Filter { actor: string[]; place: string; predicate: string[]; stage: string[]; commodity: string; hedge: string[]; from: string; to: string; q: string }

const lists = ['actor', 'predicate', 'stage', 'hedge'] as const
const words = ['place', 'commodity', 'from', 'to', 'q'] as const

function read(): Filter {
  const at = new URLSearchParams(location.search)
  const one = (name: string) => at.get(name) ?? ''
  const many = (name: string) => at.getAll(name).filter(Boolean)
  return { actor: many('actor'), place: one('place'), predicate: many('predicate'), stage: many('stage'), commodity: one('commodity'), hedge: many('hedge'), from: one('from'), to: one('to'), q: one('q') }
}

export const filter = $state(read())

/** The filter as query parameters. */
export function query(): Query {
  const out: Query = {}
  for (const name of lists) if (filter[name].length) out[name] = [...filter[name]]
  for (const name of words) if (filter[name]) out[name] = filter[name]
  return out
}

/** Puts the filter, and what else a page keeps there, into the address. */
export function remember(more: Query = {}) {
  const at = new URLSearchParams(location.search)
  for (const name of [...lists, ...words, ...Object.keys(more)]) at.delete(name)
  for (const [name, value] of Object.entries({ ...query(), ...more })) {
    if (Array.isArray(value)) value.forEach((v) => at.append(name, v))
    else if (value !== undefined && value !== '') at.set(name, String(value))
  }
  const text = at.toString()
  history.replaceState(null, '', text ? '?' + text : location.pathname)
}

/** A value that a page keeps in the address. */
export const kept = (name: string, otherwise = '') => new URLSearchParams(location.search).get(name) ?? otherwise
