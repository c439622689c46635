// At once the first time, then at most once in so many milliseconds; the last call is never lost.

export function throttled(act: () => void, wait: number) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let again = false

  function run() {
    again = false
    act()
    timer = setTimeout(() => {
      timer = undefined
      if (again) run()
    }, wait)
  }

  const call = () => {
    if (timer === undefined) run()
    else again = true
  }
  const stop = () => {
    clearTimeout(timer)
    timer = undefined
    again = false
  }
  return { call, stop }
}

// SPDX-License-Identifier: Apache-2.0
