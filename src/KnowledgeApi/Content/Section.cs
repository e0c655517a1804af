using System.Collections.Immutable;
using KnowledgeApi.Questions;

namespace KnowledgeApi.Content;

/// <summary>A heading and the text down to the next heading of any level.</summary>
public sealed class Section
{
    private readonly ArticleText text;
    private readonly int index;

    internal Section(ArticleText text, int index)
    {
        this.text = text;
        this.index = index;
    }

    public required string ArticleSlug { get; init; }

    public required string Heading { get; init; }

    /// <summary>1 to 6, as written; levels may be skipped.</summary>
    public required int Level { get; init; }

    /// <summary>GitHub's anchor for the heading, unique in the article.</summary>
    public required string Anchor { get; init; }

    /// <summary>The article's title, the headings above this one, and this one.</summary>
    public required ImmutableArray<string> Path { get; init; }

    internal string ArticleUrl { get; init; } = "";

    /// <summary>Absolute address of the section; made at each call, since few of a large series are ever asked for.</summary>
    public string Url => Anchor.Length == 0 ? ArticleUrl : $"{ArticleUrl}#{Uri.EscapeDataString(Anchor)}";

    /// <summary>First and last line in the source file, from 1.</summary>
    public required int StartLine { get; init; }

    public required int EndLine { get; init; }

    /// <summary>Paragraphs, bullets, table rows, code and questions with their answers, in order.</summary>
    public required ImmutableArray<Unit> Units { get; init; }

    internal SectionReference Reference => field ??= new(ArticleSlug, Heading, Anchor, Url, StartLine);

    /// <summary>As written, with its heading; the keys of question blocks are left out.</summary>
    public string Markdown => text.SectionMarkdown(index);

    /// <summary>Sanitised, with its heading; the heading's id is the anchor.</summary>
    public string Html => text.SectionHtml(index);

    /// <summary>The text without markup and code, one unit a line.</summary>
    public string PlainText =>
        string.Join('\n', Units.Where(unit => unit.Kind != UnitKind.Code).Select(unit => unit.Text));

    public string Code => string.Join('\n', Units.Where(unit => unit.Kind == UnitKind.Code).Select(unit => unit.Text));
}
