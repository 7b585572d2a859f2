"""Heaps: bids and candidates, the least at the root, and mentors by distance. Compiled.

Compiled code is kept by the file that calls: after a change here, touch the files that use it.
"""

from typing import Any

from numba import njit
from numpy.typing import NDArray

from matching.market import FAR, Paths


@njit(cache=True, nogil=True)
def sift(keys: NDArray[Any], items: NDArray[Any], base: int, size: int, key: Any, item: int, k: int) -> None:
    """Put a key at place k, the root is 0, of the min-heap keys[base : base + size]."""
    while 2 * k + 1 < size:
        c = 2 * k + 1
        if c + 1 < size and keys[base + c + 1] < keys[base + c]:
            c += 1
        if keys[base + c] >= key:
            break
        keys[base + k], items[base + k] = keys[base + c], items[base + c]
        k = c
    keys[base + k], items[base + k] = key, item


@njit(cache=True, nogil=True)
def nearer(paths: Paths, waiting: int, j: Any, distance: Any) -> int:
    """Put mentor j into the heap, or forward in it, at a smaller distance."""
    paths.distance[j] = distance
    k = paths.at[j]
    if k < 0:
        k = waiting
        waiting += 1
    while k > 0 and paths.distance[paths.heap[(k - 1) >> 1]] > distance:
        paths.heap[k] = paths.heap[(k - 1) >> 1]
        paths.at[paths.heap[k]] = k
        k = (k - 1) >> 1
    paths.heap[k] = j
    paths.at[j] = k
    return waiting


@njit(cache=True, nogil=True)
def nearest(paths: Paths, waiting: int) -> tuple[Any, int]:
    """Take the nearest mentor out of the heap."""
    top = paths.heap[0]
    paths.at[top] = -1
    waiting -= 1
    if waiting > 0:
        last = paths.heap[waiting]
        k = 0
        while 2 * k + 1 < waiting:
            c = 2 * k + 1
            if c + 1 < waiting and paths.distance[paths.heap[c + 1]] < paths.distance[paths.heap[c]]:
                c += 1
            if paths.distance[paths.heap[c]] >= paths.distance[last]:
                break
            paths.heap[k] = paths.heap[c]
            paths.at[paths.heap[k]] = k
            k = c
        paths.heap[k] = last
        paths.at[last] = k
    return top, waiting


@njit(cache=True, nogil=True)
def forget(paths: Paths, touched: int, waiting: int) -> None:
    for t in range(waiting):
        paths.at[paths.heap[t]] = -1
    for t in range(touched):
        paths.distance[paths.touched[t]] = FAR
