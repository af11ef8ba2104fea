# The application image: locked dependencies, collected static files, a user without rights.
FROM python:3.11-slim-bookworm AS build
# Any mirror will do: the hashes in requirements.txt decide what is installed.
ARG PIP_INDEX_URL=https://pypi.org/simple
# requirements-scale.txt for pictures in a bucket (docs/scaling.md).
ARG REQUIREMENTS=requirements.txt
WORKDIR /app
COPY requirements.txt requirements-scale.txt ./
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r "$REQUIREMENTS"
COPY manage.py ./
COPY gaoxin gaoxin
COPY articles articles
COPY templates templates
# collectstatic needs settings but no secret that outlives this step
RUN SECRET_KEY="$(/venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
    /venv/bin/python manage.py collectstatic --noinput --verbosity 0

FROM python:3.11-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=gaoxin.settings MEDIA_ROOT=/data/media
RUN useradd --system --uid 10001 --home-dir /app gaoxin && install -d -o gaoxin /data /data/media
COPY --from=build /venv /venv
COPY --from=build /app /app
COPY deploy/serve /app/deploy/serve
WORKDIR /app
USER 10001
EXPOSE 8000
# http.client, because urllib would ask the proxy that some networks put into every container
HEALTHCHECK --interval=10s --timeout=5s --start-period=40s CMD ["python", "-c", "\
import http.client, sys; \
connection = http.client.HTTPConnection('127.0.0.1', 8000, timeout=4); \
connection.request('GET', '/readyz'); \
sys.exit(connection.getresponse().status != 200)"]
CMD ["deploy/serve"]
