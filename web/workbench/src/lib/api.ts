// What the server answers: see /openapi.json.

export interface Span { start: number; end: number }
export interface Filler extends Span { entity?: string; type?: string; text: string }
export interface When { text: string; start: string | null; end: string | null }
export interface Quantity { value: number; max: number | null; bound: string | null; unit: string; per: string | null; text: string }
export interface Claim {
  id: string; document: string; predicate: string; roles: Record<string, Filler[]>; stage: string | null; commodity: string | null
  time: When | null; quantity: Quantity | null; hedge: string; certainty: string; polarity: string; novel: boolean
  evidence: Span & { quote: string }; why: string; confidence: number
}
export interface Entity { id: string; name: string; type: string; subtype: string | null; aliases: string[]; country: string | null; claims?: number }
export interface Report { id: string; source: string; title: string | null; publisher: string | null; published: string | null; url: string | null }
export interface Attribution { id: string; source: (Span & { entity?: string; text: string }) | null; sourceType: string }
export interface Finding { claim: Claim; sentence: string; chain: Attribution[]; entities: Record<string, Entity>; report: Report; corrections: string[] }
export interface Findings { claims: Finding[]; total: number; limit: number; offset: number; more: boolean }
export interface Tally { claims: number; documents: number; asserted: number; hedged: number; denied: number; first: string | null; last: string | null }
export interface PlaceCount extends Tally { place: string; name: string; geonames: string | null; subtype: string | null; country: string | null; lat: number; lon: number; predicate: string; stage: string | null }
export interface FlowCount extends Tally { from: string; to: string; names: [string, string]; start: [number, number]; end: [number, number]; commodity: string | null }
export interface Places { places: PlaceCount[]; flows: FlowCount[]; total: number; totalFlows: number }
export interface Matrix { cells: MatrixCell[]; agents: number; columns: number; offset: number }
export interface MatrixCell extends Tally { agent: string; agentName: string; column: string | null; columnName: string | null }
export interface Node { id: string; name: string; type: string; subtype: string | null; country: string | null; claims: number }
export interface Edge extends Tally { from: string; to: string; predicate: string }
export interface Network { nodes: Node[]; edges: Edge[]; more: boolean; total: number }
export interface Point { day: string; own: boolean; quantity: Quantity; claim: Finding }
export interface Series { subject: string; commodity: string | null; predicate: string; unit: string; per: string | null; points: Point[] }
export interface Event { day: string; own: boolean; claim: Finding }

export interface Change { id: string; change: string; at: string; claim: string; cluster: string; text: string; finding?: Finding }
export interface ReviewItem { finding: Finding; reasons: string[]; weight: number }
export interface Origin { source: string; sourceType: string; documents: string[]; paths: string[][] }
export interface Cluster { id: string; claims: string[]; documents: string[]; origins: Origin[]; contradicts: { cluster: string; how: string }[]; credibility: number; reason: string; first: string | null; last: string | null }
export interface Decision { id: string; at: string; by: string; verb: string; subjects: string[]; note: string; undone?: string }
/** What a correction says that a claim should say; all else stays as it was read. */
export interface Stated { predicate?: string; hedge?: string; polarity?: string; roles?: Record<string, { entity?: string; text?: string }[]> }
export interface Progress { input: string; state: string; document?: string; claims?: number; problem?: string }

/** Query parameters; a list stands for the parameter given again and again. */
export type Query = Record<string, string | number | string[] | undefined>

export function search(query: Query): string {
  const out = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value)) value.forEach((v) => v && out.append(name, v))
    else if (value !== undefined && value !== '') out.append(name, String(value))
  }
  const text = out.toString()
  return text ? '?' + text : ''
}

/** Asks the API. A failure is an Error in words for a person. */
export async function ask<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  let response: Response
  try {
    response = await fetch('/api' + path + search(query), { signal, headers: { Accept: 'application/json' } })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new Error('Cotejo does not answer. Is it still running?')
  }
  return answer<T>(response)
}

/** Sends the API something to keep: JSON, or a form. A failure is an Error in words for a person. */
export async function send<T>(path: string, body: unknown): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' }
  const token = sessionStorage.getItem('token')
  if (token) headers.Authorization = 'Bearer ' + token
  if (!(body instanceof FormData)) headers['Content-Type'] = 'application/json'
  let response: Response
  try {
    response = await fetch('/api' + path, { method: 'POST', headers, body: body instanceof FormData ? body : JSON.stringify(body) })
  } catch {
    throw new Error('Cotejo does not answer. Is it still running?')
  }
  return answer<T>(response)
}

async function answer<T>(response: Response): Promise<T> {
  if (response.ok) return (await response.json()) as T
  const problem = (await response.json().catch(() => ({}))) as { detail?: string; title?: string; errors?: { message: string }[] }
  throw new Error(problem.errors?.[0]?.message ?? problem.detail ?? problem.title ?? `The server answers ${response.status}.`)
}

/** The address of a claim in its report. */
export const claimAddress = (f: Finding) => `/document/${encodeURIComponent(f.claim.document)}#words-${encodeURIComponent(f.claim.id)}`

export const entityAddress = (id: string) => '/entity/' + encodeURIComponent(id)

/** How many of something, in words. */
export const count = (n: number, what: string) => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`

/** The hedges of what is put as so. */
export const assertedHedges = ['plain', 'known', 'said', 'admitted']

/** How a claim looks, by its hedge: put as so, hedged, denied, or left open. */
export const claimManner = (hedge: string) => (assertedHedges.includes(hedge) ? 'firm' : hedge === 'denied' ? 'denied' : ['planned', 'conditional'].includes(hedge) ? 'open' : 'soft')

/** How claims that are counted together look: as the surest of them. */
export const tallyManner = (t: Pick<Tally, 'asserted' | 'hedged'>) => (t.asserted ? 'firm' : t.hedged ? 'soft' : 'denied')
