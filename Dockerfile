# The series is pinned, its patch releases come with each build; a bureau with a registry of its own pins a digest:
# docker compose build --build-arg BASE=...
ARG BASE=python:3.11-slim-bookworm
FROM ${BASE}

# Pango draws the letters.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /portal
COPY requirements/base.txt requirements/
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements/base.txt
COPY . .
# Static files are gathered as a portal with services gathers them, compressed; nothing is connected to.
# The number of the user stays: files of an earlier version belong to it. The code is root's, and nothing writes there.
RUN python -m tools.messages compile \
    && VAR_DIR=/tmp/build DATABASE_URL=postgresql:// SECRET_KEY=only-while-this-is-built \
       python manage.py collectstatic --noinput -i ninja \
    && rm -rf /tmp/build \
    && useradd --system --uid 999 portal \
    && install -d -o portal /data /static
USER portal
ENV VAR_DIR=/data PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
EXPOSE 8000
# No control socket: it would be written to a home that is not there.
# No HEALTHCHECK: worker and beat run from this image too, and have no port. docker-compose.yml has the one of `web`.
CMD ["gunicorn", "envportal.wsgi:application", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--no-control-socket"]
