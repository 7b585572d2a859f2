"""Background work: due jobs are rows in the store, one thread runs them, each exactly once in effect.

A job's effect and its mark "done" are one transaction: after a crash it is either both or neither.
"""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta

from data import schedule as due_rows
from data.embeddings import state_of_profiles
from data.schedule import DueJob
from data.store import Store, StoreError, Transaction
from mentoring import clock, embeddings, reminders

Handler = Callable[[Transaction, DueJob], None]

HANDLERS: dict[str, Handler] = {
    "remind of request": reminders.remind_of_request,
    "expire request": reminders.expire_request,
}
_PAUSE = 5.0  # seconds between two looks at the table
_BATCH = 100
_MOST_ATTEMPTS = 5

_log = logging.getLogger(__name__)


def run_due(store: Store) -> int:
    """Run what is due now; the number of jobs that were done."""
    return sum(_run_one(store, job) for job in due_rows.due(store, clock.now(), _BATCH))


def _run_one(store: Store, job: DueJob) -> bool:
    def once(tx: Transaction) -> None:
        if due_rows.is_waiting(tx, job.id):
            HANDLERS[job.kind](tx, job)
            due_rows.set_done(tx, job.id)

    try:
        store.write(once)
    except Exception as fault:  # whatever a handler raises must not stop the other jobs
        _log.exception("due job %s (%s) failed", job.id, job.kind)
        again = clock.now() + timedelta(minutes=2**job.attempts) if job.attempts + 1 < _MOST_ATTEMPTS else None
        said = f"{type(fault).__name__}: {fault}"
        store.write(lambda tx: due_rows.set_fault(tx, job, said, again))
        return False
    return True


class Schedule:
    """The thread that runs due jobs until it is stopped."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._stopped = threading.Event()
        self._read_state: tuple[int, ...] = ()  # of the profiles when they were read last
        self._thread = threading.Thread(target=self._loop, name="schedule", daemon=True)

    def start(self) -> None:
        """From here on time passes, from MENTEO_CLOCK where the operator has set it."""
        clock.start_from_environment()
        self._thread.start()

    def _read(self) -> None:
        """Profiles that changed are read while nobody waits for them; a fault waits for the next change."""
        state = state_of_profiles(self._store)
        if state == self._read_state:
            return
        self._read_state = state
        try:
            for _ in embeddings.read_new(self._store):
                if self._stopped.is_set():
                    return
        except StoreError:
            raise
        except Exception:  # whatever an encoder raises must not stop the due jobs
            _log.exception("profiles were not read; who asks for suggestions waits for it")

    def stop(self) -> None:
        """Returns when the job, or the step of reading, under way has ended."""
        self._stopped.set()
        self._thread.join()

    def _loop(self) -> None:
        while not self._stopped.wait(_PAUSE):
            try:
                run_due(self._store)
                self._read()
            except StoreError:
                _log.exception("due jobs wait: the store does not answer")
