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


Section = dict[str, Message]
"""Code -> message, in the order of the handbook."""


_FILES: Section = {
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
}

_TYPING: Section = {
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
}

_YAML: Section = {
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
}

_FIELDS: Section = {
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
}

_PEOPLE: Section = {
    "name-character": Message("姓名里有不能用的字符“{character}”（{codepoint}）。", "请只写姓名本身。"),
    "name-script": Message("“{value}”里混有形近的{script}字符（{codepoint}）。", "请改用常用汉字重新输入。", "warning"),
    "name-long": Message(
        "姓名有 {count} 个字，卡片、桌签上会排得很小。", "请核对；群体可以写通用的简称，全称写进正文。", "warning"
    ),
    "title-long": Message(
        "称号有 {count} 个字，卡片上放不下，会截断。",
        "请只写称号本身，届次、授予单位和日期另有栏目；几项称号请分开写。",
        "warning",
    ),
    "story-unended": Message("正文没有句号，卡片和展板放不下时只能从中间断开。", "请在每句话末尾加上“。”。", "warning"),
    "region-unknown": Message(
        "没有“{value}”这个行政区划。", "{suggestion}请写六位区划代码，或“江苏省/苏州市/虎丘区”。"
    ),
    "region-year": Message(
        "区划代码 {region}（{name}）在 {year} 年不存在，只在{span}使用。", "{suggestion}请写事发当年的代码。"
    ),
    "id-format": Message("“{value}”不是档案编号。", "编号写作“城市代码-年份-五位字符”，例如 320500-2024-q7m2k。"),
    "id-duplicate": Message("编号 {id} 用了两次，另一处是 {other}。", "请给后来的一份换一个编号，也就是文件名。"),
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
}

_OCCASIONS: Section = {
    "when-format": Message(
        "看不懂这个日期规则。",
        "请只写一种，例如 fixed: 08-01（公历）、lunar: 09-09（农历）、solar_term: 清明、standing: true（全年）。",
    ),
    "when-day": Message("{reason}。", "请照这样写：{example}。"),
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
    "permalink-missing": Message(
        "固定地址清单里缺少这份档案。",
        "请运行 qunyingpu permalinks，或在 heroes/permalinks.txt 加一行：{path}",
        "warning",
    ),
    "permalink-format": Message("固定地址清单的这一行看不懂。", "每行写“地址”“地址 -> 新地址”或“地址 withdrawn”。"),
    "permalink-lost": Message(
        "清单里的地址 {path} 现在没有页面。", "请恢复这份档案；确要撤下的，在该行末尾写 withdrawn。"
    ),
}

_SHEETS: Section = {
    "sheet-empty": Message("表里没有档案。", "请从标题行的下一行起填写，每位英雄一行。"),
    "sheet-heading": Message(
        "找不到标题行。", "请保留导出时的标题行（编号、姓名、事发日期……）；空表可用 qunyingpu export --xlsx 导出。"
    ),
    "sheet-column-missing": Message("缺少“{title}”这一列。", "请照导出的表补上这一列，标题不要改。"),
    "sheet-column-unknown": Message("不认识“{title}”这一列。", "{suggestion}请改正标题，或删去这一列。"),
    "sheet-column-twice": Message("“{title}”这一列有两处，另一处在 {other}。", "请留下一处。"),
    "sheet-column-untitled": Message("{letter} 列有内容，却没有标题。", "请补上标题，或删去这一列。"),
    "sheet-merged": Message("有合并的单元格（{range}）。", "请取消合并，每一格都填上内容。"),
    "sheet-hidden-row": Message("第 {row} 行是隐藏的，照样导入。", "不想导入的，请删去这一行。", "warning"),
    "sheet-hidden-column": Message("{letter} 列是隐藏的，照样导入。", "不想导入的，请删去这一列。", "warning"),
    "sheet-unread": Message("工作表“{name}”没有导入。", "只导入“英雄”和“成员”两张表，别处的内容请移过去。", "warning"),
    "sheet-links": Message("表格引用了别的文件，引用的内容没有读取。", "请改为粘贴数值。", "warning"),
    "sheet-rounded": Message(
        "“{value}”是被改成科学计数的长数字，末尾几位已经丢失。", "请把这一列设为文本格式，再重新输入。"
    ),
    "sheet-date-fraction": Message(
        "日期被当成了小数“{value}”，2024.10 与 2024.1 分不清。", "请把单元格设为文本，写成 2024-10。"
    ),
    "sheet-formula": Message(
        "单元格里是公式“{value}”，不能导入。",
        "请复制这一列，用“选择性粘贴”粘贴为数值；文字以 = 开头的，把单元格设为文本格式。",
    ),
    "sheet-error": Message("单元格里是错误值“{value}”。", "请改成文字，或清空。"),
    "sheet-member-group": Message(
        "不知道这位成员属于“英雄”表里的哪一行（“{value}”）。",
        "请填写群体的编号；新群体还没有编号的，写群体名称，与“英雄”表里的姓名一致。",
    ),
    "sheet-profile": Message(
        "名录里的档案 {id} 有错误，不能用表格修改。", "请先运行 qunyingpu check，改正这份档案再导入。"
    ),
    "sheet-twin": Message(
        "“{name}”与另一份档案（{other}）同名、同日、同地，编号却不同。",
        "多半是重复导入：修改原有档案请填上它的编号；确是另一人的，请用 qunyingpu new 新建。",
    ),
    "sheet-picture-two": Message("同一行有两张照片。", "每位英雄只放一张，请删去多余的。"),
    "sheet-picture-nobody": Message("照片所在的这一行没有英雄。", "请把照片移到本人那一行，左上角不要超出。"),
    "sheet-picture-linked": Message("照片是链接，不在表格里。", "请删去，重新插入照片，不要选“链接到文件”。"),
    "sheet-picture-lost": Message(
        "照片已经丢失，表格里只剩下位置。", "请重新插入照片；用别的软件保存过的，请用 WPS 重做。"
    ),
}

