namespace KnowledgeApi.Content;

/// <summary>A piece of author's Markdown: kept as written, and what readers get of it made once, when first asked for.</summary>
public sealed class MarkdownText(string markdown, LinkResolver? links = null)
{
    private string? text;

    /// <param name="text">Its plain text, where that is known already.</param>
    internal MarkdownText(string markdown, LinkResolver links, string? text)
        : this(markdown, links) => this.text = text == markdown ? markdown : text;

    public static MarkdownText Empty { get; } = new("");

    /// <summary>As written: its links lead from file to file.</summary>
    public string Source { get; } = markdown;

    /// <summary>With links to articles and scenarios as addresses.</summary>
    public string Markdown => field ??= MarkdownLinks.Resolve(Source, links);

    /// <summary>Without markup; line breaks become spaces.</summary>
    public string Text => text ??= MarkdownReader.PlainText(Source) is var plain && plain == Source ? Source : plain;

    /// <summary>The text where it has been asked for.</summary>
    internal string? KnownText => text;

    /// <summary>Sanitised HTML with links to articles resolved.</summary>
    public string Html => field ??= HtmlWriter.Fragment(Source, links);

    public override string ToString() => Source;
}
