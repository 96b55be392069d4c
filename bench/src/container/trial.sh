#!/usr/bin/env bash
# The image of a release, built and tried as an operator would: trial.sh DIRECTORY of this run, in the root of the sources. Prints
# "note: …", "held: claim (what was found)" and "FAILED: …"; ContainerSoak records them. What podman makes lies in the directory
# and is removed at the end.
set -euo pipefail

scratch=$1
suite=bookworm
cache=${XDG_CACHE_HOME:-$HOME/.cache}/drover
machine=(podman --root "$scratch/storage" --runroot "$scratch/run")
limits=()
release=$scratch/release
operator=$scratch/operator
port=18080
url=http://127.0.0.1:$port
token=

# Where claims go, also out of $( ).
exec 4>&1

note() { printf 'note: %s\n' "$1"; }

give_up() {
  printf 'FAILED: %s\n' "$1" >&4
  exit 1
}

# claim WHAT CONDITION FOUND: whether the command in CONDITION succeeds.
claim() {
  if eval "$2"; then printf 'held: %s (%s)\n' "$1" "$3"; else printf 'FAILED: %s (%s)\n' "$1" "$3"; fi
}

millis() { date +%s%3N; }

remove() {
  if command -v podman >/dev/null; then
    "${machine[@]}" rm --all --force --time 0 >/dev/null 2>&1 || true
    "${machine[@]}" volume rm --all --force >/dev/null 2>&1 || true
    "${machine[@]}" rmi --all --force >/dev/null 2>&1 || true
    umount "$scratch/storage/overlay" 2>/dev/null || true
  fi
  rm -rf "$scratch/storage" "$scratch/run" "$scratch/rootfs" "$release"
}
trap remove EXIT

