import { afterAll } from 'vitest'

// Files of a worker share a window: each leaves it as it was.
afterAll(() => {
  document.body.replaceChildren()
  localStorage.clear()
  sessionStorage.clear()
})
