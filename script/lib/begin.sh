# Sourced by the commands: go to the project's folder and install what is missing for $1.
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# Without its cache of compiled code every start would take seconds longer.
unset PYTHONDONTWRITEBYTECODE
begin() {
    local python
    for python in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            "$python" -m script.lib.setup "$1"
            return
        fi
    done
    echo "Python 3.11 or newer is needed. As root, type: apt-get install python3" >&2
    exit 1
}
