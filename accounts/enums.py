"""Roles, permissions and kinds of unit (domain.md §4.0, §4.2)."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitKind(TextChoices):
    TOWN = "town", _("town")
    SUBDISTRICT = "subdistrict", _("sub-district")
    DEPARTMENT = "department", _("department of the committee")
    VERTICAL = "vertical", _("vertically managed bureau")
    INSTITUTION = "institution", _("public institution")
    SOE = "soe", _("state-owned enterprise")


class AppraisalGroup(TextChoices):
    TOWNS = "towns", _("towns and sub-districts")
    DEPARTMENTS = "departments", _("functional departments")
    WINDOWS = "windows", _("service windows")
    INSTITUTIONS = "institutions", _("public institutions")
    NONE = "none", _("not appraised")


class Role(TextChoices):
    LEADER = "leader", _("leader of the leadership group")
    OFFICE_ADMIN = "office_admin", _("head of the leadership-group office")
    OFFICE_STAFF = "office_staff", _("staff of the leadership-group office")
    DESK = "desk", _("complaint desk officer")
    DISCIPLINE = "discipline", _("discipline liaison")
    UNIT_HEAD = "unit_head", _("unit head")
    UNIT_DEPUTY = "unit_deputy", _("deputy in charge")
    LIAISON = "liaison", _("liaison")
    OWNER = "owner", _("responsible person")
    CONTACT = "complaint_contact", _("complaint contact of the unit")
    INSPECTOR = "inspector", _("inspection team member")
    INSPECTOR_LEAD = "inspector_lead", _("inspection team leader")
    SUPERVISOR = "supervisor", _("external supervisor")
    EDITOR = "editor", _("editor")
    SYSADMIN = "sysadmin", _("system administrator")
    SECADMIN = "secadmin", _("security administrator")
    AUDITOR = "auditor", _("audit administrator")


class Permission(StrEnum):
    """What a post may do. Roles give them (`accounts.roles`); code asks only for these."""

    # Reading
    UNIT_READ = "unit.read"  # the records of one's own unit
    ZONE_READ = "zone.read"  # the records of every unit, never identities
    # The campaign frame
    CAMPAIGN_MANAGE = "campaign.manage"
    CAMPAIGN_CLOSE = "campaign.close"
    BURDEN_RELEASE = "burden.release"
    PLAN_EDIT = "plan.edit"
    PLAN_SIGN = "plan.sign"
    PLAN_REVIEW = "plan.review"
    STUDY_EDIT = "study.edit"
    MEETING_EDIT = "meeting.edit"
    LIFE_MEETING = "life-meeting"
    # The rectification ledger
    ITEM_EDIT = "item.edit"
    ITEM_SIGN = "item.sign"
    ITEM_REVIEW = "item.review"
    ITEM_PROGRESS = "item.progress"
    ITEM_VERIFY = "item.verify"
    ITEM_VERIFY_KEY = "item.verify-key"
    ITEM_INSPECT = "item.inspect"
    ITEM_REOPEN = "item.reopen"
    EXTENSION_ASK = "extension.ask"
    EXTENSION_OPINION = "extension.opinion"
    EXTENSION_DECIDE = "extension.decide"
    EXTENSION_DECIDE_SECOND = "extension.decide-second"
    RULE_EDIT = "rule.edit"
    RULE_SIGN = "rule.sign"  # issue and abolish the rules of a unit
    RULE_CHECK = "rule.check"
    # Outreach
    VISIT_EDIT = "visit.edit"
    CASE_EDIT = "case.edit"
    CASE_REVIEW = "case.review"
    # Complaints
    COMPLAINT_INTAKE = "complaint.intake"
    COMPLAINT_REFUSE = "complaint.refuse"
    COMPLAINT_DISPATCH = "complaint.dispatch"
    COMPLAINT_INVESTIGATE = "complaint.investigate"
    COMPLAINT_HANDLE = "complaint.handle"
    COMPLAINT_SIGN = "complaint.sign"
    COMPLAINT_REVIEW = "complaint.review"
    COMPLAINT_BYPASS = "complaint.bypass"
    COMPLAINT_DISCIPLINE = "complaint.discipline"
    COMPLAINT_DECIDE = "complaint.decide"
    IDENTITY_VIEW = "complaint.view-identity"
    CODE_MANAGE = "complaint.codes"  # supervision codes and their posters
    # Inspections
    INSPECTION_PLAN = "inspection.plan"
    INSPECTION_APPROVE = "inspection.approve"
    INSPECTION_RECORD = "inspection.record"
    INSPECTION_CONCLUDE = "inspection.conclude"
    INSPECTION_RELEASE = "inspection.release"
    FINDING_STATE = "finding.state"
    FINDING_DECIDE = "finding.decide"
    SLIP_ISSUE = "slip.issue"
    SLIP_SIGN = "slip.sign"
    SLIP_REPLY = "slip.reply"
    INTERVIEW_RECORD = "interview.record"  # talks after a summons (约谈), restricted
    # Reports
    DASHBOARD = "dashboard"
    REPORT_EDIT = "report.edit"
    REPORT_SIGN = "report.sign"
    REPORT_REVIEW = "report.review"
    # Publicity
    ARTICLE_EDIT = "article.edit"
    EXPOSURE_EDIT = "exposure.edit"
    EXPOSURE_APPROVE = "exposure.approve"
    # Administration: three separated administrators (GB/T 22239, domain.md §3.3)
    USERS_MANAGE = "users.manage"
    SETTINGS_MANAGE = "settings.manage"
    ROLES_GRANT = "roles.grant"
    AUDIT_READ = "audit.read"
