"""Pictures placed in the text: the same door as captions, answering as CKEditor expects."""

import logging

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from articles.admin.media_desk import claim
from articles.models.picture_field import cleaned_upload, store_picture
from articles.picture_library import said_of_twins

logger = logging.getLogger(__name__)


@require_POST
def upload_picture(request: HttpRequest) -> JsonResponse:
    """Store one cleaned picture; ``{"uploaded": 1, "url": …}`` or 0 with the reason in Chinese."""
    if not request.user.has_perm("articles.change_article"):
        return _refused("您没有编辑稿件的权限，不能上传图片。")
    upload = request.FILES.get("upload")
    if upload is None:
        return _refused("没有收到图片文件。")
    try:
        picture = cleaned_upload(upload).picture
    except ValidationError as reason:
        return _refused(reason.messages[0])
    try:
        name = store_picture(picture, default_storage)
    except OSError:
        logger.exception("A picture could not be stored")
        return _refused(
            "图片没有保存：服务器存放图片的地方已满、不可写或没有应答。请通知管理员后再试。"
        )
    claim([name], request.user)
    answer = {
        "uploaded": 1,
        "fileName": name,
        "url": default_storage.url(name),
        "width": picture.width,
        "height": picture.height,
    }
    said = said_of_twins(name)  # CKEditor shows it as a notice beside the stored picture
    return JsonResponse({**answer, "error": {"message": said}} if said else answer)


def _refused(reason: str) -> JsonResponse:
    return JsonResponse({"uploaded": 0, "error": {"message": reason}})
