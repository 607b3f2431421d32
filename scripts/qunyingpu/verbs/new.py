"""`qunyingpu new`: a new profile, asked for field by field."""

from __future__ import annotations

from pathlib import Path

import click

from qunyingpu.authoring import canonical
from qunyingpu.authoring.changes import Changes
from qunyingpu.authoring.finding import told_hero
from qunyingpu.authoring.interview import Question, judged_answer, next_question, profile_of
from qunyingpu.authoring.newcomers import id_for, newcomer_files
from qunyingpu.command_line import ChineseCommand, help_option
from qunyingpu.engines.build_day import real_day
from qunyingpu.engines.profiles import SoundProfiles, sound_profiles, trial_problems
from qunyingpu.engines.project import find_root
from qunyingpu.errors import ContentError, Problem, Severity
from qunyingpu.verbs.carrying_out import Manner, carry_out


@click.command(
    cls=ChineseCommand,
    short_help="一问一答，新建一份档案。",
    help="一问一答，新建一份档案：逐项提问，答得不对当场指出，最后列出档案，确认后写入。中途按 Ctrl-C，什么也不写。",
    options_metavar="[选项]",
    add_help_option=False,
)
@click.option("--draft", "is_draft", is_flag=True, help="存为草稿，先不公布。")
@help_option
@click.pass_obj
def verb(folder: Path, *, is_draft: bool) -> int:
    """Ask, show, and write; nothing is written before the last answer."""
    root = find_root(folder)
    today = real_day()
    known = sound_profiles(root, today=today)
    click.echo("逐项回答，按回车到下一项；可不填的直接按回车。Ctrl-C 退出，什么也不写。")
    answers: dict[canonical.Path, str] = {("draft",): "是"} if is_draft else {}
    while question := next_question(answers):
        answers[question.path] = _answer(question, answers)
        if question.path == ("name",):
            _tell_namesakes(known, answers[question.path])
    hero, problems = profile_of(answers, id_for(answers, root), today=today)
    if hero is None:
        raise ContentError(problems)
    contents = newcomer_files(hero, root)
    wrong = [problem for problem in trial_problems(root, contents, today=today) if _is_error(problem, hero.id)]
    if wrong:
        raise ContentError(wrong)
    click.echo(f"\n编号 {hero.id}。正文、照片、成员等，写入后请打开文件补上：{canonical.profile_path(hero.id)}\n")
    carry_out(Changes.of(root, contents), root, Manner.ASK)
    return 0


def _answer(question: Question, answers: dict[canonical.Path, str]) -> str:
    """Ask until there is an answer that `check` would take."""
    while True:
        typed = click.prompt(question.words, default="", show_default=False, prompt_suffix="：")
        answer = question.meant(typed)
        if not answer and not question.is_needed:
            return ""
        if not answer:
            click.echo(f"  “{question.field.title}”不能空着。")
            continue
        problems = judged_answer(question, answer, answers, today=real_day())
        for problem in problems:
            click.echo(f"  {problem.message}{problem.remedy}")
        if all(problem.severity is Severity.WARNING for problem in problems):
            return answer


def _tell_namesakes(known: SoundProfiles, name: str) -> None:
    for hero in known.heroes:
        if name in (hero.name, *hero.former_names):
            click.echo(f"  名录里已有同名的档案，请核对是不是同一个人：{told_hero(hero, known.withdrawn)}")


def _is_error(problem: Problem, hero_id: str) -> bool:
    return problem.severity is Severity.ERROR and hero_id in problem.file
