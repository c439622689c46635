# What ./run and ./test share: telling where they are, and setting up what is missing. Sourced by bash, not run.

readonly node_wanted=20.19.0  # Vite's least; Debian 12 has 18
readonly node_fetched=20.20.2

# Node 20 is kept outside the tree, for all checkouts of this user.
cache_home=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}
readonly node_home=$cache_home/anyu/node

step=0
steps=1

# step "中文" "English": the next long step begins.
step() {
  step=$((step + 1))
  printf '\n== %s · step %d of %d: %s\n' "$1" "$step" "$steps" "$2"
}

# stop "中文" "English": one clear line in each language, and the end.
stop() {
  printf '\n%s\n%s\n' "$1" "$2" >&2
  exit 1
}

# The packages of the groups named that are not installed.
missing_packages() {
  local group names name
  while read -r group names; do
    case " $* " in *" $group "*) ;; *) continue ;; esac
    for name in $names; do
      [[ $(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null) == installed ]] || echo "$name"
    done
  done < tools/packages.txt
}

# Stops where less than so many MB are free under a folder.
need_space() {
  local folder wanted=$2 free
  folder=$(cd "$1" && pwd)
  free=$(df -Pm "$folder" | awk 'NR == 2 { print $4 }')
  ((free >= wanted)) || stop \
    "磁盘空间不够:$folder 所在分区只剩 ${free} MB,需要 ${wanted} MB。请腾出空间后重试。" \
    "The disk is too full: ${free} MB are free under $folder, and ${wanted} MB are needed. Make room and try again."
}

# Installs what is missing of the groups named. Needs root and a network only when something is.
install_packages() {
  command -v dpkg-query >/dev/null || stop \
    "这里不是 Debian(没有 dpkg)。Anyu 在 Debian 12 上构建;所需软件见 tools/packages.txt。" \
    "This is not Debian (there is no dpkg). Anyu is built on Debian 12; what it needs stands in tools/packages.txt."
  local missing
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]})) || { echo "Debian packages: all there"; return; }
  ((EUID == 0)) || stop \
    "缺少 Debian 软件包,安装需要 root:请以 root 运行一次,或先执行 apt-get install ${missing[*]}" \
    "Debian packages are missing, and installing them needs root: run this once as root, or first apt-get install ${missing[*]}"
  need_space / 4000
  echo "Debian packages to install: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  local updated=yes
  apt-get update -o APT::Update::Error-Mode=any -o Acquire::Retries=2 || updated=no
  apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 -o Acquire::Retries=2 "${missing[@]}" </dev/null && return
  [[ $updated == yes ]] || stop \
    "没有网络:连不上 Debian 软件源,装不了 ${missing[*]}。请检查网络或 /etc/apt/sources.list 后重试。" \
    "No network: Debian's archive cannot be reached, so these were not installed: ${missing[*]}. Check the network or /etc/apt/sources.list and try again."
  stop \
    "Debian 软件包没有装上(原因见上面 apt 的输出):${missing[*]}" \
    "Debian packages were not installed (apt says why above): ${missing[*]}"
}

# Whether the Node on PATH is new enough and has npm beside it.
node_serves() {
  local version
  command -v npm >/dev/null && version=$(node --version 2>/dev/null) || return 1
  [[ $(printf '%s\n' "$node_wanted" "${version#v}" | sort -V | head -1) == "$node_wanted" ]]
}

# Puts a Node that was fetched earlier on PATH, if the machine's own does not serve.
find_node() {
  node_serves && return
  local folder
  for folder in "$node_home"/node_modules/node-linux-*/bin; do
    [[ -x $folder/node ]] && export PATH=$folder:$node_home/node_modules/.bin:$PATH
  done
  node_serves
}

# The groups of packages for a list of groups: `node` is left out where Node is there.
groups_for() {
  if find_node; then echo "$*"; else echo "$* node"; fi
}

# Node 20 from npm, where there is none.
install_node() {
  find_node && { echo "Node $(node --version): there"; return; }
  local machine
  case $(dpkg --print-architecture) in
    amd64) machine=x64 ;;
    arm64) machine=arm64 ;;
    *) stop "这种机器($(uname -m))没有现成的 Node 20;请自行安装 Node ≥ $node_wanted 和 npm。" \
            "There is no ready Node 20 for this machine ($(uname -m)); install Node $node_wanted or newer with npm yourself." ;;
  esac
  echo "Fetching Node $node_fetched into $node_home"
  mkdir -p "$node_home"
  NODE_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt} \
    npm install --prefix "$node_home" --ignore-scripts --no-audit --no-fund --fetch-retries=2 \
    "node-linux-$machine@$node_fetched" npm@10 </dev/null || stop \
    "取不到 Node:连不上 npm 源。请检查网络后重试。" \
    "Node could not be fetched: npm's registry cannot be reached. Check the network and try again."
  find_node || stop "取来的 Node 不能用:$node_home" "The Node that was fetched does not run: $node_home"
  echo "Node $(node --version)"
}

# The npm packages of the pages; says itself what stood in the way.
install_npm_packages() {
  tools/npm-packages </dev/null || exit 1
  echo "npm packages: all there"
}

# SPDX-License-Identifier: Apache-2.0
