"""Prometheus metrics: how much, how fast, how often refused. Labels are routes and codes; no id, no name, no organisation."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

REGISTRY = CollectorRegistry()
REQUESTS = Counter("amana_requests", "Pages and API calls answered", ["route", "method", "status"], registry=REGISTRY)
SECONDS = Histogram(
    "amana_request_seconds", "Time to answer", ["route"], buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10), registry=REGISTRY
)
JOBS_WAITING = Gauge("amana_jobs_waiting", "Jobs that wait for a worker", registry=REGISTRY)
AUDIT_SIZE = Gauge("amana_audit_entries", "Entries in the audit log", registry=REGISTRY)


def count_from_memory(status: int) -> None:
    """Count an answer of the public face that no view was asked for."""
    REQUESTS.labels("public/ from memory", "GET", status).inc()


@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer a scrape, to this machine only: the proxy must not pass this path on (docs/how-to/run-a-node.md)."""
    if request.META.get("REMOTE_ADDR") not in ("127.0.0.1", "::1", "") or "HTTP_X_FORWARDED_FOR" in request.META:
        return HttpResponse(status=404)
    from amana.kernel.audit.models import AuditHead
    from amana.kernel.jobs.models import Job, JobState

    JOBS_WAITING.set(Job.objects.filter(state=JobState.WAITING).count())
    head = AuditHead.objects.first()
    AUDIT_SIZE.set(head.size if head else 0)
    return HttpResponse(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)


@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and the key store is open, else 503; says nothing else."""
    from django.db import DatabaseError, connection

    from amana.kernel.sealed.keystore import is_unlocked

    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
        healthy = is_unlocked()
    except DatabaseError:
        healthy = False
    return HttpResponse("ok" if healthy else "unavailable", status=200 if healthy else 503, content_type="text/plain")
