"""CKEditor's configuration. Its toolbar offers what the allow-list of the text floor keeps."""

from articles.text.sanitizing import ckeditor_allowed_content

EDITOR_CONFIG = {
    "versionCheck": False,
    "language": "zh-cn",
    "defaultLanguage": "zh-cn",
    # Without an iframe the editor needs no inline script elements and no eval (docs/adr/0002).
    "extraPlugins": "divarea,justify,autogrow,filebrowser,filetools",
    "removePlugins": (
        "wysiwygarea,elementspath,exportpdf,preview,print,iframe,iframedialog,flash,forms,"
        "docprops,scayt,wsc,templates,save,newpage,pagebreak,smiley,about,language,bidi,"
        "uploadimage,uploadfile,uploadwidget,easyimage,cloudservices,"
        "font,colorbutton,colordialog,div,stylescombo,styles,selectall,showborders"
    ),
    "toolbar": "Office",
    "toolbar_Office": [
        ["Undo", "Redo"],
        ["Format"],
        ["Bold", "Italic", "Subscript", "Superscript", "RemoveFormat"],
        ["BulletedList", "NumberedList", "Blockquote"],
        ["JustifyLeft", "JustifyCenter", "JustifyRight"],
        ["Link", "Unlink"],
        ["Image", "Table", "SpecialChar"],
        ["PasteText", "Find", "Maximize", "Source"],
    ],
    "format_tags": "p;h2;h3;h4",
    "justifyClasses": ["align-left", "align-center", "align-right", "align-justify"],
    "indentClasses": ["indent-1", "indent-2", "indent-3"],
    "allowedContent": ckeditor_allowed_content(),
    # What is pasted keeps its structure until the server cleans it (articles.text.pasting): the
    # browser's own filter would drop headings of Word and sections of 微信 without a word.
    "extraAllowedContent": "h1 h5 h6 section",
    "pasteFilter": None,
    "pasteFromWord_inlineImages": False,
    "clipboard_handleImages": False,
    "entities": False,
    "basicEntities": True,
    "fillEmptyBlocks": False,
    "disableNativeSpellChecker": False,
    "forcePasteAsPlainText": False,
    "removeDialogTabs": "image:advanced;image:Link;link:advanced;link:target;link:upload;table:advanced",
    "image_previewText": " ",
    "linkDefaultProtocol": "https://",
    "linkShowAdvancedTab": False,
    "linkShowTargetTab": False,
    "filebrowserImageUploadUrl": "/admin/articles/article/picture-upload/",
    "filebrowserUploadMethod": "xhr",
    "width": "100%",
    "height": 480,
    "autoGrow_minHeight": 480,
    "autoGrow_maxHeight": 1200,
    "autoGrow_onStartup": True,
}
