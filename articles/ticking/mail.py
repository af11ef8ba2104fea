"""Letters that were written go to the mail server."""

from articles import mailing
from articles.ticking.trouble import Trouble


def send() -> str:
    """Send what is due; each letter keeps its own time for the next try."""
    try:
        sent = mailing.send_due()
    except mailing.MailServerDown as down:
        raise Trouble(str(down)) from down
    return f"寄出 {sent} 封" if sent else ""
