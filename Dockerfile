# Three stages: the build with all its tools, the packages that a running Gatehouse needs, and the image of the two.
# "npm run check:image" plays these steps through on a machine without Docker.

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The scripts of packages bring a Node and engines that this image has, or does without.
RUN npm ci --ignore-scripts
COPY . .
# The path to serve below is written into every address of the build.
ARG BASE_PATH=
RUN node src/cli/after-install.js && npm run build

FROM node:24-slim AS production
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# npm counts tools as optional that some library could work with. Of what is optional, only the password hashing's own
# binary for this platform is needed; it comes from the build.
RUN npm ci --ignore-scripts --omit=dev --omit=optional
COPY --from=build /app/node_modules/@node-rs ./node_modules/@node-rs

FROM node:24-slim
RUN apt-get update && apt-get install -y --no-install-recommends iputils-ping && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=production /app/node_modules ./node_modules
COPY --from=build /app/build ./build
COPY prisma/migrations ./prisma/migrations
COPY package.json LICENSE ./
RUN mkdir /data && chown node:node /data
ARG BASE_PATH=
ENV NODE_ENV=production DATA_DIR=/data BASE_PATH=$BASE_PATH
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
	CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}${process.env.BASE_PATH || ''}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "build"]
