#!/usr/bin/env bash
# A Slurm of one node, this machine, for tests: munged, slurmctld and slurmd of Debian's packages, without systemd.
#
#   one-node.sh start FOLDER   brings it up; all that it writes is in FOLDER, which may exist. Prints the line
#                              export SLURM_CONF=FOLDER/slurm.conf
#                              which is all that sbatch, srun and the others need to know.
#   one-node.sh stop FOLDER    ends it; nothing to do where nothing runs. FOLDER is left, for its logs.
#
# The node has eight processors whatever the machine has, so that eight small tasks run side by side. Neither control
# groups nor affinity are used: a container need not allow them, and how many processors a task was given is for the
# task to obey.
set -euo pipefail

readonly PROCESSORS=8
readonly PATIENCE_SECONDS=30

die() { echo "one-node.sh: $*" >&2; exit 1; }

# Debian's daemons lie where only root's PATH looks.
PATH=$PATH:/usr/sbin:/sbin

need_programs() {
    local program
    for program in munged slurmctld slurmd sinfo scontrol; do
        command -v "$program" >/dev/null ||
            die "$program is not there: apt install slurm-wlm munge"
    done
}

# --- The configuration ----------------------------------------------------------------------------------------------

# Prints so many ports of this machine on which nobody listens; below those that the system hands out by itself.
free_ports() {
    local wanted=$1 port taken
    taken=$(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk '$4 == "0A" { sub(/.*:/, "", $2); print $2 }')
    for ((port = 20000 + RANDOM % 8000; wanted > 0; port++)); do
        if ! grep -qx "$(printf '%04X' "$port")" <<<"$taken"; then
            echo "$port"
            wanted=$((wanted - 1))
        fi
    done
}

configure() {
    local user host memory_mib ports
    user=$(id -un)
    host=$(uname -n)
    host=${host%%.*}
    memory_mib=$(awk '/^MemTotal:/ { print int($2 / 1024) }' /proc/meminfo)
    mapfile -t ports < <(free_ports 2)
    mkdir -p state spool
    cat >slurm.conf <<CONF
ClusterName=one-node
SlurmctldHost=$host(127.0.0.1)
SlurmUser=$user
SlurmdUser=$user
SlurmctldPort=${ports[0]}
SlurmdPort=${ports[1]}
AuthType=auth/munge
AuthInfo=socket=$folder/munge.socket
CredType=cred/munge
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SwitchType=switch/none
ReturnToService=2
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
DefMemPerCPU=$((memory_mib / PROCESSORS))
SlurmdParameters=config_overrides
KillWait=5
NodeName=$host NodeAddr=127.0.0.1 CPUs=$PROCESSORS RealMemory=$memory_mib State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE State=UP
CONF
}

# --- The daemons ----------------------------------------------------------------------------------------------------

# Whether the process that wrote the file $1 runs, and is the program $2: its number may have gone to another since. One
# that ended and that nobody has waited for has no executable any more.
runs() {
    local pid
    pid=$(cat "$1" 2>/dev/null) && [ -n "$pid" ] && [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = "$2" ] &&
        readlink "/proc/$pid/exe" >/dev/null
}

# Runs "$@" until it succeeds, for so long at most.
await() {
    local deadline=$((SECONDS + PATIENCE_SECONDS))
    until "$@"; do
        [ "$SECONDS" -lt "$deadline" ] || return 1
        sleep 0.1
    done
}

is_idle() { [ "$(timeout 5 sinfo --noheader --format %T 2>/dev/null)" = idle ]; }

# A failed start: shows what the daemon $1 wrote, ends the others.
fail() {
    tail -n 20 "$folder/$1.log" >&2 2>/dev/null || true
    stop
    die "$1 did not start; its log is $folder/$1.log"
}

start() {
    need_programs
    ! runs munged.pid munged || die "one already runs in $folder: one-node.sh stop $folder"
    # The longest path of a socket is 107 bytes.
    [ "${#folder}" -le 90 ] || die "the path of $folder is longer than the 90 bytes that a socket in it allows"
    configure
    export SLURM_CONF=$folder/slurm.conf
    if [ ! -f munge.key ]; then
        (umask 077 && head -c 128 /dev/urandom >munge.key)
    fi
    munged --force --key-file "$folder/munge.key" --socket "$folder/munge.socket" --pid-file "$folder/munged.pid" \
        --log-file "$folder/munged.log" --seed-file "$folder/munge.seed" || fail munged
    await test -S munge.socket || fail munged
    slurmctld -f "$SLURM_CONF" || fail slurmctld
    await runs slurmctld.pid slurmctld || fail slurmctld
    slurmd -f "$SLURM_CONF" || fail slurmd
    await runs slurmd.pid slurmd || fail slurmd
    await is_idle || fail slurmctld
    echo "export SLURM_CONF=$(printf '%q' "$SLURM_CONF")"
}

# Ends the program $1, hard where it does not listen.
end() {
    ! runs "$1.pid" "$1" || kill "$(cat "$1.pid")"
    if ! await_end "$1"; then
        kill -KILL "$(cat "$1.pid")"
        await_end "$1" || die "$1 does not end"
    fi
    rm -f "$1.pid"
}

await_end() { await eval "! runs $1.pid $1"; }

stop() {
    # Jobs first, which slurmd's end would leave running.
    if runs slurmctld.pid slurmctld && runs slurmd.pid slurmd; then
        export SLURM_CONF=$folder/slurm.conf
        timeout 10 scancel --user="$(id -un)" 2>/dev/null || true
        await eval '[ -z "$(timeout 5 squeue --noheader 2>/dev/null)" ]' || true
    fi
    local program
    for program in slurmd slurmctld munged; do
        end "$program"
    done
}

case ${1-} in start | stop) [ "$#" = 2 ] || die 'usage: one-node.sh start|stop FOLDER' ;;
    *) die 'usage: one-node.sh start|stop FOLDER' ;;
esac
if [ "$1" = stop ] && [ ! -d "$2" ]; then
    exit 0
fi
mkdir -p "$2"
folder=$(cd "$2" && pwd -P)
cd "$folder"
"$1"
