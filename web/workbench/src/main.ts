// Mounts the page that the server names. Without this script the server's own pages show the same claims as lists.
import { mount, type Component } from 'svelte'
import './workbench.css'

const pages: Record<string, () => Promise<{ default: Component }>> = {
  changes: () => import('./pages/Changes.svelte'),
  map: () => import('./pages/Map.svelte'),
  network: () => import('./pages/Network.svelte'),
  matrix: () => import('./pages/Matrix.svelte'),
  figures: () => import('./pages/Figures.svelte'),
  timeline: () => import('./pages/Timeline.svelte'),
  review: () => import('./pages/Review.svelte'),
  intake: () => import('./pages/Intake.svelte'),
}

const target = document.getElementById('workbench')
const page = pages[target?.dataset.page ?? '']
if (target && page) {
  const { default: Page } = await page()
  target.replaceChildren()
  mount(Page, { target })
}
