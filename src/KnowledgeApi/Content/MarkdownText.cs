namespace KnowledgeApi.Content;

/// <summary>A piece of author's Markdown: kept as written, its plain text and sanitised HTML made once, when first asked for.</summary>
public sealed class MarkdownText(string markdown, LinkResolver? links = null)
{
    private string? text;

    /// <param name="text">Its plain text, where that is known already.</param>
    internal MarkdownText(string markdown, LinkResolver links, string? text)
        : this(markdown, links) => this.text = text == markdown ? markdown : text;

    public static MarkdownText Empty { get; } = new("");

    public string Markdown { get; } = markdown;

    /// <summary>Without markup; line breaks become spaces.</summary>
    public string Text =>
        text ??= MarkdownReader.PlainText(Markdown) is var plain && plain == Markdown ? Markdown : plain;

    /// <summary>The text where it has been asked for.</summary>
    internal string? KnownText => text;

    /// <summary>Sanitised HTML with links to articles resolved.</summary>
    public string Html => field ??= HtmlWriter.Fragment(Markdown, links);

    public override string ToString() => Markdown;
}
