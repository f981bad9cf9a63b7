FROM python:3.11-slim-bookworm

# The fonts' cache goes where a read-only container may write
ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 XDG_CACHE_HOME=/tmp/cache

# What WeasyPrint draws PDF with
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*

RUN useradd --system --create-home --home-dir /srv/sig sig
WORKDIR /srv/sig/app

COPY requirements/run.txt requirements/run.txt
RUN pip install --disable-pip-version-check --require-hashes --requirement requirements/run.txt

COPY . .
# Settings want an address for everything; collecting static files asks none of them.
RUN SIG_SECRET_KEY=only-while-building \
    DATABASE_URL=postgresql://build/none DATABASE_CENTRAL_URL=postgresql://build/none REDIS_URL=redis://build \
    python manage.py collectstatic --noinput --verbosity 0

USER sig
EXPOSE 8000
# The log holds the path without its query: what somebody searched for belongs in no log.
CMD ["gunicorn", "sig.wsgi", "--bind=0.0.0.0:8000", "--workers=4", "--timeout=30", \
     "--worker-tmp-dir=/dev/shm", "--no-control-socket", "--access-logfile=-", \
     "--access-logformat=%(t)s %(m)s %(U)s %(s)s %(M)s ms"]
