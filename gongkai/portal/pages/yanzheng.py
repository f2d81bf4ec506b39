# 核对公开存证：python3 yanzheng.py 信息.proof.json roots.json
# 不联网，只用 Python 自带的程序。算法是 RFC 6962 的默克尔树。退出码：0 相符，1 不相符，2 读不出。
import hashlib
import json
import sys
from pathlib import Path


def sha256(data):
    return hashlib.sha256(data).digest()


def root_of(leaf, index, size, path):
    node, last = leaf, size - 1
    for step in map(bytes.fromhex, path):
        if index % 2 or index == last:
            node = sha256(b"\1" + step + node)
            while index % 2 == 0 and index:
                index, last = index // 2, last // 2
        else:
            node = sha256(b"\1" + node + step)
        index, last = index // 2, last // 2
    return node.hex() if last == 0 else "路径不完整"


def check(proof, roots):
    days = {day["日期"]: day for day in roots["每日存证"]}
    day = days.get(proof["存证日期"])
    if day is None:
        return "roots.json 里没有 " + proof["存证日期"] + " 的根，请下载新的 roots.json。"
    leaf = sha256(b"\0" + proof["存证内容"].encode())
    facts = json.loads(proof["存证内容"])
    found = root_of(leaf, facts["序号"] - 1, day["总数"], proof["路径"])
    if found != day["根"] or not 0 < facts["序号"] <= day["总数"]:
        return "不相符：按存证内容算出的根与 " + day["日期"] + " 公布的根不同，存证文件或者根被改动过。"
    return ""


def main(files):
    try:
        proof, roots = (json.loads(Path(name).read_text(encoding="utf-8")) for name in files)
        fault = check(proof, roots)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        sys.stderr.write("读不出。用法：python3 yanzheng.py 信息.proof.json roots.json\n")
        return 2
    good = "相符：这条信息在 " + proof["存证日期"] + " 结束以前已经公开。\n" + proof["存证内容"]
    sys.stdout.write((fault or good) + "\n")
    return 1 if fault else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
