namespace KnowledgeApi.Content;

/// <summary>A piece of author's Markdown: kept as written, its plain text and sanitised HTML made once, when first asked for.</summary>
public sealed class MarkdownText(string markdown, LinkResolver? links = null)
{
    public static MarkdownText Empty { get; } = new("");

    public string Markdown { get; } = markdown;

    /// <summary>Without markup; line breaks become spaces.</summary>
    public string Text =>
        field ??= MarkdownReader.PlainText(Markdown) is var text && text == Markdown ? Markdown : text;

    /// <summary>Sanitised HTML with links to articles resolved.</summary>
    public string Html => field ??= HtmlWriter.Fragment(Markdown, links);

    public override string ToString() => Markdown;
}
