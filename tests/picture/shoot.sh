#!/usr/bin/env bash
# The README's picture: the real chat over the seeds, photographed in xterm.
# The one shown: tests/picture/shoot.sh "أين ولد ابن الهيثم؟" "ومتى توفي؟"
# Needs Debian's xvfb, xterm, xdotool, imagemagick and fonts-dejavu-core.
set -euo pipefail
cd "$(dirname "$0")/../.."

room=$(mktemp -d)
export DISPLAY=:98 XDG_CONFIG_HOME=$room SHAWAHID_LIBRARY=$room/library
Xvfb $DISPLAY -screen 0 1280x800x24 >/dev/null 2>&1 &
screen=$!
trap 'kill $screen; rm -rf "$room"' EXIT

.venv/bin/shawahid add seeds/corpus >/dev/null 2>&1
xterm -fa "DejaVu Sans Mono" -fs 12 -geometry 112x30+0+0 -bw 0 -e .venv/bin/shawahid chat 2>/dev/null &
sleep 3
for question in "$@"; do
    xdotool type --delay 30 "$question"
    xdotool key Return
    sleep 1
done
import -window "$(xdotool search --class xterm | head -1)" \
    +dither -colors 32 -strip PNG8:tests/picture/chat.png
