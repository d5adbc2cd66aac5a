# Sourced by checks, after scratch.sh: Ceph's S3 gateway on this machine, with its objects in memory, on 127.0.0.1 alone.
#
# start_gateway starts a monitor, one storage daemon and the gateway, all in $work, and gives an $endpoint, a $bucket, and the
# credentials in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. stop_gateway ends them.

gateway_programs="ceph ceph-mon ceph-osd ceph-authtool monmaptool radosgw radosgw-admin curl python3"
gateway_pids=()

# A port that nobody has. Of several calls each gives another one.
free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# The first argument names what is waited for, the second how many seconds; the rest is the command that must come to succeed.
wait_until() {
  local what=$1 seconds=$2 try
  shift 2
  for ((try = 0; try < seconds * 5; try++)); do
    "$@" >/dev/null 2>&1 && return
    sleep 0.2
  done
  echo "$what did not come up within $seconds s; the logs are in $work/ceph" >&2
  return 1
}

start_gateway() {
  local ceph=$work/ceph monitor gateway fsid osd
  monitor=$(free_port)
  gateway=$(free_port)
  fsid=$(cat /proc/sys/kernel/random/uuid)
  osd=$(cat /proc/sys/kernel/random/uuid)
  mkdir -p "$ceph"/{mon,osd,gateway,run}
  # Each section of Ceph's configuration is a daemon's. Nothing is replicated, and one group of objects per pool is enough.
  cat >"$ceph/ceph.conf" <<END
[global]
fsid = $fsid
mon host = v2:127.0.0.1:$monitor
mon initial members = a
public addr = 127.0.0.1
cluster addr = 127.0.0.1
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
keyring = $ceph/keyring
run dir = $ceph/run
admin socket = $ceph/run/\$name.socket
log file = $ceph/\$name.log
crash dir = $ceph/run
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd objectstore = memstore
memstore device bytes = 4294967296
mon allow pool size one = true
mon max pg per osd = 1000
mon data avail crit = 0
[mon.a]
mon data = $ceph/mon
[osd.0]
osd data = $ceph/osd
[client.rgw.a]
rgw data = $ceph/gateway
rgw frontends = beast endpoint=127.0.0.1:$gateway
END
  (
    cd "$ceph"
    ceph-authtool --create-keyring keyring --gen-key -n mon. --cap mon 'allow *'
    ceph-authtool keyring --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *'
    ceph-authtool keyring --gen-key -n osd.0 --cap mon 'allow profile osd' --cap osd 'allow *' \
      --cap mgr 'allow profile osd'
    ceph-authtool keyring --gen-key -n client.rgw.a --cap mon 'allow rw' --cap osd 'allow rwx'
    monmaptool --create --addv a "[v2:127.0.0.1:$monitor]" --fsid "$fsid" monmap
    ceph-mon -c ceph.conf --mkfs -i a --monmap monmap --keyring keyring
    printf '{"cephx_secret":"%s"}' "$(ceph-authtool keyring -n osd.0 -p)" >osd.json
  ) >"$ceph/setup.out" 2>&1 || { cat "$ceph/setup.out" >&2; return 1; }

  ceph-mon -c "$ceph/ceph.conf" -i a -f >"$ceph/mon.out" 2>&1 &
  gateway_pids+=($!)
  wait_until "Ceph's monitor" 60 timeout 10 ceph -c "$ceph/ceph.conf" status
  timeout 30 ceph -c "$ceph/ceph.conf" osd new "$osd" 0 -i "$ceph/osd.json" >"$ceph/osd-new.out" 2>&1
  ceph-osd -c "$ceph/ceph.conf" -i 0 --mkfs --osd-uuid "$osd" >"$ceph/osd-mkfs.out" 2>&1
  ceph-osd -c "$ceph/ceph.conf" -i 0 -f >"$ceph/osd.out" 2>&1 &
  gateway_pids+=($!)
  radosgw -c "$ceph/ceph.conf" -n client.rgw.a -f >"$ceph/gateway.out" 2>&1 &
  gateway_pids+=($!)

  endpoint=http://127.0.0.1:$gateway
  bucket=coven-tests
  export AWS_ACCESS_KEY_ID=AKIDTEST AWS_SECRET_ACCESS_KEY=s3cr3t-of-the-tests
  wait_until "Ceph's S3 gateway" 120 curl -sf "$endpoint/"
  timeout 60 radosgw-admin -c "$ceph/ceph.conf" -n client.rgw.a user create --uid=coven --display-name=Coven \
    --access-key="$AWS_ACCESS_KEY_ID" --secret="$AWS_SECRET_ACCESS_KEY" >"$ceph/user.out" 2>&1
  # The hash of no bytes, which curl signs only when it is given.
  wait_until "the bucket" 60 curl -sf --aws-sigv4 aws:amz:us-east-1:s3 -X PUT \
    -H "x-amz-content-sha256: $(printf '' | sha256sum | cut -d ' ' -f 1)" --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" "$endpoint/$bucket"
}

stop_gateway() {
  [ ${#gateway_pids[@]} -eq 0 ] || kill "${gateway_pids[@]}" 2>/dev/null || true
  wait "${gateway_pids[@]}" 2>/dev/null || true
  gateway_pids=()
}
