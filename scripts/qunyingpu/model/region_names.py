"""Turn the official names of regions into the short ones that labels show, and typed paths into names."""

from __future__ import annotations

import re

_LONGEST = 80
_MUNICIPALITIES = {"北京市", "天津市", "上海市", "重庆市"}
_SEPARATORS = re.compile(r"[/／\\>＞\s]+")
_FILLERS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
_ENDINGS = re.compile(
    r"(?<=..)(?:特别行政区|自治区|自治州|自治县|自治旗|地区|新区|(?<=神农架)林区|特区|省|市|盟|县|(?<!矿)区)$"
)
#: Peoples in the names of autonomous places. Those of one character stand there only with 族.
_PEOPLES = re.compile(
    r"(?<=..)(?:(?:[各回藏苗彝壮满侗瑶白傣黎畲水土羌怒佤]|土家|布依|朝鲜|蒙古|哈尼|景颇|傈僳|柯尔克孜|哈萨克|维吾尔|"
    r"塔吉克|锡伯|达斡尔|拉祜|布朗|纳西|普米|独龙|仫佬|毛南|仡佬|东乡|保安|撒拉|裕固)族"
    r"|蒙古|柯尔克孜|哈萨克|维吾尔|塔吉克|锡伯)+$"
)


def bare_name(name: str) -> str:
    """Return *name* without the kind of place and its peoples, as long as two characters remain."""
    bare = _PEOPLES.sub("", _ENDINGS.sub("", name))
    return bare.removesuffix("族") if len(bare) > 2 else bare


def path_parts(text: str) -> list[str]:
    """Return the names in a path, without fillers and without the second mention of a municipality as its own city."""
    if len(text) > _LONGEST:  # no path is that long, and reading one costs its length squared
        return []
    parts = [part for part in _SEPARATORS.split(text) if part and part not in _FILLERS]
    doubled = len(parts) > 1 and parts[0] == parts[1] and parts[0] in _MUNICIPALITIES
    return parts[1:] if doubled else parts
