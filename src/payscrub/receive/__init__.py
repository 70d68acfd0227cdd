"""The gate of the receiver: an HTTP service, an inbox and a mail filter that let through what the verifier accepts, and nothing else.

Whatever arrives is opened, read and judged in a worker process that can be killed (``workers``), never in the process that listens.
"""
