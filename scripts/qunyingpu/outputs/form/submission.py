"""Turn the address of the project's repository into the page on which a profile is handed in there, and how."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from qunyingpu.model.site import Site

_PLATFORMS = {"github": "GitHub", "gitee": "Gitee", "gitlab": "GitLab"}

_UPLOADS = {
    "GitHub": "{repository}/upload/{branch}/heroes/{{folder}}",
    "Gitee": "{repository}/tree/{branch}/heroes",
    "GitLab": "{repository}/-/tree/{branch}/heroes",
}
"""GitHub makes a folder that is uploaded to; on the others one begins in the folder above, which is always there."""

_UNPACK = "解开压缩包，里面的 heroes 文件夹下有一个 {folder} 文件夹，装着档案（和照片）。"
_ENTER = "在自己的那份仓库里进入 heroes 下的 {folder} 文件夹；没有就新建。"
_STEPS = {
    "GitHub": (
        _UNPACK,
        "打开下面的上传页，登录 GitHub；它会提示先建一个自己的分支（Fork），照做即可。",
        "把 {folder} 文件夹里的文件拖进上传页，点“Propose changes”，再点“Create pull request”。",
    ),
    "Gitee": (
        _UNPACK,
        "打开下面的页面，登录 Gitee，点右上角的 Fork，复制一份仓库。",
        _ENTER,
        "点“上传文件”，把档案（和照片）传上去，再点“Pull Request”提交。",
    ),
    "GitLab": (
        _UNPACK,
        "打开下面的页面，登录 GitLab，点 Fork，复制一份仓库。",
        _ENTER,
        "点加号，选“上传文件”，把档案（和照片）传上去，再建合并请求。",
    ),
}


def submission_of(site: Site) -> Mapping[str, Any] | None:
    """Return ``platform``, ``address`` and ``steps``, in which ``{folder}`` stands for that of the profile, or None.

    None where the site names no repository, or one on a host that is none of the three.
    """
    host = urlsplit(site.repository).hostname or ""
    platform = next((name for word, name in _PLATFORMS.items() if word in host), None)
    if platform is None:
        return None
    address = _UPLOADS[platform].format(repository=site.repository.rstrip("/").removesuffix(".git"), branch=site.branch)
    return {"platform": platform, "address": address, "steps": list(_STEPS[platform])}
