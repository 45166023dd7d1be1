"""Official documents: HTML to PDF in the layout of GB/T 9704.

A package registers a `builders.Builder`; `actions.request_document` queues a paper, a Celery worker
builds it on the press, and anybody can check a printed one at `/verify/<number>/`.
"""
