// Names beside what they name, so that none lies over another.

export interface Named { id: string; text: string; x: number; y: number; r: number }
export interface Label { id: string; text: string; x: number; y: number }
interface Box { x0: number; y0: number; x1: number; y1: number }

const meets = (a: Box, b: Box) => a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1

/** About how wide a text is drawn. */
export const widthOf = (text: string, size: number) => [...text].length * size * 0.56

/**
 * Finds places for names: above what they name, below, to its right or left; the first in the list have the choice, and one that would lie
 * over another name or leave the room is left out. A label's point is the middle of its foot.
 */
export function place(items: Named[], size: number, room: { width: number; height: number }): Label[] {
  const taken: Box[] = []
  const out: Label[] = []
  for (const item of items) {
    const w = widthOf(item.text, size)
    const gap = item.r + size * 0.25
    const feet = item.r
      ? [[item.x, item.y - gap], [item.x, item.y + gap + size * 0.8], [item.x + gap + w / 2, item.y + size * 0.35], [item.x - gap - w / 2, item.y + size * 0.35]]
      : [[item.x, item.y + size * 0.35], [item.x, item.y - size * 0.8], [item.x, item.y + size * 1.5]]
    for (const [x, y] of feet) {
      const box = { x0: x - w / 2 - 2, x1: x + w / 2 + 2, y0: y - size * 0.85, y1: y + size * 0.3 }
      if (box.x0 < 0 || box.x1 > room.width || box.y0 < 0 || box.y1 > room.height || taken.some((t) => meets(t, box))) continue
      taken.push(box)
      out.push({ id: item.id, text: item.text, x, y })
      break
    }
  }
  return out
}
