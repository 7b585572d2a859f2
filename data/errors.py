"""What can go wrong with the store, each in one sentence for the operator."""


class StoreError(Exception):
    """The store cannot do what was asked."""


class StoreBusy(StoreError):
    """Another process has the file open."""


class StoreClosed(StoreError):
    """The store is closed."""


class StoreTimeout(StoreError):
    """The writer did not answer in time; the job may still be done later."""


class WriterDead(StoreError):
    """The writer has stopped; nothing can be written until the program is started again."""