# Programs that are missing come from apt.
install_programs() {
  local missing=()
  [ "$(id -u)" = 0 ] || give_up "the run is root's, for debootstrap and for what it installs"
  command -v podman >/dev/null || missing+=(podman)
  command -v runc >/dev/null || missing+=(runc)
  [ -n "${BENCH_BASE:-}" ] || [ -f "$cache/$suite-java17.tar" ] || command -v debootstrap >/dev/null || missing+=(debootstrap)
  if [ ${#missing[@]} -gt 0 ]; then
    command -v apt-get >/dev/null || give_up "there is no apt-get to install ${missing[*]} with"
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$scratch/apt.log" 2>&1 \
      || give_up "apt-get could not install ${missing[*]}; see $scratch/apt.log"
    note "Installed by apt: ${missing[*]}."
  fi
}

unpack_release() {
  if [ -z "${BENCH_BUILT:-}" ]; then
    # shellcheck disable=SC2086 # the variable holds several options
    mvn -q -B ${BENCH_MAVEN:-} -Dstyle.color=never -pl packaging -am -Dmaven.test.skip=true -Dspotless.check.skip=true package >&2
  fi
  mkdir -p "$release" "$operator/access"
  tar -xzf "$(ls -t packaging/target/drover-*.tar.gz | head -n 1)" --strip-components=1 -C "$release"
  cp -r "$release/rules" "$operator/"
}

# An image with Java from a registry, if BENCH_BASE names one; else one that debootstrap makes, kept for the next run.
find_base() {
  base=${BENCH_BASE:-localhost/drover-base}
  if [ -n "${BENCH_BASE:-}" ]; then
    "${machine[@]}" pull -q "$base" >&2
  else
    if [ ! -f "$cache/$suite-java17.tar" ]; then
      mkdir -p "$cache"
      debootstrap --variant=minbase --include=ca-certificates,openjdk-17-jre-headless "$suite" "$scratch/rootfs" >"$scratch/debootstrap.log" 2>&1 \
        || give_up "debootstrap made no base image; see $scratch/debootstrap.log"
      tar -C "$scratch/rootfs" --exclude='./var/cache/apt/*' --exclude='./var/lib/apt/lists/*' -cf "$cache/.writing.tar" .
      mv "$cache/.writing.tar" "$cache/$suite-java17.tar"
    fi
    "${machine[@]}" import -q "$cache/$suite-java17.tar" "$base" >&2
  fi
  if [ -n "${BENCH_BASE:-}" ]; then
    note "Base image: $base, from its registry."
  else
    note "Base image: Debian $suite with openjdk-17-jre-headless, made by debootstrap. The default base was not tried; BENCH_BASE names an image of a registry to take instead."
  fi
}

# As few flags as containers run with here: none, or another runtime, or limits that this machine may set.
find_flags() {
  local hard try
  hard=$(ulimit -Hn)
  for try in "" "--runtime=runc" "limits" "--runtime=runc limits"; do
    local runtime=() bounds=()
    [[ $try != *--runtime* ]] || runtime=(--runtime runc)
    [[ $try != *limits ]] || bounds=(--ulimit "nofile=$hard:$hard" --ulimit nproc=4096:4096)
    if "${machine[@]}" ${runtime[@]+"${runtime[@]}"} run --rm "${bounds[@]}" "$base" true >>"$scratch/flags.log" 2>&1; then
      machine+=("${runtime[@]}")
      limits=("${bounds[@]}")
      note "$(podman --version), storage $("${machine[@]}" info --format '{{.Store.GraphDriverName}}'); flags that this machine needs beyond those of the documentation: ${runtime[*]} ${bounds[*]}"
      return
    fi
  done
  give_up "podman runs no container on this machine; see $scratch/flags.log"
}

build_image() {
  local code=0
  (cd "$release" && "${machine[@]}" build --build-arg BASE="$base" -f install/Containerfile -t drover .) >"$scratch/build.log" 2>&1 || code=$?
  claim "the image is built from the unpacked release" "[ $code = 0 ]" "exit code $code, see build.log"
  [ "$code" = 0 ] || exit 1
}

make_token() {
  "${machine[@]}" run --rm "${limits[@]}" --entrypoint /opt/drover/drover drover token crm --roles application,operator \
    >"$operator/access/tokens.yaml" 2>"$scratch/token"
  token=$(sed -n 's/^\(drover_.*\)$/\1/p' "$scratch/token")
  claim "the image makes a token" "[ -n '$token' ]" "$(grep -c token-sha256 "$operator/access/tokens.yaml") entry"
}

# start NAME MOUNT RULES: only inotify can find a change of the rules within an hour. Prints the milliseconds until it is ready.
start() {
  local begin code=
  begin=$(millis)
  "${machine[@]}" run -d --name "$1" "${limits[@]}" --read-only --tmpfs /tmp --stop-timeout 20 --memory 1g -p "127.0.0.1:$port:8080" \
    -v "$2" -v "$operator/access:/access:ro" -v drover-data:/data \
    -e DROVER_RELOAD_SCAN=1h drover --rules "$3" --tokens /access/tokens.yaml --behind-proxy >/dev/null
  for _ in $(seq 1200); do
    code=$(curl -s -o /dev/null -w '%{http_code}' "$url/health/ready" || true)
    [ "$code" != 200 ] || break
    sleep 0.1
  done
  [ "$code" = 200 ] || give_up "the container $1 is not ready after two minutes: $("${machine[@]}" logs "$1" 2>&1 | tail -n 3)"
  echo $(($(millis) - begin))
}

# decide [TOKEN]: the answer to the README's request.
decide() {
  curl -s -H "Authorization: Bearer ${1:-$token}" -H 'Content-Type: application/json' -d @"$scratch/request.json" "$url/v1/decisions"
}

# The status without a token, or with the one given.
status() { curl -s -o /dev/null -w '%{http_code}' -H 'Content-Type: application/json' "${@}" -d @"$scratch/request.json" "$url/v1/decisions"; }

revision() { sed -n 's/.*"revision":"\([^"]*\)".*/\1/p'; }

try_decision() {
  awk '/^\{ "asOf"/ { on = 1 } on { end = sub(/\x27$/, ""); print; if (end) exit }' "$release/README.md" >"$scratch/request.json"
  local answer id heap
  answer=$(decide)
  printf '%s\n' "$answer" >"$scratch/answer.json"
  claim "the README's request with a token gets the README's decision" \
    "grep -q '\"rfm_crm\":\"at-risk\",\"rfm_ecommerce\":\"cant-lose-them\"' '$scratch/answer.json' && grep -q 'A big spender has not bought for long' '$scratch/answer.json'" \
    "$(printf '%s' "$answer" | grep -o '"rfm_crm":"[^"]*"' | head -n 1)"
  claim "without a token it gets 401" "[ $(status) = 401 ]" "$(status)"
  id=$("${machine[@]}" exec "$1" id -u)
  claim "it runs as another user than root" "[ '$id' = 10001 ]" "user $id"
  heap=$(curl -s -H "Authorization: Bearer $token" "$url/metrics" | sed -n 's/^jvm_memory_max_bytes{area="heap"} //p')
  claim "the heap may take 60 % of the container's memory, and not of the machine's" \
    "awk 'BEGIN { exit !($heap > 0.5 * 2^30 && $heap < 0.65 * 2^30) }'" "$heap bytes of 1 GiB"
}

# Without a token file that is seen anew an operator cannot take a token away.
try_tokens() {
  local second code=
  "${machine[@]}" run --rm "${limits[@]}" --entrypoint /opt/drover/drover drover token shop --roles application \
    >"$scratch/entry" 2>"$scratch/second"
  second=$(sed -n 's/^\(drover_.*\)$/\1/p' "$scratch/second")
  cat "$operator/access/tokens.yaml" "$scratch/entry" >"$operator/access/.next"
  mv "$operator/access/.next" "$operator/access/tokens.yaml"
  for _ in $(seq 100); do
    code=$(status -H "Authorization: Bearer $second")
    [ "$code" != 200 ] || break
    sleep 0.1
  done
  claim "a token file that is replaced outside, as editors do, is taken up" "[ $code = 200 ]" "$code with the new token"
}

try_edit() {
  local before after begin answer served=0
  before=$(decide | revision)
  begin=$(millis)
  sed -i 's/A big spender has not bought for long/A big spender is about to leave/' "$operator/rules/rfm/catalogue.csv"
  printf '// Reviewed.\n' >>"$operator/rules/rfm/crm.drl"
  for _ in $(seq 300); do
    answer=$(decide)
    case $answer in *"is about to leave"*) served=1 && break ;; esac
    sleep 0.1
  done
  after=$(printf '%s' "$answer" | revision)
  claim "an edit of the directory that is mounted read-only serves, found by inotify alone" \
    "[ '$before' != '$after' ] && [ $served = 1 ]" "$before, then $after after $(($(millis) - begin)) ms"
}

# Rules that are replaced as a whole: a link, in a directory that is mounted, is switched.
try_link() {
  local answer='' served=0
  mkdir "$operator/site"
  cp -r "$operator/rules" "$operator/site/v1"
  cp -r "$release/rules" "$operator/site/v2"
  ln -s v1 "$operator/site/rules"
  start third "$operator/site:/site:ro" /site/rules >"$scratch/third"
  answer=$(decide)
  case $answer in *"is about to leave"*) served=1 ;; esac
  ln -s v2 "$operator/site/next"
  mv -T "$operator/site/next" "$operator/site/rules"
  for _ in $(seq 300); do
    answer=$(decide)
    case $answer in *"has not bought for long"*) served=$((served + 1)) && break ;; esac
    sleep 0.1
  done
  claim "a link that is switched in a mounted directory changes what serves" "[ $served = 2 ]" "revision $(printf '%s' "$answer" | revision)"
  "${machine[@]}" logs third >"$scratch/server-third.log" 2>&1
}

