// What a page shows from the server: loading at first, kept while it is fetched again, or why it failed.
import { ref, shallowRef, watch, type WatchSource } from 'vue'

/**
 * Fetches now and whenever `asked` changes. An answer that was overtaken by a later question is dropped.
 * When the question changes, the old answer is taken off the screen; on `refetch` it stays until the new one is here.
 */
export function useFetched<Body, Asked>(asked: WatchSource<Asked>, fetch: (asked: Asked) => Promise<Body>) {
  const data = shallowRef<Body | null>(null)
  const error = shallowRef<unknown>(null)
  const loading = ref(false)
  let latest = 0
  let question!: Asked

  async function refetch() {
    const mine = ++latest
    loading.value = true
    try {
      const body = await fetch(question)
      if (mine !== latest) return
      data.value = body
      error.value = null
    } catch (failure) {
      if (mine === latest) error.value = failure
    } finally {
      if (mine === latest) loading.value = false
    }
  }

  watch(asked, (now) => {
    question = now
    data.value = null
    error.value = null
    void refetch()
  }, { immediate: true })

  return { data, error, loading, refetch }
}

// SPDX-License-Identifier: Apache-2.0
