"""Editing panels of disclosure that Wagtail does not have as we need them."""

from typing import Any

from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from gongkai.disclosure.forms import AttachmentForm, AttachmentForms, RichText


class AttachmentsPanel(InlinePanel):
    """Attachments, each row a file that is examined before it is kept."""

    def __init__(self, **kwargs: Any) -> None:
        panels = [FieldPanel("title"), FieldPanel("upload", heading="选择文件")]
        super().__init__("attachments", panels=panels, heading="附件", label="附件", max_num=50, **kwargs)

    def clone_kwargs(self) -> dict[str, Any]:
        kept = super().clone_kwargs()
        return {name: kept[name] for name in ("classname", "help_text", "attrs") if name in kept}

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        options["formsets"]["attachments"] |= {
            "form": AttachmentForm,
            "formset": AttachmentForms,
            "fields": ["title"],
            "widgets": {},
        }
        return options


def item_panels() -> list[Any]:
    """The item's form, in the order a clerk works: what, where, by whom and when, then the rest."""
    return [
        FieldPanel("title", required_on_save=True),
        FieldPanel("node"),
        FieldPanel("body", widget=RichText(), heading="正文"),
        AttachmentsPanel(),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("issuing_organ", required_on_save=True), FieldPanel("document_number")]
                ),
                FieldRowPanel([FieldPanel("formed_on"), FieldPanel("changed_on")]),
                FieldRowPanel([FieldPanel("genre"), FieldPanel("subject")]),
                FieldRowPanel([FieldPanel("attribute"), FieldPanel("source")]),
                FieldPanel("summary"),
                FieldPanel("keywords"),
            ],
            heading="信息索引",
        ),
        MultiFieldPanel(
            [
                FieldPanel("validity"),
                FieldRowPanel([FieldPanel("validity_on"), FieldPanel("validity_instrument")]),
            ],
            heading="有效性（政策文件填写）",
        ),
        MultiFieldPanel(
            [FieldPanel("relation"), FieldPanel("explains")],
            heading="与别的文件的关系（解读、征求意见、征集结果反馈、澄清填写）",
        ),
        MultiFieldPanel([FieldPanel("explanation_form")], heading="解读的再填"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("closes_on"), FieldPanel("opinions_to")]),
                FieldPanel("shortened_why"),
            ],
            heading="征求意见的再填",
        ),
        MultiFieldPanel([FieldPanel("answers")], heading="澄清的再填"),
        MultiFieldPanel([FieldPanel("change_note")], heading="更正或更新（公开过的信息修改后填写）"),
    ]
