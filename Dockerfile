# One process, one folder of data at /data. TLS is the proxy's: see deploy/compose.yaml and docs/hosting.md.
FROM python:3.11-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    SCALECASE_HOME=/data

RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin scalecase \
    && install --directory --owner=scalecase --group=scalecase --mode=0700 /data

WORKDIR /app
COPY requirements.txt constraints.txt ./
RUN python -m pip install --no-cache-dir --disable-pip-version-check -r requirements.txt -c constraints.txt
COPY app.py ./
COPY .streamlit/config.toml .streamlit/config.toml
COPY core core
COPY pages pages
COPY data/assumptions data/assumptions
COPY data/library data/library
COPY data/samples data/samples
COPY data/schemas data/schemas
COPY data/templates data/templates

USER scalecase
VOLUME /data
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8501/api/ready', timeout=4)"]
CMD ["streamlit", "run", "app.py", "--server.address", "0.0.0.0", "--server.port", "8501"]
