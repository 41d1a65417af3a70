"""What every form of the portal is made of."""

from envportal.web.forms.base import Form, typed
from envportal.web.forms.fields import ChineseDateField, PlainDecimalField, UploadField, up_to
from envportal.web.forms.items import ItemsForm
from envportal.web.forms.order import OrderForm
from envportal.web.forms.posted import AskForm, OfReceipt, PostedForm
from envportal.web.forms.renderer import Renderer
from envportal.web.forms.text import tidy

__all__ = [
    "AskForm",
    "ChineseDateField",
    "Form",
    "ItemsForm",
    "OfReceipt",
    "OrderForm",
    "PlainDecimalField",
    "PostedForm",
    "Renderer",
    "UploadField",
    "tidy",
    "typed",
    "up_to",
]
