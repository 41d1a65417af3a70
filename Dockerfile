FROM python:3.11-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /portal
COPY requirements/base.txt requirements/
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements/base.txt
COPY . .
RUN python -m tools.messages compile \
    && VAR_DIR=/tmp/build python manage.py collectstatic --noinput -i ninja \
    && rm -rf /tmp/build \
    && useradd --system portal && install -d -o portal /data
USER portal
ENV VAR_DIR=/data PYTHONUNBUFFERED=1
EXPOSE 8000
CMD ["gunicorn", "envportal.wsgi:application", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "4"]
