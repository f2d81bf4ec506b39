from django.apps import AppConfig

UNLABELLED = {
    "password": "密码",
    "remember": "记住我",
    "link_text": "链接文字",
    "email_address": "电子邮件地址",
    "subject": "主题",
    "body": "正文",
    "phone_number": "电话号码",
}


class OfficeConfig(AppConfig):
    name = "gongkai.office"
    verbose_name = "后台"

    def ready(self) -> None:
        """Fields to which Wagtail gives no label, and Django an English one, get a Chinese one; log-ins are noted."""
        from wagtail.admin.forms import auth, choosers

        for form in (
            auth.LoginForm,
            choosers.ExternalLinkChooserForm,
            choosers.AnchorLinkChooserForm,
            choosers.EmailLinkChooserForm,
            choosers.PhoneLinkChooserForm,
        ):
            for name, field in form.base_fields.items():
                field.label = field.label or UNLABELLED.get(name)

        from gongkai.office import entering

        entering.connect()
