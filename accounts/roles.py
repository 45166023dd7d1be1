"""Which permissions a role gives. The one table that code and tests read.

Nobody gets business rights from an administrator's role, and no flag on an account
gives any (three separated administrators, domain.md §3.3).
"""

from accounts.enums import Permission, Role
from accounts.enums import Permission as P

_OFFICE = frozenset(
    {
        P.ZONE_READ,
        P.DASHBOARD,
        P.PLAN_REVIEW,
        P.ITEM_REVIEW,
        P.ITEM_VERIFY,
        P.CASE_REVIEW,
        P.RULE_CHECK,
        P.EXTENSION_OPINION,
        P.INSPECTION_PLAN,
        P.FINDING_DECIDE,
        P.SLIP_ISSUE,
        P.REPORT_REVIEW,
        P.EXPOSURE_EDIT,
        P.ARTICLE_EDIT,
        P.CODE_MANAGE,
    }
)

_INSPECTOR = frozenset({P.INSPECTION_RECORD, P.ITEM_INSPECT})

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.LEADER: frozenset(
        {
            P.ZONE_READ,
            P.DASHBOARD,
            P.CAMPAIGN_CLOSE,
            P.BURDEN_RELEASE,
            P.EXTENSION_DECIDE_SECOND,
            P.COMPLAINT_BYPASS,
            P.IDENTITY_VIEW,  # of the cases that go past the desk
            P.SLIP_SIGN,
            P.INTERVIEW_RECORD,
            P.EXPOSURE_APPROVE,
        }
    ),
    Role.OFFICE_ADMIN: _OFFICE
    | {
        P.CAMPAIGN_MANAGE,
        P.ITEM_VERIFY_KEY,
        P.ITEM_REOPEN,
        P.EXTENSION_DECIDE,
        P.COMPLAINT_DECIDE,
        P.COMPLAINT_REFUSE,
        P.INSPECTION_APPROVE,
        P.INSPECTION_RELEASE,
        P.INTERVIEW_RECORD,
    },
    Role.OFFICE_STAFF: _OFFICE,
    Role.DESK: frozenset(
        {
            P.COMPLAINT_INTAKE,
            P.COMPLAINT_REFUSE,
            P.COMPLAINT_DISPATCH,
            P.COMPLAINT_INVESTIGATE,
            P.COMPLAINT_REVIEW,
            P.IDENTITY_VIEW,
            P.CODE_MANAGE,
        }
    ),
    Role.DISCIPLINE: frozenset({P.COMPLAINT_DISCIPLINE, P.IDENTITY_VIEW}),
    Role.UNIT_HEAD: frozenset(
        {
            P.UNIT_READ,
            P.PLAN_SIGN,
            P.ITEM_SIGN,
            P.RULE_SIGN,
            P.COMPLAINT_SIGN,
            P.FINDING_STATE,
            P.SLIP_REPLY,
            P.REPORT_SIGN,
            P.LIFE_MEETING,
        }
    ),
    Role.UNIT_DEPUTY: frozenset(
        {
            P.UNIT_READ,
            P.ITEM_EDIT,
            P.ITEM_PROGRESS,
            P.EXTENSION_ASK,
            P.FINDING_STATE,
            P.RULE_EDIT,
            P.RULE_CHECK,
        }
    ),
    Role.LIAISON: frozenset(
        {
            P.UNIT_READ,
            P.PLAN_EDIT,
            P.STUDY_EDIT,
            P.MEETING_EDIT,
            P.ITEM_EDIT,
            P.ITEM_PROGRESS,
            P.EXTENSION_ASK,
            P.RULE_EDIT,
            P.RULE_CHECK,
            P.VISIT_EDIT,
            P.CASE_EDIT,
            P.FINDING_STATE,
            P.SLIP_REPLY,
            P.REPORT_EDIT,
        }
    ),
    Role.OWNER: frozenset({P.UNIT_READ, P.ITEM_EDIT, P.ITEM_PROGRESS, P.EXTENSION_ASK}),
    Role.CONTACT: frozenset({P.COMPLAINT_HANDLE}),
    Role.INSPECTOR: _INSPECTOR,
    Role.INSPECTOR_LEAD: _INSPECTOR | {P.INSPECTION_PLAN, P.INSPECTION_CONCLUDE, P.ITEM_REOPEN},
    Role.SUPERVISOR: frozenset({P.INSPECTION_RECORD}),
    Role.EDITOR: frozenset({P.ARTICLE_EDIT}),
    Role.SYSADMIN: frozenset({P.USERS_MANAGE, P.SETTINGS_MANAGE}),
    Role.SECADMIN: frozenset({P.ROLES_GRANT}),
    Role.AUDITOR: frozenset({P.AUDIT_READ}),
}

# Roles that act inside one unit; all others act for the whole zone.
UNIT_ROLES = frozenset({Role.UNIT_HEAD, Role.UNIT_DEPUTY, Role.LIAISON, Role.OWNER, Role.CONTACT})

# The three separated administrators: each stands alone (domain.md §3.3).
ADMIN_ROLES = frozenset({Role.SYSADMIN, Role.SECADMIN, Role.AUDITOR})

# Roles that must sign in with a second factor (security.md §6.2).
SECOND_FACTOR_ROLES = frozenset(
    {
        Role.LEADER,
        Role.OFFICE_ADMIN,
        Role.OFFICE_STAFF,
        Role.DESK,
        Role.DISCIPLINE,
        Role.SYSADMIN,
        Role.SECADMIN,
        Role.AUDITOR,
    }
)
