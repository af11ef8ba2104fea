# The application image: locked dependencies, collected static files, a user without rights.
FROM python:3.11-slim-bookworm AS build
WORKDIR /app
COPY requirements.txt .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt
COPY manage.py ./
COPY gaoxin gaoxin
COPY articles articles
COPY templates templates
# collectstatic needs settings but no secret that outlives this step
RUN SECRET_KEY="$(/venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
    /venv/bin/python manage.py collectstatic --noinput --verbosity 0

FROM python:3.11-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 MEDIA_ROOT=/data/media
RUN useradd --system --uid 10001 --home-dir /app gaoxin && install -d -o gaoxin /data /data/media
COPY --from=build /venv /venv
COPY --from=build /app /app
COPY deploy/serve /app/deploy/serve
WORKDIR /app
USER gaoxin
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=40s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
CMD ["deploy/serve"]
