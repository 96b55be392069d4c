# What the scripts of this directory have in common; they source it in the root of the sources.

command_line="bench/$(basename "$0") $*"

# Builds the server and the benchmarks, unless BENCH_BUILT is set, and names the server's jar.
build() {
  if [ -z "${BENCH_BUILT:-}" ]; then
    mvn -q -B ${BENCH_MAVEN:-} -Dstyle.color=never -pl server,bench -am -Dmaven.test.skip=true -Dspotless.check.skip=true package
  fi
  jar=$(ls -t server/target/drover-server-*.jar | head -n 1)
}

# Runs a main class of the benchmarks. BENCH_JAVA_OPTS holds options for its JVM.
java_main() {
  local commit
  commit=$(git rev-parse --short=12 HEAD)
  git diff --quiet HEAD -- . ':!bench/results' || commit="$commit and changes that are not committed"
  # shellcheck disable=SC2086 # the variable holds several options
  java ${BENCH_JAVA_OPTS:-} -Dbench.commit="$commit" -Dbench.command="$command_line" \
    -cp "bench/target/classes:bench/target/lib/*" "$@"
}
