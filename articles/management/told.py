"""What the commands of keeping print about a copy."""

from django.utils import timezone

from articles.keeping.checking import Copy

MOST_NAMED = 20


def told(copy: Copy) -> str:
    """Return what a copy holds, and what it could not take along."""
    facts, end = copy.facts, copy.end
    made = timezone.localtime(facts.moment)
    lines = [
        f"备份时间 {made:%Y-%m-%d %H:%M:%S}，数据库 {facts.database}，程序 {facts.release or '版本不详'}。",
        f"{len(facts.tables)} 张表 {facts.rows} 行，{end.files} 个文件 {size(end.bytes)}；"
        f"备份文件 {size(copy.size)}。",
        f"内容世代 {facts.generation}，审计链尾 {facts.audit_number}:{facts.audit_hash}",
    ]
    if end.missing:
        lines.append(f"注意：{len(end.missing)} 个文件有记录而磁盘上没有：{_some(end.missing)}")
    if end.skipped:
        lines.append(f"注意：{len(end.skipped)} 个文件的名字不合规，没有备份：{_some(end.skipped)}")
    return "\n".join(lines)


def size(number: int) -> str:
    """Return *number* of bytes as an operator reads it."""
    return f"{number / 2**20:.1f} MB"


def _some(names: list[str]) -> str:
    more = " 等" if len(names) > MOST_NAMED else ""
    return "、".join(names[:MOST_NAMED]) + more
