# syntax=docker/dockerfile:1
# mtcheck with its model and LanguageTool inside; checks without a network.
#
#   docker build --target languagetool .     fetches all there is to fetch
#   docker build -t mtcheck .                needs no network after that
#   docker run --rm -v "$PWD:/work" mtcheck check .
ARG PYTHON=3.13

FROM python:${PYTHON}-slim AS base
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory '*'
ENV PYTHONDONTWRITEBYTECODE=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    MTCHECK_CACHE=/opt/mtcheck/cache \
    PATH=/opt/mtcheck/bin:$PATH

FROM base AS wheels
WORKDIR /source
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY mtcheck mtcheck
COPY rules rules
RUN pip wheel --no-cache-dir --constraint constraints.txt --wheel-dir /wheels .

FROM base AS installed
RUN --network=none --mount=type=bind,from=wheels,source=/wheels,target=/wheels \
    python -m venv /opt/mtcheck \
    && pip install --no-cache-dir --no-index --no-deps /wheels/*.whl

FROM installed AS languagetool
RUN mtcheck languagetool install

FROM installed
COPY --from=languagetool /opt/mtcheck/cache /opt/mtcheck/cache
ENV MTCHECK_OFFLINE=1
RUN --network=none \
    useradd --uid 10001 --create-home mtcheck \
    && mtcheck rules list > /dev/null \
    && chmod -R a+rwX /opt/mtcheck/cache
USER 10001
WORKDIR /work
ENTRYPOINT ["mtcheck"]
CMD ["--help"]
