#!/usr/bin/env bash
# Run a command with the article, and let out nothing that could hold its words:
# of problems the place and the code, of failed tests the name, and whether it went well.
set -uo pipefail

said="$RUNNER_TEMP/said"
TEXT="$RUNNER_TEMP/article.txt" "$@" > "$said" 2>&1
status=$?
grep -oE '^[A-Za-z0-9_./-]{1,100}:[0-9]+: (ERROR|WARNING): V[0-9]{3}' "$said" | sort -u
grep -oE '^(FAILED|ERROR) [A-Za-z0-9_./-]{1,100}(::[A-Za-z0-9_]{1,100})?' "$said" | sort -u
grep -oE '^=+ ([0-9]+ (passed|failed|skipped|error|errors|warnings|deselected|xfailed)(, )?)+' "$said"
[ "$status" = 0 ] && echo "passed: $*" || echo "failed: $*"
exit "$status"
