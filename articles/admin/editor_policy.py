"""What CKEditor needs of the browser's content policy, on the pages that carry it only."""

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.contrib.admin import ModelAdmin
from django.utils.decorators import method_decorator

# In divarea mode: inline styles and handler attributes; no inline script element, no eval.
EDITOR_POLICY = {"style-src": [UNSAFE_INLINE], "script-src-attr": [UNSAFE_INLINE]}


def editor_page(model_admin: type[ModelAdmin]) -> type[ModelAdmin]:
    """Relax the policy for the add and change pages of *model_admin*."""
    return method_decorator(csp_update(EDITOR_POLICY), name="changeform_view")(model_admin)