_PARCELS: Section = {
    "parcel-broken": Message("压缩包打不开：{reason}。", "请发件人重新压成 ZIP 再发一次；不要加密，不要用 RAR、7z。"),
    "parcel-locked": Message("“{name}”加了密码。", "请发件人去掉密码，重新压缩。"),
    "parcel-empty": Message("压缩包里没有档案。", "里面要有 320500-2024-q7m2k.yaml 这样的文件，填表程序会做好它。"),
    "parcel-many": Message("压缩包里有 {count} 个文件，最多 {limit} 个。", "请分成几个压缩包。"),
    "parcel-large": Message("压缩包解开后超过 {limit} MB。", "请核对来历；照片长边 4000 像素就够，分几个压缩包发来。"),
    "parcel-path": Message("“{name}”要放到文件夹外面去。", "这不是填表程序做的压缩包，请核对来历，不要解开。"),
    "parcel-link": Message("“{name}”是一个链接（快捷方式），不是文件。", "请发件人把文件本身放进压缩包。"),
    "parcel-extra": Message("“{name}”不是档案，也不是照片，没有收。", "里面有要用的内容，请写进档案。", "warning"),
    "parcel-twice": Message("编号 {id} 有两份不同的档案，另一份在 {other}。", "请核对哪一份对，只留一份。"),
    "parcel-taken": Message(
        "编号 {id} 在名录里是“{name}”，这里是“{other}”。",
        "更正档案的，请在“曾用名”里写原来的姓名；另有其人的，请换一个编号。",
    ),
    "parcel-photo": Message("照片“{name}”不属于这个压缩包里的档案。", "请把照片改成与档案同名，并写进档案的“肖像”。"),
    "schema-version": Message(
        "档案写的是第 {value} 版格式，这里只认第 {known} 版。",
        "请更新程序后再读；或请发件人用本站现在的填表程序重新生成。",
    ),
}

_PULLS: Section = {
    "outside-content": Message(
        "这次投稿还改了内容以外的文件。", "投稿只改 heroes 和 content 文件夹；请审阅的人逐行看过再合并。", "warning"
    ),
    "profile-deleted": Message(
        "已公布的档案 {id} 被删去了。",
        "请恢复这个文件；确要撤下的，在 heroes/permalinks.txt 里它的地址后面写 withdrawn。",
    ),
    "permalink-removed": Message(
        "固定地址清单里删去了 {path}。", "公布过的地址一行也不能少，请补回；确要撤下的，在该行末尾写 withdrawn。"
    ),
}

_SETTINGS: Section = {
    "layout-field": Message("版式里的“{key}”不对：{reason}。", "请照同一文件夹里的版式改正。"),
    "layout-room": Message("版式放不下{name}的文字。", "请加大这一栏，或给字号写更小的 fit。"),
    "layout-code": Message(
        "二维码放不下：网址长，一格不足 {least} 像素。", "请把这一处的 box 加大到 {side} 以上，或换短一些的 site_url。"
    ),
    "settings-field": Message("mkdocs.yml 里的“{key}”不对：{reason}。", "请照文件里的说明改正。"),
    "settings-sample": Message("网址仍是样张（{url}）。", "正式发布前，请在 mkdocs.yml 写上真正的 site_url。"),
}

SECTIONS: dict[str, Section] = {
    "文件": _FILES,
    "打字": _TYPING,
    "YAML 写法": _YAML,
    "各项内容": _FIELDS,
    "姓名、地区、人物": _PEOPLE,
    "纪念活动、固定地址": _OCCASIONS,
    "电子表格": _SHEETS,
    "寄来的压缩包": _PARCELS,
    "合并请求": _PULLS,
    "版式和设置": _SETTINGS,
}
"""Title of each part of the table, as the handbook names it -> its messages."""

MESSAGES: Section = {code: message for section in SECTIONS.values() for code, message in section.items()}
"""All of them by code."""
