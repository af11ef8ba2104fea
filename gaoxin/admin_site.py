"""The admin site, titled for the office.

Not in ``articles.admin``: importing that package registers models on the default site,
which must exist by then.
"""

from django.contrib.admin import AdminSite


class OfficeAdminSite(AdminSite):
    site_title = "信息发布后台"
    site_header = "乌鲁木齐高新区（新市区）信息发布后台"
    index_title = "工作台"
    enable_nav_sidebar = False