try_writes() {
  local code=0 outside
  "${machine[@]}" exec "$1" sh -c 'echo x > /opt/drover/x' 2>/dev/null || code=$?
  outside=$("${machine[@]}" exec "$1" sh -c "find /tmp -type f ! -path '/tmp/hsperfdata_*'" | tr '\n' ' ')
  claim "with a root that cannot be written it has written nothing but /data" \
    "[ $code != 0 ] && [ -z '$outside' ] && ! '${machine[0]}' '${machine[1]}' '${machine[2]}' '${machine[3]}' '${machine[4]}' logs '$1' 2>&1 | grep -q 'Read-only file system'" \
    "in /tmp: ${outside:-the counters of the JVM}"
}

# A request of which half is sent when the container is told to stop.
try_stop() {
  local body begin took exit_code answer
  body=$(cat "$scratch/request.json")
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  printf 'POST /v1/decisions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n%s' \
    "$token" "$(printf '%s' "$body" | wc -c)" "${body:0:40}" >&3
  sleep 0.5
  begin=$(millis)
  "${machine[@]}" stop "$1" >/dev/null &
  local stopping=$!
  for _ in $(seq 50); do
    [ "$(curl -s -o /dev/null -w '%{http_code}' "$url/health/live" || true)" = 200 ] || break
    sleep 0.1
  done
  printf '%s' "${body:40}" >&3
  answer=$(timeout 20 head -n 1 <&3 | tr -d '\r') || true
  exec 3>&-
  wait "$stopping"
  took=$(($(millis) - begin))
  exit_code=$("${machine[@]}" inspect "$1" --format '{{.State.ExitCode}}')
  claim "told to stop, it answers what it has accepted" "[[ '$answer' == 'HTTP/1.1 200'* ]]" "${answer:-no answer}"
  claim "and ends by itself within the stop timeout" "[ $took -lt 20000 ] && { [ $exit_code = 143 ] || [ $exit_code = 0 ]; }" \
    "exit code $exit_code after $took ms"
  "${machine[@]}" logs "$1" >"$scratch/server-$1.log" 2>&1
  "${machine[@]}" rm "$1" >/dev/null
}

# Without the tokens, as whoever forgets them would.
try_without_tokens() {
  local code=0
  timeout 60 "${machine[@]}" run --rm "${limits[@]}" drover >"$scratch/no-tokens.log" 2>&1 || code=$?
  claim "without a token file it says so and does not start" "[ $code != 0 ] && grep -q tokens '$scratch/no-tokens.log'" \
    "exit code $code: $(grep tokens "$scratch/no-tokens.log" | tail -n 1)"
}

install_programs
unpack_release
find_base
find_flags
build_image
make_token
try_without_tokens
first=$(start first "$operator/rules:/rules:ro" /rules)
claim "it becomes ready" true "$first ms after podman run"
try_decision first
try_tokens
try_edit
try_writes first
try_stop first
second=$(start second "$operator/rules:/rules:ro" /rules)
claim "on the same volume it starts again, quicker by its compiled packs" "[ $second -lt $first ]" "$second ms, at first $first ms"
claim "and decides by the edited rules" "[[ '$(decide | tr -d "'")' == *'is about to leave'* ]]" "revision $(decide | revision)"
try_stop second
try_link
note "done"
