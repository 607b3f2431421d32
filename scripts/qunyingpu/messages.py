"""Hold every sentence that tells staff of a mistake: code -> what is wrong, how to mend it.

Codes are stable: they stand in handbooks and in people's notes. `{…}` are filled from the context of the problem.
"""

from __future__ import annotations

from typing import Literal, NamedTuple


class Message(NamedTuple):
    """What is wrong (*text*), how to mend it (*remedy*), and whether it stops the build (*severity*)."""

    text: str
    remedy: str
    severity: Literal["error", "warning"] = "error"


MESSAGES: dict[str, Message] = {
    # ── the file ──
    "file-too-large": Message(
        "文件有 {size} 字节，超过 {limit} 的上限。", "请精简正文；照片不要写进档案，另存为图片文件。"
    ),
    "file-encoding": Message("文件不是 UTF-8 编码，看上去是 {guess}。", "请用记事本“另存为”，编码选 UTF-8。"),
    "file-empty": Message("文件里没有内容。", "请填写档案，或删去这个文件。"),
    "file-name": Message("文件名“{name}”不合规则。", "请用 {expected}，只用小写字母、数字和短横线。"),
    "file-place": Message("文件放错了文件夹。", "请移到 {expected}。"),
    "file-link": Message("这里是一个链接（快捷方式），不是文件。", "请把文件本身放在这里。"),
    "file-unreadable": Message("读不了这个文件：{reason}。", "请检查文件是否损坏、是否有读取权限。"),
    "page-file": Message(
        "content 文件夹里不放这种文件。", "这里只放 .md 页面、images 里的 JPG、PNG、WebP 图片，以及活动和表彰的档案。"
    ),
    "page-key": Message("页头里不能写“{key}”。", "页头只写 {keys}，其余请删去。"),
    # ── the text before YAML ──
    "colon-fullwidth": Message("用了中文冒号“：”。", "请改成英文冒号加一个空格，例如“{example}”。"),
    "colon-space": Message("英文冒号后面少了空格。", "请写成“{example}”。"),
    "indent-fullwidth": Message("行首缩进用了全角空格或不间断空格。", "请改用普通空格，每级两个。"),
    "indent-tab": Message("行首缩进用了制表符（Tab）。", "请改用空格，每级两个。"),
    "dash-space": Message("短横线后面少了空格。", "请写成“- ”开头，例如“{example}”。"),
    "quote-fullwidth": Message("整个值用中文引号包着。", "值不必加引号，请删去首尾的“”。", "warning"),
    "comma-fullwidth": Message("列表里用了中文逗号或顿号。", "请改成英文逗号，例如“[党员, 教师]”。"),
    "character-control": Message("有看不见的控制字符（{codepoint}）。", "请删去它，重新输入这几个字。"),
    "character-invisible": Message("“{before}”后面有看不见的字符（{codepoint}）。", "请删去它，重新输入这几个字。"),
    "character-private": Message(
        "有造字区字符（{codepoint}），别的电脑上看不到。", "请换成标准汉字；打不出的字请联系维护者。"
    ),
    # ── YAML ──
    "yaml-syntax": Message(
        "这里的写法不合 YAML 规则：{reason}。",
        "请检查这一行和上一行：每项写成“名称: 内容”，下级项目缩进两个空格；句子里有冒号时给整句加英文引号。",
    ),
    "yaml-anchor": Message(
        "用了 YAML 的锚点、引用或合并（& * <<）。", "请把内容照写一遍；以 & 或 * 开头的文字请加英文引号。"
    ),
    "yaml-tag": Message("用了 YAML 标签（!）。", "请删去；以叹号开头的文字请加英文引号。"),
    "yaml-depth": Message("括号或缩进的层数太多。", "档案最多 {limit} 层，请参照别的档案书写。"),
    "yaml-documents": Message("一个文件里有两份档案（出现了 ---）。", "请分成两个文件，每个文件一份。"),
    "yaml-duplicate": Message("“{key}”写了两次（第 {first} 行和第 {second} 行）。", "请留下一处。"),
    "brace-unquoted": Message("大括号里的写法不合 YAML 规则。", "以 {{ 开头的文字请加英文引号。"),
    "yaml-key": Message("项目名只能是文字。", "请参照别的档案写项目名。"),
    # ── fields ──
    "field-missing": Message("缺少“{label}”。", "请补上，例如“{example}”。"),
    "field-unknown": Message("没有“{key}”这一项。", "{suggestion}"),
    "not-text": Message("这里应当是一段文字，却写成了列表或下级项目。", "请写在同一行，例如“{example}”。"),
    "not-list": Message("这里应当是列表。", "请每条一行，以“- ”开头。"),
    "not-mapping": Message("这里应当分项书写。", "请在下一行缩进两个空格，分项写，例如 outcome: sacrificed。"),
    "text-too-long": Message("写了 {length} 个字，最多 {limit} 个字。", "请精简。"),
    "text-too-short": Message("写了 {length} 个字，至少 {limit} 个字。", "请补充。"),
    "not-number": Message("“{value}”不是整数。", "请只写阿拉伯数字，例如 {example}。"),
    "number-range": Message("{value} 不在 {low} 至 {high} 之间。", "请核对。"),
    "not-boolean": Message("“{value}”不是“是”或“否”。", "请写“是”或“否”。"),
    "not-choice": Message("没有“{value}”这个选项。", "{suggestion}可以写：{choices}。"),
    "date-format": Message("“{value}”不是日期。", "请写成 2024-06-24；只知道年月写 2024-06，只知道年写 2024。"),
    "date-impossible": Message("{reason}。", "请写成 {example} 这样的日期。"),
    "date-range": Message("{value} 不在 1900 年至 2100 年之间。", "请核对年份。"),
    "date-future": Message("{value} 还没有到。", "请核对日期。"),
    "date-whole": Message("“{value}”没有写到日。", "请写到日，例如 2026-04-04。"),
    "date-order": Message("{later_label}（{later}）早于{earlier_label}（{earlier}）。", "请核对两个日期。"),
    "url-format": Message("“{value}”不是完整的网址。", "请从浏览器地址栏复制，以 https:// 或 http:// 开头。"),
    "focus-format": Message("“{value}”不是照片焦点。", "请写成 [0.5, 0.38]，两个数都在 0 和 1 之间，依次是横、竖。"),
    "path-outside": Message(
        "“{value}”不是本档案旁边的文件名。", "请只写文件名，例如 {example}，并把照片放在档案旁边。"
    ),
    "portrait-name": Message("照片没有与档案同名。", "请把照片改名为 {expected}，这里也照改。"),
    "portrait-missing": Message("找不到照片“{value}”。", "请把照片放在档案旁边，文件名大小写要一致。"),
    "photo-format": Message(
        "“{photo}”不是 JPEG、PNG 或 WebP 照片，而是{guess}。", "请用看图软件另存为 JPEG；只改扩展名没有用。"
    ),
    "photo-heic": Message(
        "“{photo}”是 HEIC 照片，这台电脑还没有读它的组件。",
        "请用看图软件另存为 JPEG；或安装组件：python -m pip install pillow-heif",
    ),
    "photo-bytes": Message("照片“{photo}”有 {size} MB，超过 {limit} MB。", "请另存为 JPEG，长边 4000 像素以内。"),
    "photo-pixels": Message("照片“{photo}”超过 6000 万像素。", "请缩小到长边 4000 像素以内再放进来。"),
    "photo-animated": Message("照片“{photo}”是动图，用哪一帧不能由程序来定。", "请换成一张静止的照片。"),
    "photo-damaged": Message(
        "照片“{photo}”不完整或已损坏，读不出来。", "多半是复制或传送时断了，请重新复制原图；还不行，就另存为 JPEG。"
    ),
    "photo-slow": Message("照片“{photo}”处理了 {seconds} 秒还没有完，已停止。", "请用看图软件打开后另存为 JPEG。"),
    "photo-crash": Message(
        "处理照片“{photo}”的程序中途退出了。", "请用看图软件打开后另存为 JPEG；好几张都这样，请检查内存是否够用。"
    ),
    "photo-profile": Message(
        "照片“{photo}”的颜色配置（ICC）读不出来，已按 sRGB 处理。",
        "请核对卡片上的颜色；不对的，用看图软件另存为 sRGB 颜色的 JPEG。",
        "warning",
    ),
    "photo-small": Message(
        "照片“{photo}”只有 {width}×{height} 像素，放大会模糊。", "请换短边不少于 {least} 像素的原图。", "warning"
    ),
    "photo-shape": Message(
        "照片“{photo}”太狭长（{width}×{height} 像素），裁切后剩不下多少。",
        "请换成宽高接近 3:4 的照片，或先裁到人像。",
        "warning",
    ),
    "photo-blurred": Message(
        "照片“{photo}”不够清晰（清晰度 {sharpness}，应不低于 {least}）。",
        "请换对焦清楚的原图，不要用截图或多次转发的图。",
        "warning",
    ),
    # ── names, regions, people ──
    "name-character": Message("姓名里有不能用的字符“{character}”（{codepoint}）。", "请只写姓名本身。"),
    "name-script": Message("“{value}”里混有形近的{script}字符（{codepoint}）。", "请改用常用汉字重新输入。", "warning"),
    "region-unknown": Message(
        "没有“{value}”这个行政区划。", "{suggestion}请写六位区划代码，或“江苏省/苏州市/虎丘区”。"
    ),
    "region-year": Message(
        "区划代码 {region}（{name}）在 {year} 年不存在，只在{span}使用。", "{suggestion}请写事发当年的代码。"
    ),
    "id-format": Message("“{value}”不是档案编号。", "编号写作“城市代码-年份-五位字符”，例如 320500-2024-q7m2k。"),
    "id-duplicate": Message("编号 {id} 用了两次，另一处是 {other}。", "请给后来的一份换一个编号。"),
    "id-deed": Message(
        "编号 {id} 与事发地、年份不符，应以 {expected} 开头。",
        "编号一经公布不再改动；未公布的请改正文件名。",
        "warning",
    ),
    "hero-unknown": Message("名录里没有编号 {id}。", "{suggestion}请核对编号。"),
    "hero-hidden": Message("{id} 不公开、隐去姓名或已撤回，不能列在这里。", "请从列表中删去。"),
    "campaign-unknown": Message("没有“{id}”这项纪念活动。", "{suggestion}请核对 content/campaigns/ 里的文件名。"),
    "ceremony-unknown": Message("没有“{id}”这次表彰。", "{suggestion}请核对 content/ceremonies/ 里的文件名。"),
    "members-missing": Message("群体档案没有列成员，也没有写人数。", "请填写“成员”或“人数”。"),
    "members-individual": Message("个人档案不能列成员。", "请把“类别”改为群体，或删去成员。"),
    "member-unknown": Message("表彰里写的“{name}”不在成员之中。", "请核对姓名，或补入成员。"),
    "outcome-mixed": Message("“结局”写“有成员牺牲”，只用于成员结局不一的群体。", "请改成平安、负伤或牺牲。"),
    "outcome-members": Message("成员的结局与群体的“{outcome}”不一致。", "群体请写“有成员牺牲”，并在成员下分别写明。"),
    "died-alive": Message("写了牺牲日期，结局却是“{outcome}”。", "请核对结局，或删去牺牲日期。"),
    "alias-missing": Message("公开方式是化名，却没有写化名。", "请填写“化名”。"),
    "alias-taken": Message("化名“{alias}”与名录中另一人的真名相同。", "请换一个化名。"),
    "withheld-id": Message(
        "不公开的档案要用 000000-0000- 开头的编号。", "请给这份档案换一个编号；否则编号会透露地点和年份。"
    ),
    "martyr-alive": Message("写了烈士评定，结局却是“{outcome}”。", "请核对结局，或删去烈士评定。"),
    "martyr-word": Message("写了“烈士”，却没有评定依据。", "请填写“烈士评定”的日期和文号；没有评定的，请写“牺牲”。"),
    "sources-missing": Message("没有写出处。", "请至少列一条出处。"),
    "minor-named": Message("事发时未满十八岁，却公开了全名。", "请改为隐名，或取得监护人同意后写明依据。"),
    "personal-data": Message("写了{kind}（第 {position} 个字起）。", "名录不公布个人联系方式和证件号码，请删去。"),
    "image-external": Message("正文里插了图片。", "照片请写在“肖像”一项，正文只写文字。"),
    "link-scheme": Message("链接“{value}”不能用。", "链接须以 https:// 开头。"),
    "glyph-missing": Message(
        "字库里没有“{character}”（{codepoint}）。",
        "请核对用字；确是姓名用字的，请安装补充字库（python -m pip install pylopdf-fonts-zh-cn）；"
        "装了还没有的，请照 theme/fonts/FONTS.md 换一套有这个字的字体。",
    ),
    # ── campaigns, ceremonies, permalinks ──
    "when-format": Message(
        "看不懂这个日期规则。",
        "请只写一种，例如 fixed: 08-01（公历）、lunar: 09-09（农历）、solar_term: 清明、standing: true（全年）。",
    ),
    "when-day": Message("{reason}。", "请核对日期规则。"),
    "when-eve": Message(
        "“前一天”里不能写“{key}”。", "请写公历日、农历日、节气、第几个星期几或指定日期，例如 lunar: 01-01。"
    ),
    "when-thirtieth": Message(
        "农历 {month} 月不一定有三十，没有的那年就没有这个活动。",
        "指月末或除夕的，请写下个月初一的前一天，例如 eve_of: {{lunar: 01-01}}。",
        "warning",
    ),
    "solar-term": Message("没有“{value}”这个节气。", "{suggestion}请写二十四节气之一，例如“清明”。"),
    "span-ends": Message(
        "起止日期一头写了年份，一头没有写。", "每年都办的两头写月-日，例如 [05-01, 05-31]；只办一次的两头都写上年份。"
    ),
    "window-before": Message("“提前”写了 {value}，不能是负数。", "请写提前的天数；到当天才开始的，删去这一行。"),
    "window-long": Message(
        "活动一次有 {days} 天，超过 {limit} 天。", "请核对起止、提前和延后；全年的活动写 standing: true。"
    ),
    "window-empty": Message("“延后”写了负数，提前结束的天数比活动还长，一天也不剩。", "请核对提前和延后的天数。"),
    "window-never": Message("照这个日期规则，{years}一次也轮不到。", "请核对日期规则、起始年份和截止年份。"),
    "standing-years": Message("全年的活动不分年份，不能写起始年份和截止年份。", "请删去；停办时撤下这份档案。"),
    "period-overlap": Message("这一段与前面的一段（{other}）有同一天。", "请把日期错开，或并成一段。"),
    "period-long": Message("这一段有 {days} 天，最多 {limit} 天。", "请核对起止日期。"),
    "campaign-elsewhere": Message("“{id}”是别处的活动，不在本站的地区轮到。", "请改选全国的或本地区的活动。"),
    "select-unknown": Message("“选取”里没有“{key}”这个条件。", "{suggestion}"),
    "select-empty": Message("“选取”里的“{key}”没有写内容。", "请写上要选的，或删去这一行；全部选取写 select: all。"),
    "permalink-missing": Message("固定地址清单里缺少这份档案。", "请在 heroes/permalinks.txt 加一行：{path}"),
    "permalink-format": Message("固定地址清单的这一行看不懂。", "每行写“地址”“地址 -> 新地址”或“地址 withdrawn”。"),
    "permalink-lost": Message(
        "清单里的地址 {path} 现在没有页面。", "请恢复这份档案；确要撤下的，在该行末尾写 withdrawn。"
    ),
    # ── theme and settings ──
    "layout-field": Message("版式里的“{key}”不对：{reason}。", "请照同一文件夹里的版式改正。"),
    "layout-room": Message("版式放不下{name}的文字。", "请加大这一栏，或给字号写更小的 fit。"),
    "layout-code": Message(
        "二维码放不下：网址长，一格不足 {least} 像素。", "请把这一处的 box 加大到 {side} 以上，或换短一些的 site_url。"
    ),
    "settings-field": Message("mkdocs.yml 里的“{key}”不对：{reason}。", "请照文件里的说明改正。"),
    "settings-sample": Message("网址仍是样张（{url}）。", "正式发布前，请在 mkdocs.yml 写上真正的 site_url。"),
}
