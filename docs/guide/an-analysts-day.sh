#!/usr/bin/env bash
# Plays an analyst's day with the real program, and prints it as the page an-analysts-day.md:
#   docs/guide/an-analysts-day.sh > docs/guide/an-analysts-day.md
# It works in a directory of its own, with a copy of the rules. The server gets a port that is free, which is printed as 8080, the
# port that it has when none is named; times, revisions and milliseconds, which differ each time, are printed as the same or as "…".
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
server=
end() {
  if [ -n "$server" ] && kill "$server" 2>/dev/null; then
    for _ in $(seq 200); do
      kill -0 "$server" 2>/dev/null || break
      sleep 0.1
    done
    kill -KILL "$server" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap end EXIT
cd "$work"
ln -s "$home/drover" drover
ln -s "$home/rules" rules

# Shows a command, runs it, and shows what it prints.
run() {
  printf '\n```console\n$ %s\n' "$1"
  timeout 240 bash -c "${1//8080/$port}" 2>&1 | sed "s/127.0.0.1:$port/127.0.0.1:8080/g" || true
  printf '```\n'
}

# Writes what comes in into a file, and shows it.
write() {
  mkdir -p "$(dirname "$1")"
  tee "$1" > text
  printf '\n`%s`:\n\n```text\n' "$1"
  cat text
  printf '```\n'
}

# Changes a file as the sed script says, and shows the lines that changed.
edit() {
  cp "$1" before
  sed -i "$2" "$1"
  printf '\n`%s`:\n\n```text\n' "$1"
  diff before "$1" | sed -n 's/^[<] /- /p; s/^[>] /+ /p' || true
  printf '```\n'
}

# Waits until the command succeeds, for four minutes at most.
await() {
  local end=$((SECONDS + 240))
  until eval "$1"; do
    if ! kill -0 "$server" || [ "$SECONDS" -ge "$end" ]; then
      printf 'The server is gone, or it took too long: %s\n' "$1" >&2
      cat serve.err >&2
      exit 1
    fi
    sleep 0.2
  done
}

# Shows the last line of the server's log that has these words.
logged() {
  grep -F "$1" serve.err | tail -n 1 \
    | sed 's/^[0-9T:.-]*Z/2026-11-21T'"$2"':00.000Z/; s/revision="[^"]*"/revision="…"/; s/millis="[^"]*"/millis="…"/'
}

ask() {
  curl -s -m 20 "http://127.0.0.1:$port/v1/decisions" -H 'Content-Type: application/json' -d @acme.json
}

port=8080
touch serve.out serve.err
cat <<'EOF'
<!-- Printed by an-analysts-day.sh, which really does all this. Do not edit it. -->

# An analyst's day

Former customers come back to look at our prices, and our web site takes no notice. Today you make them a segment, with a treatment.
You need two terminals in the directory of Drover, and an editor. [README.md](README.md) tells what is in a pack.

## In the morning: a copy that is served

Take a copy of the rules to work on. The folder `schema` is for your editor.
EOF
run 'mkdir my-rules && cp -r rules/b2b-abm rules/schema my-rules'
cat <<'EOF'

Start a server with it in the other terminal, and leave it alone for the rest of the day:
EOF
# As fast to start, and with less work beside what this is about.
DROVER_JAVA_OPTS='-XX:TieredStopAtLevel=1 -XX:+UseSerialGC' ./drover serve --rules my-rules --port 0 > serve.out 2> serve.err &
server=$!
await 'grep -q "^listening on" serve.out'
port=$(sed -n 's/^listening on http:..127.0.0.1:\([0-9]*\)$/\1/p' serve.out)
await 'grep -q "server is ready" serve.err'
printf '\n```console\n$ ./drover serve --rules my-rules\n'
grep '^listening on' serve.out | sed "s/:$port\$/:8080/"
printf '…\n'
logged 'server is ready' 08:30
printf '```\n'
cat <<'EOF'

It takes up what you save, unless there is an error or a scenario fails; then it keeps what it had. Warnings do not hold it back. So
this one is for you alone, and no application asks it.

An application would ask this about such an account:
EOF
write acme.json <<'EOF'
{ "asOf": "2026-11-21T12:00:00Z",
  "account": {"id": "acme", "industry": "Retail", "employees": 90, "subscriptionStatus": "cancelled"},
  "signals": [{"id": "e1", "type": "page.viewed", "time": "2026-11-20T09:00:00Z", "data": {"pageType": "pricing"}}] }
EOF
cat <<'EOF'

Of the answer, `grep` picks the segments and the treatments:
EOF
question="curl -s http://127.0.0.1:8080/v1/decisions -H 'Content-Type: application/json' -d @acme.json | grep -o '\"segments\":\[[^]]*\]\|\"key\":\"[^\"]*\"'"
run "$question"
cat <<'EOF'

It is in no segment. As all former customers, it gets an offer by e-mail, and no advertisements that cost money.

## The segment

How long ago the visit may be is a [threshold](thresholds.md), a last line in the table:
EOF
edit my-rules/b2b-abm/thresholds.csv '$a returning.window,duration,14d,,1d,90d,how long ago a former customer viewed our prices,demand-generation,win-back plan of November 2026,false'
cat <<'EOF'

The [treatment](treatments.md) is a last line of the catalogue, and the segment a line under `segments:` in the manifest:
EOF
edit my-rules/b2b-abm/catalogue.csv '$a web.welcome-back,web,Good to see you again: see what is new,none,web marketing,marketing,40,,30d,,false,true,,'
edit my-rules/b2b-abm/pack.yaml '/^segments:/a \  returning: {motion: win-back, minimumSize: 20}'
cat <<'EOF'

The [rules](writing-a-rule.md) say who is in the segment, and what is done:
EOF
write my-rules/b2b-abm/returning.drl <<'EOF'
// Former customers who look at our prices again, and how they are welcomed.
package b2b_abm

import io.drover.model.conclusion.InSegment
import io.drover.model.conclusion.Treat
import io.drover.model.fact.Account
import io.drover.model.fact.Signal

rule "returning.by-pricing-view"
    @says("a former customer viewed our prices lately")
when
    Account( subscriptionStatus == "cancelled" )
    exists Signal( type == "page.viewed", data["pageType"] == "pricing", within(T.RETURNING_WINDOW) )
then
    insertLogical( new InSegment("returning") );
end

rule "treat.returning"
    @says("a former customer who looks at our prices again is welcomed")
when
    InSegment( name == "returning" )
then
    insertLogical( new Treat("web.welcome-back") );
end
EOF
cat <<'EOF'

## What did I forget?
EOF
run './drover check my-rules --as-of 2026-11-21'
cat <<'EOF'

The warnings are yours: the segment has [no owner](findings.md#no-owner--warning), and there is
[no scenario](findings.md#dead-rule--warning) in which your rules fire. The rest is for [information](findings.md#gap--warning), and was
there before you. Without `--as-of`, packs are judged as of today.

The owner first:
EOF
edit my-rules/b2b-abm/pack.yaml 's/  returning: {motion/  returning: {owner: demand-generation, motion/'
cat <<'EOF'

Then [scenarios](../scenarios.md): an account that comes back; and three that differ from it in one thing each, where `_` stands for
what is as above.
EOF
write my-rules/b2b-abm/scenarios/returning.yaml <<'EOF'
# yaml-language-server: $schema=../../schema/scenario.schema.json
# Former customers who look at our prices again.
- name: a former customer who views our prices is welcomed
  asOf: 2026-11-21T12:00:00Z
  given:
    account: {id: acme, subscriptionStatus: cancelled}
    signals: [{id: e1, type: page.viewed, time: 2026-11-20T09:00:00Z, data: {pageType: pricing}}]
  expect:
    segments: {in: [returning]}
    treatments: {selected: [web.welcome-back]}
    fired: [returning.by-pricing-view, treat.returning]

- name: others are not
  given:
    account: {id: acme, subscriptionStatus: cancelled}
    signals: [{id: e1, type: page.viewed, time: 2026-11-20T09:00:00Z, data: {pageType: pricing}}]
  expect:
    segments: {out: [returning]}
    silent: [returning.by-pricing-view, treat.returning]
  matrix:
    columns: [name, asOf, given.account.subscriptionStatus, given.signals.e1.data.pageType]
    rows:
      - [a customer of today, 2026-11-21T12:00:00Z, active, _]
      - [another page, 2026-11-21T12:00:00Z, _, docs]
      - [two weeks later, 2026-12-04T09:00:00Z, _, _]
EOF
run './drover check my-rules --as-of 2026-11-21'
cat <<'EOF'

No warning is left. Every rule, yours and all others, fires where it should, and stays silent where all but one of its conditions hold:
EOF
run './drover test my-rules'
cat <<'EOF'

## In the evening: it serves

The other terminal tells that the server has taken up what you saved:
EOF
await 'ask | grep -q welcome-back'
printf '\n```console\n'
logged 'rules are active' 17:00
printf '```\n'
cat <<'EOF'

It was not restarted, and the same question has another answer:
EOF
run "$question"
cat <<'EOF'

The account is in the segment, and the web site knows what to say. When the others agree, your copy becomes the rules of the house,
by whatever way your team shares files.

---

`an-analysts-day.sh` played this day and printed this page. The server had a port that was free, shown here as 8080; times, and what is
shown as …, differ each time.
EOF
